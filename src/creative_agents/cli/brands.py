"""`brand`: the brand folder."""

from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(help="Make a brand folder, and check one.", no_args_is_help=True)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The brand's name.")],
    folder: Annotated[Path, typer.Option("--in", help="Where to make its folder.")] = Path(),
    language: Annotated[
        Literal["en", "fr"], typer.Option(help="Language of the comments and of the copy.")
    ] = "en",
) -> None:
    """Write a commented brand folder to fill in.

    Example: `creative-agents brand new "Maison Aurel" --language fr --in brands`
    """
    from creative_agents.brands.new import create_brand_folder

    typer.echo(str(create_brand_folder(name, folder, language=language)))


@app.command()
def check(folder: Annotated[Path, typer.Argument(help="The brand folder.")]) -> None:
    """Read a brand folder and name every mistake, with its file and line."""
    from creative_agents.brands.loader import load_brand

    brand = load_brand(folder)
    typer.echo(
        f"{brand.name}: {len(brand.products)} products, {len(brand.offers)} offers, "
        f"{len(brand.claims)} claims, {len(brand.audiences)} audiences, "
        f"{len(brand.pieces)} past pieces, {len(brand.rules)} learned rules; no mistake"
    )
