"""One sitting with one run: from where it stands to where it waits or ends."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import typer

from creative_agents import channels as channel_files
from creative_agents.cli.progress import ProgressDisplay
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel
from creative_agents.errors import (
    EXIT_DONE,
    EXIT_REFUSED,
    EXIT_WAITING,
    AnswerError,
    ApprovalError,
    BudgetError,
    ConfigError,
    CreativeAgentsError,
    ModelUnavailableError,
    UnknownNameError,
)
from creative_agents.graphs.runs_index import RunRecord, RunsIndex, RunStatus

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from creative_agents.approvals.question import Question
    from creative_agents.delivery.folder import Delivery
    from creative_agents.graphs.campaign.nodes import CampaignNodes
    from creative_agents.graphs.runner import CampaignRunner, Standing
    from creative_agents.knowledge.base import KnowledgeBase

Source = Literal["hub", "registry"]
"""Where the embedded model's weights come from."""

_ENDS: Final[dict[str, RunStatus]] = {"done": "done", "rejected": "rejected", "empty": "empty"}


class Sitting:
    """A run, the person before it, and the way from here to the next stop."""

    def __init__(self, record: RunRecord, brief: Brief, brand: Brand, index: RunsIndex) -> None:
        """Take a run.

        Args:
            record: The run, written or not.
            brief: What is asked.
            brand: For whom.
            index: Where runs are listed.
        """
        self._record = record
        self._brief = brief
        self._brand = brand
        self._index = index
        self._display = ProgressDisplay(language=brand.language)
        self._as_json = self._fail_if_waiting = False

    def start(self, *, weights: Source | None, as_json: bool, fail_if_waiting: bool) -> int:
        """Begin the run, and go on until it waits or ends.

        Args:
            weights: Where to fetch the embedded model's weights from, where they are absent.
            as_json: Whether a machine reads standard output.
            fail_if_waiting: Whether a run that waits ends with a code of its own.

        Returns:
            The exit code.

        Raises:
            CreativeAgentsError: It was refused or stopped; what was done is kept.
        """
        self._as_json, self._fail_if_waiting = as_json, fail_if_waiting
        runner = self._runner(weights, estimate=True)
        if not self._index.add(self._record):
            raise ConfigError(
                f"another process just started a run {self._record.id!r}: choose another --name"
            )
        with runner.nodes.store:
            return self._go(runner, fresh=True)

    def resume(self, *, weights: Source | None, as_json: bool, fail_if_waiting: bool) -> int:
        """Take the run up where it was left; see `start`."""
        self._as_json, self._fail_if_waiting = as_json, fail_if_waiting
        runner = self._runner(weights, estimate=False)
        with runner.nodes.store:
            return self._go(runner, fresh=False)

    def _runner(self, weights: Source | None, *, estimate: bool) -> "CampaignRunner":
        record = self._record
        self._display.say(f"{record.title} · {self._brand.name} · {record.model} · run {record.id}")
        if weights and record.model == "local":
            from creative_agents.cli.models import fetch_if_absent

            fetch_if_absent(weights)
        with self._display:  # loading takes seconds
            from creative_agents.graphs.runner import CampaignRunner

            nodes = self._department()
        if estimate:
            self._say_estimate(nodes)
        return CampaignRunner(nodes)

    def _department(self) -> "CampaignNodes":
        from creative_agents.cli.logs import configure_logs
        from creative_agents.graphs.campaign import create_campaign_nodes
        from creative_agents.graphs.store import RunStore
        from creative_agents.llm.models import create_chat_model

        configure_logs()
        record = self._record
        model = create_chat_model(record.model, base_url=record.base_url)
        return create_campaign_nodes(
            model,
            brand=self._brand,
            knowledge=self._memory(model),
            channels=record.channels,
            variants=record.variants,
            approve=record.approve,
            budget_usd=Decimal(record.budget_usd) if record.budget_usd else None,
            out=record.out,
            store=RunStore.open(),
        )

    def _memory(self, model: "BaseChatModel") -> "KnowledgeBase | None":
        """Open the brand's memory, which a small model's drafts do not read."""
        from creative_agents.knowledge.opening import open_knowledge
        from creative_agents.llm.background import run_sync
        from creative_agents.llm.embeddings import create_embeddings
        from creative_agents.llm.profile import profile_of

        if profile_of(model).kind == "small":
            return None
        embeddings = create_embeddings()
        return run_sync(open_knowledge(self._brand, embeddings=embeddings, private=True))

    def _say_estimate(self, nodes: "CampaignNodes") -> None:
        from creative_agents.graphs.estimate import estimate_campaign

        estimate = estimate_campaign(nodes, self._brief)
        self._display.say(estimate.line())
        if self._record.budget_usd and estimate.estimate.usd is None:
            raise ConfigError(
                f"the price of {self._record.model!r} is not known, so --budget cannot be held: "
                "run without it, or with a model that has a price"
            )

    def _go(self, runner: "CampaignRunner", *, fresh: bool) -> int:
        self._save("running")
        try:
            standing = self._first(runner, fresh=fresh)
            standing = self._through_gates(runner, standing)
        except CreativeAgentsError as error:
            self._stop(str(error))
            self._advise(error)
            raise
        except KeyboardInterrupt:
            self._stop("interrupted")
            raise
        return self._end(standing)

    def _first(self, runner: "CampaignRunner", *, fresh: bool) -> "Standing":
        with self._display:
            if not fresh:
                try:
                    return runner.resume(self._record.id, self._display)
                except UnknownNameError:  # it was stopped before its first step was kept
                    pass
            return runner.start(self._brief, self._record.id, self._display)

    def _through_gates(self, runner: "CampaignRunner", standing: "Standing") -> "Standing":
        while standing.question is not None and self._somebody_is_there():
            self._save("waiting", standing.question.title)
            from creative_agents.cli.gates import ask

            try:
                answer = ask(standing.question, self._brand, brief=self._brief)
            except EOFError:
                typer.echo()
                break
            try:
                with self._display:
                    standing = runner.answer(
                        self._record.id, answer, self._display, question=standing.question.id
                    )
            except AnswerError as error:
                self._display.tell(str(error))
            except ApprovalError as error:  # somebody else was quicker, and the book is the truth
                self._display.tell(str(error))
                standing = runner.resume(self._record.id, self._display)
        return standing

    def _stop(self, said: str) -> None:
        if self._record.status != "waiting":
            self._save("stopped", said)
        self._display.tell(
            f"what was done is kept; to go on: creative-agents resume {self._record.id}"
        )
        if self._as_json:
            self._print_json("stopped", error=said)

    def _advise(self, error: CreativeAgentsError) -> None:
        if isinstance(error, BudgetError):
            self._display.tell("with a higher budget: add --budget USD, or --budget none")
        if isinstance(error, ModelUnavailableError) and self._record.base_url:
            self._display.tell(
                f"the server is {self._record.base_url}; another: add --base-url URL"
            )

    def _end(self, standing: "Standing") -> int:
        if standing.question is not None:
            self._save("waiting", standing.question.title)
            self._say_waiting(standing.question)
            return EXIT_WAITING if self._fail_if_waiting else EXIT_DONE
        status = _ENDS[standing.status]
        self._save(status, standing.delivered)
        self._say_end(standing)
        return EXIT_DONE if status == "done" else EXIT_REFUSED

    def _say_waiting(self, question: "Question") -> None:
        if self._as_json:
            self._print_json("waiting", question=json.loads(question.model_dump_json()))
            return
        typer.echo(question.title)
        typer.echo(f"it waits for your decision: {', '.join(question.allowed)}")
        typer.echo(f"to go on, in a terminal: creative-agents resume {self._record.id}")

    def _say_end(self, standing: "Standing") -> None:
        campaign = standing.campaign
        delivery = self._delivery(campaign, standing.delivered)
        if self._as_json:
            cost = json.loads(campaign.cost.model_dump_json()) if campaign else None
            page = str(delivery.page) if delivery else None
            self._print_json(
                standing.status, delivered=standing.delivered or None, page=page, cost=cost
            )
        elif campaign is None:
            typer.echo(f"{self._record.id}: {standing.status}; nothing was delivered")
        else:
            self._say_summary(campaign, delivery)

    def _say_summary(self, campaign: Campaign, delivery: "Delivery | None") -> None:
        from creative_agents.delivery.summary import summary_lines

        channels = {name: self._channel(name) for name in campaign.deck.channels()}
        language = self._brand.language
        for line in summary_lines(campaign, language, delivery=delivery, channels=channels):
            typer.echo(line)

    def _delivery(self, campaign: Campaign | None, folder: str) -> "Delivery | None":
        """Give what stands in the delivery's folder; nothing where it was moved away."""
        if campaign is None or not folder or not Path(folder).is_dir():
            return None
        from creative_agents.delivery.folder import deliver

        channels = {name: self._channel(name) for name in campaign.deck.channels()}
        asked = Path(self._record.out) / self._record.id
        if asked.parent != Path(folder).parent:  # it was delivered before --out was changed
            asked = Path(folder)
        delivery = deliver(campaign, self._brand, channels, asked)  # it stands: only read
        return delivery.model_copy(update={"fresh": True})

    def _channel(self, name: str) -> Channel:
        return channel_files.load(name, *((self._brand.folder,) if self._brand.folder else ()))

    def _print_json(self, status: str, **values: object) -> None:
        told = {
            "run_id": self._record.id,
            "status": status,
            **values,
            "resume": f"creative-agents resume {self._record.id}"
            if status in {"waiting", "stopped"}
            else None,
        }
        typer.echo(json.dumps(told))

    def _save(self, status: RunStatus, said: str = "") -> None:
        self._record = self._index.save(
            self._record.model_copy(update={"status": status, "said": said})
        )

    def _somebody_is_there(self) -> bool:
        return not self._as_json and sys.stdin.isatty() and sys.stdout.isatty()
