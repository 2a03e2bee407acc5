"""`check`: copy against the rules of a brand, of packs and of the law."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from creative_agents.errors import EXIT_DONE, EXIT_INPUT, ConfigError

if TYPE_CHECKING:
    from creative_agents.cli.checks.report import Remark, Report
    from creative_agents.cli.checks.running import Settings
    from creative_agents.cli.checks.sources import FormatOf
    from creative_agents.domain.brand import Brand
    from creative_agents.domain.review import Level
    from creative_agents.rules import Config
    from creative_agents.tools.score import Score

EXAMPLE: Final = "Example: creative-agents check copy/ --brand brands/mine --market FR"

Shown = Literal["text", "json", "sarif", "github", "html"]
Written = Literal["plain", "markdown", "rst", "html"]


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="Files or folders: Markdown, HTML, rst, txt; assets, decks and campaign.json in "
            "YAML or JSON; - for standard input.",
        ),
    ] = None,
    brand: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="CREATIVE_AGENTS_BRAND",
            help="The brand folder.",
            show_default=False,
        ),
    ] = None,
    pack: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME_OR_FOLDER",
            help="A pack of ours, or a folder of rules in Vale's format; may be repeated. "
            "Without --brand the named packs alone run.",
        ),
    ] = None,
    market: Annotated[
        str | None,
        typer.Option(
            metavar="FR",
            help="Where it runs, as ISO 3166-1. Else each market of the brand.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The day, as 2026-11-22. Else today (UTC).", show_default=False
        ),
    ] = None,
    shown: Annotated[Shown, typer.Option("--format", help="How the findings are shown.")] = "text",
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the fixes that need no choice into the files.")
    ] = False,
    fail_on: Annotated[
        Literal["error", "warning", "suggestion"],
        typer.Option(help="The least level that makes it end with 1."),
    ] = "error",
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Findings that are known and not told again.", show_default=False
        ),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write what is found as known, and end with 0.", show_default=False
        ),
    ] = None,
    suppressions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Findings that somebody accepts, each with its reason and its last day (YAML).",
            show_default=False,
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar=".vale.ini", help="Rules that such a file names, for copy.", show_default=False
        ),
    ] = None,
    piped: Annotated[
        Written, typer.Option("--as", help="How standard input is written.")
    ] = "plain",
    lang: Annotated[
        Literal["en", "fr"] | None,
        typer.Option(
            help="Language of the messages. Else the brand's, or the copy's.", show_default=False
        ),
    ] = None,
    score: Annotated[
        bool, typer.Option("--score", help="Add a score from 0 to 100; it is no judgement.")
    ] = False,
    lsp: Annotated[
        bool, typer.Option("--lsp", help="Serve an editor over standard input and output.")
    ] = False,
) -> int:
    """Check copy: exact place, rule, reason, fix.

    Ends with 0 where nothing is at the level of --fail-on, 1 where something is, 2 where a file
    could not be read, 3 where a rule could not finish.
    """
    from creative_agents.cli.checks.running import Settings

    read = _config(config)
    settings = Settings(
        brand=_brand(brand),
        packs=tuple(map(_pack, pack or ())),
        config=read,
        market=_market(market),
        on=_day(on),
        language=lang,
    )
    if lsp:
        from creative_agents.cli.checks.editor import serve

        serve(settings)
        return EXIT_DONE
    if not paths:
        raise ConfigError("check needs a path: name files or folders, or - for standard input")
    return _checked(
        paths,
        settings,
        shown,
        fix=fix,
        fail_on=fail_on,
        baseline=baseline,
        suppressions=suppressions,
        write_baseline=write_baseline,
        piped=piped,
        score=score,
    )


def _checked(
    paths: Sequence[str],
    settings: "Settings",
    shown: Shown,
    *,
    fix: bool,
    fail_on: "Level",
    baseline: Path | None,
    suppressions: Path | None,
    write_baseline: Path | None,
    piped: Written,
    score: bool,
) -> int:
    from creative_agents.cli.checks.known import Known, write_known
    from creative_agents.cli.checks.report import Report
    from creative_agents.cli.checks.running import run
    from creative_agents.cli.checks.sources import read_sources

    known = Known.read(baseline, suppressions, on=settings.on)
    sources = read_sources(paths, format_of=_format_of(settings.config), piped=piped)
    found, now = run(sources.sources, settings), sources.sources
    fixed: Mapping[str, int] = {}
    if fix:
        from creative_agents.cli.checks.fixing import mend

        now, found, fixed = mend(now, found, lambda sources: run(sources, settings))
    if write_baseline is not None:
        count = write_known(write_baseline, found.remarks, now)
        for line in (*sources.refused, *found.refused):
            typer.echo(f"not checked: {line}", err=True)
        typer.echo(f"{write_baseline}: {count} findings are known from now on", err=True)
        return EXIT_INPUT if sources.refused or found.refused else EXIT_DONE
    left = known.new(found.remarks, now)
    report = Report(
        remarks=tuple(left),
        notices=tuple(dict.fromkeys((*known.over, *found.notices))),
        refused=(*sources.refused, *found.refused),
        files=found.pieces,
        known=len(found.remarks) - len(left),
        fixed=tuple(fixed.items()),
        language=settings.language or (settings.brand.language if settings.brand else "en"),
        score=_score(left, found.pieces) if score else None,
    )
    _show(report, shown, fail_on)
    return report.exit_code(fail_on)


def _score(remarks: "Iterable[Remark]", pieces: int) -> "Score":
    from creative_agents.tools.score import score_of

    return score_of((one.finding for one in remarks), pieces=pieces)


def _show(report: "Report", shown: Shown, fail_on: "Level") -> None:
    if shown == "json":
        from creative_agents.cli.checks.shown import json as as_json

        typer.echo(as_json.show(report))
    elif shown == "sarif":
        from creative_agents.cli.checks.shown import sarif

        typer.echo(sarif.show(report, fail_on=fail_on))
    elif shown == "github":
        from creative_agents.cli.checks.shown import github

        typer.echo(github.show(report))
    elif shown == "html":
        from creative_agents.cli.checks.shown import html

        typer.echo(html.show(report))
    else:
        from creative_agents.cli.checks.shown import text

        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        if told := text.show(report, colour=colour):
            typer.echo(told)
        for line in report.notices:
            typer.echo(report.say("notice", line=line), err=True)
    for line in report.refused:
        typer.echo(report.say("refused", line=line), err=True)


def _brand(folder: Path | None) -> "Brand | None":
    if folder is None:
        return None
    from creative_agents.brands.loader import load_brand

    return load_brand(folder)


def _pack(named: str) -> str | Path:
    from creative_agents.rules import pack_names

    if named in pack_names():
        return named
    folder = Path(named)
    if folder.is_dir():
        return folder
    known = ", ".join(pack_names())
    raise ConfigError(f"{named!r} is neither a folder nor a pack of ours: {known}")


def _config(file: Path | None) -> "Config | None":
    if file is None:
        return None
    from creative_agents.rules import load_config

    return load_config(file)


def _format_of(config: "Config | None") -> "FormatOf":
    from creative_agents.cli.checks.sources import usual_format

    return config.format_of if config is not None else usual_format


def _market(code: str | None) -> str | None:
    if code is None:
        return None
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise ConfigError(f"--market is {code!r}: give two letters of ISO 3166-1, for example FR")
    return code.upper()


def _day(written: str | None) -> date:
    from datetime import UTC, datetime

    if written is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ConfigError(f"--on is {written!r}: give a day as 2026-11-22") from None
