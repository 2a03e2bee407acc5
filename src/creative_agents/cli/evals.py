"""`eval`: a suite is run and decides; two runs are compared; people label outputs."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from creative_agents.cli.campaigns import BaseUrl, Model, Weights
from creative_agents.errors import EXIT_INPUT, InputError

if TYPE_CHECKING:
    from creative_agents.evals.gate import Decision
    from creative_agents.evals.gold import GoldSet
    from creative_agents.evals.score import Scorer
    from creative_agents.evals.suite import Suite
    from creative_agents.evals.trial import RunResult, Trial

EXAMPLE: Final = (
    "Example: creative-agents eval copywriter --model openai:gpt-5.2 --baseline main.json"
)
"""What the help of `eval` ends with."""

SUMMARY: Final = "GITHUB_STEP_SUMMARY"
"""The environment variable with the file of a GitHub step's summary."""


class _SuiteFirst(TyperGroup):
    """``eval SUITE`` is ``eval run SUITE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's context
        if args and args[0] not in self.commands and args[0] not in {"--help", "-h"}:
            args = ["run", *args]
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed


app = typer.Typer(
    help="Run a suite of gold cases: better, worse, or can't tell yet.",
    epilog=EXAMPLE,
    cls=_SuiteFirst,
    no_args_is_help=False,
    invoke_without_command=True,
)

BaselineFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A stored run of the same cases.", show_default=False),
]
HtmlFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the page.", show_default=False)
]


@app.callback()
def _alone(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(EXIT_INPUT)


@app.command(epilog=EXAMPLE)
def run(
    suite: Annotated[
        str, typer.Argument(metavar="SUITE", help="A TOML file, or a name in evals/suites.")
    ],
    model: Model = None,
    base_url: BaseUrl = None,
    baseline: BaselineFile = None,
    fail_under: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            min=0,
            max=1,
            help="Least share of trials that must pass everything that can gate.",
            show_default=False,
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Store the run, a baseline for later.", show_default=False
        ),
    ] = None,
    html: HtmlFile = None,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write JUnit XML.", show_default=False)
    ] = None,
    markdown: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=f"Write Markdown. Else, on GitHub, the step's summary ({SUMMARY}).",
            show_default=False,
        ),
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How often each case is run.")
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Take only so many cases, the same every time."),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where finished work is kept: the same command goes on after a kill. "
            "Else .evals/SUITE.sqlite.",
            show_default=False,
        ),
    ] = None,
    live: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Ask the model itself N cases, spread over the agents, and play its recordings "
            "for the others.",
            show_default=False,
        ),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Record every model call; older recordings there are replaced.",
            show_default=False,
        ),
    ] = None,
    missing: Annotated[
        bool,
        typer.Option(
            "--missing",
            help="With --record: play what is recorded and record only the rest, as after a change "
            "of one prompt; what is no longer asked for is erased.",
        ),
    ] = False,
    replay: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Play recordings: no model, no network. Else the suite's own, where no model "
            "is named.",
            show_default=False,
        ),
    ] = None,
    weights: Weights = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="The run and the decision, as JSON.")
    ] = False,
) -> int:
    """Run a suite and decide: 0 pass, 1 worse, 2 bad input, 3 could not be scored, 4 can't tell.

    Started again after a kill, what is finished is not done again.
    """
    from creative_agents.cli.evals_subject import Wanted, subject_for
    from creative_agents.evals.gate import decide
    from creative_agents.evals.run import evaluate
    from creative_agents.evals.store import SqliteStore
    from creative_agents.evals.suite import load_result, load_suite

    loaded = load_suite(suite)
    before = load_result(baseline) if baseline else None
    cases = loaded.cases(sample=sample)
    wanted = Wanted(
        model=model,
        base_url=base_url,
        weights=weights,
        record=record,
        missing=missing,
        replay=replay,
        live=live,
    )
    with SqliteStore(store or Path(".evals") / f"{loaded.name}.sqlite") as kept:
        subject, at_end = subject_for(loaded, cases, wanted, kept)
        result = evaluate(
            subject,
            cases,
            _scorers(loaded, base_url),
            epochs=epochs or loaded.epochs,
            concurrency=loaded.concurrency,
            store=kept,
            suite=loaded.name,
            on_trial=_Progress(len(cases) * (epochs or loaded.epochs)),
        )
        if not result.unscored():
            at_end()
    floor = loaded.fail_under if fail_under is None else fail_under
    decision = decide(result, before, fail_under=floor, margin=loaded.margin, level=loaded.level)
    if save:
        _write(save, result.model_dump_json(indent=1) + "\n")
    _files(result, decision, cases, before, html=html, junit=junit, markdown=markdown)
    _tell(result, decision, as_json=as_json)
    return decision.exit_code


@app.command(epilog="Example: creative-agents eval compare main.json branch.json --html out.html")
def compare(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="A stored run.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="A later run, stored.")],
    margin: Annotated[float, typer.Option(help="Drop that nobody would mind.")] = 0.1,
    level: Annotated[float, typer.Option(help="Chance to be wrong.")] = 0.05,
    html: HtmlFile = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="The run and the decision, as JSON.")
    ] = False,
) -> int:
    """Compare two stored runs and decide; nothing is run."""
    from creative_agents.evals.gate import decide
    from creative_agents.evals.suite import load_result

    old, new = load_result(before), load_result(after)
    decision = decide(new, old, margin=margin, level=level)
    _files(new, decision, None, old, html=html, junit=None, markdown=None)
    _tell(new, decision, as_json=as_json)
    return decision.exit_code


@app.command(epilog="Example: creative-agents eval label main.json --labels labels.jsonl --by ana")
def label(
    result: Annotated[Path, typer.Argument(metavar="RUN", help="A stored run.")],
    labels: Annotated[Path, typer.Option(metavar="FILE", help="Where the labels are kept.")],
    by: Annotated[str, typer.Option(metavar="WHO", help="Your initials or your role.")],
    criterion: Annotated[str, typer.Option(help="What you judge.")] = "good",
    most: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 50,
) -> int:
    """Label outputs in the terminal: good or not, and why. Fifty let a judge be measured.

    What you labelled already is not asked again; stop when you like.
    """
    from creative_agents.evals.labels import add_label, load_labels, new_label, unlabelled
    from creative_agents.evals.suite import load_result

    loaded = load_result(result)
    todo = list(unlabelled(loaded, load_labels(labels), by=by, criterion=criterion))[:most]
    for number, trial in enumerate(todo, start=1):
        _show(trial, number, len(todo))
        word, why = _judged()
        if word == "q":
            break
        if word == "s":
            continue
        add_label(labels, new_label(trial, passed=word == "y", by=by, criterion=criterion, why=why))
    mine = [one for one in load_labels(labels) if (one.by, one.criterion) == (by, criterion)]
    counted = "1 label" if len(mine) == 1 else f"{len(mine)} labels"
    typer.echo(f"{counted} of {by!r} for {criterion!r} in {labels}")
    return 0


@app.command(
    epilog="Example: creative-agents eval decisions out/spring/campaign.json --brand brands/spoke "
    "--licence LicenseRef-own --gold candidates.jsonl --labels labels.jsonl"
)
def decisions(
    record: Annotated[Path, typer.Argument(metavar="CAMPAIGN", help="A run's campaign.json.")],
    brand: Annotated[str, typer.Option(metavar="FOLDER", help="The brand, as cases name it.")],
    licence: Annotated[str, typer.Option(help="Under which licence the texts may be used.")],
    gold: Annotated[Path, typer.Option(metavar="FILE", help="Where candidates are written.")],
    labels: Annotated[Path, typer.Option(metavar="FILE", help="Where labels are added.")],
) -> int:
    """Make gold candidates and labels of what people decided on the pieces of a run."""
    from creative_agents.cli.evals_decisions import export_decisions

    cases, said = export_decisions(record, brand=brand, licence=licence, gold=gold, labels=labels)
    typer.echo(f"{cases} candidates in {gold}: say why each is right; {said} labels in {labels}")
    return 0


def _scorers(loaded: "Suite", base_url: str | None) -> "list[Scorer | str] | None":
    """Give the suite's scorers and its judges; nothing where every installed one is meant."""
    if not loaded.judges:
        return list(loaded.scorers) or None
    from creative_agents.evals.judging.suites import judges_of
    from creative_agents.evals.scorers import installed_scorers
    from creative_agents.llm.models import create_chat_model

    judges = judges_of(loaded, lambda name: create_chat_model(name, base_url=base_url))
    return [*(loaded.scorers or installed_scorers()), *judges]


def _files(
    result: "RunResult",
    decision: "Decision",
    cases: "GoldSet | None",
    before: "RunResult | None",
    *,
    html: Path | None,
    junit: Path | None,
    markdown: Path | None,
) -> None:
    from creative_agents.evals.reporters import html as page
    from creative_agents.evals.reporters import junit as xml
    from creative_agents.evals.reporters import markdown as summary

    if html:
        _write(html, page.html(result, decision, cases=cases, baseline=before))
        typer.echo(f"the page: {html}", err=True)
    if junit:
        _write(junit, xml.junit(result, decision))
    if markdown:
        _write(markdown, summary.markdown(result, decision))
    elif os.environ.get(SUMMARY):
        with Path(os.environ[SUMMARY]).open("a", encoding="utf-8") as file:
            file.write(summary.markdown(result, decision))


def _tell(result: "RunResult", decision: "Decision", *, as_json: bool) -> None:
    from creative_agents.cli.plain import plain
    from creative_agents.evals.reporters import json as machine
    from creative_agents.evals.reporters import terminal as told

    if as_json:
        typer.echo(machine.json(result, decision), nl=False)
    else:
        typer.echo(plain(told.terminal(result, decision)))


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except IsADirectoryError as error:
        raise InputError(f"{str(file)!r} is a folder; name a file") from error


def _show(trial: "Trial", number: int, total: int) -> None:
    from creative_agents.cli.plain import plain
    from creative_agents.evals.reporters.terminal import output_text

    typer.echo(f"\n--- {number} of {total}: {trial.case} ({trial.agent}, {trial.language})")
    typer.echo(plain(output_text(trial)))


def _judged() -> tuple[str, str]:
    """Ask for a word and a reason; the end of the input is the end of the sitting, as ``q``."""
    try:
        word = _word()
        why = typer.prompt("why", default="", show_default=False) if word in {"y", "n"} else ""
    except typer.Abort as ended:
        if isinstance(ended.__context__, KeyboardInterrupt):
            raise
        typer.echo("")
        return "q", ""
    return word, why


def _word() -> str:
    while True:
        said: str = typer.prompt("good? y, n, s(kip), q(uit)").strip().lower()[:1]
        if said in {"y", "n", "s", "q"}:
            return said


class _Progress:
    """A line on standard error now and then; nothing under two seconds."""

    def __init__(self, total: int) -> None:
        import time

        self._clock = time.monotonic
        self._told = self._clock()
        self._done, self._failed, self._total = 0, 0, total

    def __call__(self, trial: "Trial") -> None:
        self._done += 1
        self._failed += trial.unscored
        if self._clock() - self._told > 2:
            self._told = self._clock()
            lost = f", {self._failed} could not be scored" if self._failed else ""
            typer.echo(f"{self._done} of {self._total}{lost}", err=True)
