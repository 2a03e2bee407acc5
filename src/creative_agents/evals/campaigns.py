"""A whole campaign as a subject: the graph, a scripted approver, and what it did."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable

from creative_agents.approvals.approved import approved_deck
from creative_agents.approvals.question import Approval, Question
from creative_agents.domain.approval import Answer
from creative_agents.domain.campaign import Campaign, CampaignProgress
from creative_agents.errors import AnswerError
from creative_agents.evals.brands import brand_of, brief_of
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import CampaignInput
from creative_agents.evals.trace import AskedGate, CampaignTrace
from creative_agents.graphs.campaign import CampaignOptions, create_campaign_nodes
from creative_agents.graphs.runner import CampaignRunner, Standing
from creative_agents.graphs.store import RunStore
from creative_agents.llm.run import current_run

MOST_ANSWERS: Final = 20
"""Questions after which a campaign is called endless."""

_MARKS: Final = ("waiting",)
"""Steps of the progress that are no node."""


def campaign_answer(
    model: BaseChatModel, agents: Mapping[str, Runnable[Any, Any]]
) -> Callable[[GoldCase], Coroutine[Any, Any, CampaignTrace]]:
    """Make what runs a case's campaign from its brief to its end, answering every gate.

    Args:
        model: Any chat model.
        agents: In the place of ours, by name.
    """

    async def answer(case: GoldCase) -> CampaignTrace:
        asked = CampaignInput.model_validate(case.input)
        noon = datetime(asked.on.year, asked.on.month, asked.on.day, 12, tzinfo=UTC)
        options = CampaignOptions(
            variants=asked.variants,
            readers=asked.readers,
            approve=asked.approve,
            store=_store(),
            clock=lambda: noon,
        )
        if asked.channels:
            options["channels"] = asked.channels
        options.update(cast("CampaignOptions", dict(agents)))
        nodes = create_campaign_nodes(model, brand=brand_of(case), **options)
        return await _play(CampaignRunner(nodes), case, asked)

    return answer


def approve(question: Question) -> Answer:
    """Approve everything; where routes are offered, choose the recommended one."""
    offered = (question.recommended, *question.choices)
    choice = next((route for route in offered if route), None)
    return Answer(default="approve", choice=choice, by="scripted approver")


async def _play(runner: CampaignRunner, case: GoldCase, asked: CampaignInput) -> CampaignTrace:
    path = _Path()
    brief, run, script = brief_of(case, asked.brief), _run_id(case), list(asked.answers)
    standing = await runner.astart(brief, run, path.tell)
    gates: list[AskedGate] = []
    while standing.status == "waiting" and len(gates) < MOST_ANSWERS:
        question = standing.question
        assert question is not None
        scripted = script.pop(0) if script else approve(question)
        answer = scripted.model_copy(update={"by": scripted.by or "scripted approver"})
        before, refused = path.turn(), ""
        try:
            standing = await runner.aanswer(run, answer, path.tell)
        except AnswerError as error:
            refused = str(error)
        then = path.after(before) or _end(standing)
        gates.append(_asked(question, answer, refused, then))
    return CampaignTrace(
        status=standing.status,
        nodes=tuple(path.steps),
        warnings=await _warnings(runner, run),
        asked=tuple(gates),
        campaign=standing.campaign,
        delivered=standing.campaign is not None and standing.status == "done",
        unapproved=_unapproved(standing.campaign, runner.nodes.store.book.of_run(run)),
    )


class _Path:
    """The nodes that told of their work, in order; a node tells of it more than once."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self._last = ""

    def tell(self, progress: CampaignProgress) -> None:
        if progress.step not in _MARKS and progress.step != self._last:
            self.steps.append(progress.step)
            self._last = progress.step

    def turn(self) -> int:
        """Begin after an answer: the same node again is another visit."""
        self._last = ""
        return len(self.steps)

    def after(self, before: int) -> str:
        return self.steps[before] if len(self.steps) > before else ""


def _asked(question: Question, answer: Answer, refused: str, then: str) -> AskedGate:
    return AskedGate(
        gate=question.gate,
        round=question.round,
        title=question.title,
        subject=question.subject,
        pieces=question.pieces,
        answer=answer,
        refused=refused,
        then=then,
    )


def _end(standing: Standing) -> str:
    return standing.question.gate if standing.question is not None else standing.status


async def _warnings(runner: CampaignRunner, run: str) -> tuple[str, ...]:
    snapshot = await runner.graph.aget_state({"configurable": {"thread_id": run}})
    return tuple(one.rule for one in snapshot.values.get("warnings", ()))


def _unapproved(campaign: Campaign | None, rows: Sequence[Approval]) -> tuple[str, ...]:
    """Compare what was handed over with what the book says was approved, word for word."""
    if campaign is None:
        return ()
    approved = approved_deck([row for row in rows if row.question.gate == "copy"])
    return tuple(
        piece.id
        for piece in campaign.deck.variants
        if (known := approved.variant(piece.id)) is None or piece.asset != known.asset
    )


def _run_id(case: GoldCase) -> str:
    run = current_run()
    return run.run_id if run is not None else case.id


def _store() -> RunStore:
    """Keep the calls where the trial's are kept, so that a killed one replays them."""
    memory = RunStore.in_memory()
    run = current_run()
    return memory if run is None else replace(memory, calls=run.log)
