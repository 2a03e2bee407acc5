"""`brand`: the brand folder."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from creative_agents.cli.helping import show_help_alone
from creative_agents.errors import BrandError

if TYPE_CHECKING:
    from creative_agents.domain.brand import Brand

app = typer.Typer(
    help="Make a brand folder, and check one.",
    epilog="Example: creative-agents brand check brands/maison-aurel",
    invoke_without_command=True,
    callback=show_help_alone,
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@app.command(
    epilog="Example: creative-agents brand new 'Maison Aurel' --language fr --in brands",
)
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The brand's name, as its audience reads it.")
    ],
    folder: Annotated[
        Path,
        typer.Option("--in", metavar="DIR", help="The folder in which its folder is made."),
    ] = Path(),
    language: Annotated[
        Literal["en", "fr"], typer.Option(help="Language of the comments and of the copy.")
    ] = "en",
    as_json: AsJson = False,
) -> None:
    """Write a commented brand folder to fill in; nothing is ever written over."""
    from creative_agents.brands.new import create_brand_folder

    made = create_brand_folder(name, folder, language=language)
    if as_json:
        typer.echo(json.dumps({"folder": str(made)}))
        return
    typer.echo(str(made))
    typer.echo(f"fill it in, then: creative-agents brand check {made}", err=True)


@app.command(epilog="Example: creative-agents brand check brands/maison-aurel")
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The brand folder.")],
    as_json: AsJson = False,
) -> None:
    """Read a brand folder: every mistake with its file and line, and what has run out.

    A mistake ends with 2. What has run out is no mistake, but somebody should look at it.
    """
    from creative_agents.brands.loader import load_brand
    from creative_agents.brands.notices import notices

    try:
        brand = load_brand(folder)
    except BrandError as error:
        if as_json:
            typer.echo(json.dumps({"brand": None, "problems": error.problems, "notices": []}))
        raise
    found = notices(brand, on=datetime.now(UTC).date())
    if as_json:
        told = {"brand": brand.name, **_counts(brand), "problems": [], "notices": found}
        typer.echo(json.dumps(told))
        return
    counts = ", ".join(
        f"{count} {what.replace('_', ' ')}" for what, count in _counts(brand).items()
    )
    typer.echo(f"{brand.name}: {counts}; no mistake")
    for notice in found:
        typer.echo(f"notice: {notice}")


def _counts(brand: "Brand") -> dict[str, int]:
    return {
        "products": len(brand.products),
        "offers": len(brand.offers),
        "claims": len(brand.claims),
        "audiences": len(brand.audiences),
        "past_pieces": len(brand.pieces),
        "learned_rules": len(brand.rules),
    }
