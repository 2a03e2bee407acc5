"""`brand`: the brand folder."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from creative_agents.cli.helping import show_help_alone
from creative_agents.errors import BrandError, ConfigError

if TYPE_CHECKING:
    from creative_agents.domain.brand import Brand

app = typer.Typer(
    help="Make a brand folder, build one from documents, and check one.",
    epilog="Example: creative-agents brand check brands/maison-aurel",
    invoke_without_command=True,
    callback=show_help_alone,
)

_ANY_TEXT: Final = "a"
"""The shortest text with which every pack that a folder names is read."""

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


@app.command(
    epilog="Example: creative-agents brand build guide.pdf site/ --out brands/mine "
    "--model openai:gpt-5.2",
)
def build(
    documents: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="DOCS...",
            help="Style guides, past pieces, saved pages: Markdown, HTML, PDF, DOCX, text; or "
            "folders of them.",
        ),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The brand folder, new or old.")] = Path(
        "brand"
    ),
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The brand's name. Else the folder's own, or what DIR is called.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        Literal["en", "fr"] | None,
        typer.Option(
            help="The brand's language. Else the folder's own, or the documents'.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="openai:NAME, local or local:FILE.gguf, or none: rules alone read. Else what "
            "CREATIVE_AGENTS_MODEL says, else local.",
            show_default=False,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The server of an openai: model.", show_default=False),
    ] = None,
    from_run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN",
            help="Propose rules from what you corrected in the copy of this run.",
            show_default=False,
        ),
    ] = None,
    approve: Annotated[
        Literal["ask", "policy"],
        typer.Option(
            help="Who decides: ask, you do, line by line; policy, the folder's process does "
            "where it has a gate 'brand'."
        ),
    ] = "ask",
    answer: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help='Your decisions, as JSON: {"default": "approve", "decisions": [...]}.',
            show_default=False,
        ),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            metavar="N",
            min=0,
            help="How long the model may read. Else to the end, or 10 for a small one.",
            show_default=False,
        ),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option(metavar="USD", help="What model calls may cost in all.", show_default=False),
    ] = None,
    fail_if_waiting: Annotated[
        bool,
        typer.Option("--fail-if-waiting", help="End with 5, not 0, when it waits for you."),
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Propose a brand folder from documents; you approve each line with its source.

    Building again shows only what changed, and leaves what you edited as it is.
    """
    from creative_agents.cli.building import BuildSitting, Terms

    if not documents and from_run is None:
        raise ConfigError("brand build needs documents, or --from-run RUN: name what to read")
    terms = Terms(
        documents=tuple(documents or ()),
        out=out,
        name=name,
        language=language,
        model=model,
        base_url=base_url,
        from_run=from_run,
        approve=approve,
        answer=answer,
        minutes=minutes,
        budget=budget,
    )
    return BuildSitting(terms).go(as_json=as_json, fail_if_waiting=fail_if_waiting)


@app.command(epilog="Example: creative-agents brand check brands/maison-aurel")
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The brand folder.")],
    as_json: AsJson = False,
) -> None:
    """Read a brand folder: every mistake with its file and line, and what has run out.

    A mistake ends with 2. What has run out, or what nothing reads, is no mistake, but somebody
    should look at it.
    """
    from creative_agents.brands.belongings import strangers, unknown_gates
    from creative_agents.brands.loader import load_brand
    from creative_agents.brands.notices import notices

    try:
        brand = load_brand(folder)
        unread = _read_what_checks_use(brand, folder)
    except BrandError as error:
        if as_json:
            typer.echo(json.dumps({"brand": None, "problems": error.problems, "notices": []}))
        raise
    found = (
        *notices(brand, on=datetime.now(UTC).date()),
        *strangers(folder),
        *unknown_gates(brand.process),
        *unread,
    )
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


def _read_what_checks_use(brand: "Brand", folder: Path) -> tuple[str, ...]:
    """Read the folder's own channels, packs and named files, which the brand does not hold.

    Returns:
        What packs ask and nobody here does, and the markets whose law nobody here checks.

    Raises:
        BrandError: One of them cannot be read; each problem says where.
    """
    from creative_agents.brands.belongings import absent
    from creative_agents.channels import load as load_channel
    from creative_agents.tools.checking import check_text

    problems = list(absent(folder))
    told: tuple[str, ...] = ()
    for file in sorted((folder / "channels").glob("*.toml")):
        try:
            load_channel(file.stem, folder)
        except BrandError as error:
            problems += error.problems or (str(error),)
    try:
        told = check_text(_ANY_TEXT, brand=brand).notices
    except ConfigError as error:
        problems.append(str(error))
    if problems:
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        message = f"the brand folder {str(folder)!r} holds {count}; correct and run again"
        raise BrandError(message, problems=tuple(problems))
    return told


def _counts(brand: "Brand") -> dict[str, int]:
    return {
        "products": len(brand.products),
        "offers": len(brand.offers),
        "claims": len(brand.claims),
        "audiences": len(brand.audiences),
        "past_pieces": len(brand.pieces),
        "learned_rules": len(brand.rules),
    }
