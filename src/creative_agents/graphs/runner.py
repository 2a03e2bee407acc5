"""Running a campaign from outside: start it, answer it, take it up again after anything.

The book is the truth and the checkpoint follows it: an answer is written in the book first,
then the thread is resumed with what the book says.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Literal

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command, StateSnapshot

from creative_agents.approvals.answering import read_answer
from creative_agents.approvals.question import BOOK, Question
from creative_agents.domain.approval import Answer
from creative_agents.domain.brief import Brief
from creative_agents.domain.campaign import Campaign, CampaignProgress
from creative_agents.errors import AnswerError, StorageError, UnknownNameError
from creative_agents.graphs.campaign import compile_campaign
from creative_agents.graphs.campaign.nodes import CampaignNodes
from creative_agents.graphs.campaign.state import VERSION, CampaignState
from creative_agents.llm.background import run_sync

OnProgress = Callable[[CampaignProgress], None]
"""Told of each step while a campaign works."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a campaign stands."""

    status: Literal["waiting", "done", "rejected", "empty", "stopped"]
    """``stopped``: something ended it between two gates; `CampaignRunner.resume` goes on."""
    question: Question | None = None
    """What waits, where it waits."""
    campaign: Campaign | None = None
    """The record, where it is done."""
    delivered: str = ""
    """The delivery's folder, where there is one."""


class CampaignRunner:
    """Starts and resumes campaigns of one department."""

    def __init__(self, nodes: CampaignNodes) -> None:
        """Take a department.

        Args:
            nodes: As `create_campaign_nodes` makes it.
        """
        self.nodes = nodes
        """The department."""
        self._book = nodes.store.book
        self.graph = compile_campaign(nodes)
        """The compiled graph, for a picture or for another front."""

    async def astart(
        self, brief: Brief, run_id: str, on_progress: OnProgress | None = None
    ) -> Standing:
        """Start a campaign; go on until it waits or ends.

        Args:
            brief: What is asked.
            run_id: How the run is called from now on.
            on_progress: Told of each step.

        Returns:
            Where it stands.

        Raises:
            ServiceError: Somebody else works on a run of this name.
        """
        async with self.nodes.store.locks.hold(run_id):
            return await self._advance({"brief": brief}, run_id, on_progress)

    async def aanswer(
        self,
        run_id: str,
        answer: Answer,
        on_progress: OnProgress | None = None,
        *,
        question: str | None = None,
    ) -> Standing:
        """Answer the question that waits, and go on.

        Args:
            run_id: The run.
            answer: The decision. Of an `Answer`, ``by`` is whom you authenticated; of its fields
                as JSON, it is not believed.
            on_progress: Told of each step.
            question: Id of the question that the person saw; absent: the one that waits,
                which may be newer.

        Returns:
            Where it stands then.

        Raises:
            AnswerError: The question cannot take this answer, or nothing waits; nothing is
                lost.
            ApprovalError: Somebody else was quicker.
        """
        vouched = isinstance(answer, Answer)
        answer = read_answer(answer)
        if not vouched:  # what a payload says of itself is not believed
            answer = answer.model_copy(update={"by": "", "via": "python"})
        snapshot = await self._snapshot(run_id)
        asked = self._asked(run_id, question)
        if asked.gate == "copy":
            self.nodes.refuse_edits(_state(snapshot), answer)
        person = self.nodes.person(answer.by) if answer.by else None
        self._book.decide(asked.id, answer, person=person)
        return await self.aresume(run_id, on_progress)

    async def aresume(self, run_id: str, on_progress: OnProgress | None = None) -> Standing:
        """Take a run up where it was left: after a crash, a stop, or a decision.

        Args:
            run_id: The run.
            on_progress: Told of each step.

        Returns:
            Where it stands then; a run that waits or is over is left as it is.

        Raises:
            UnknownNameError: There is no such run.
            StorageError: The run was written by another version.
            ServiceError: Somebody else works on it.
        """
        async with self.nodes.store.locks.hold(run_id):
            return await self._take_up(run_id, on_progress)

    async def _take_up(self, run_id: str, on_progress: OnProgress | None) -> Standing:
        snapshot = await self._snapshot(run_id)
        while _is_between_gates(snapshot):
            await self._advance(None, run_id, on_progress)
            snapshot = await self._snapshot(run_id)
        if not snapshot.interrupts:
            return self._standing(snapshot)
        row = self._book.get(_state(snapshot)["question"].id)
        if row.status == "expired":
            self._book.reopen(row.question.id)
        if row.answer is None:
            return self._standing(snapshot)
        told = row.answer.model_copy(update={"via": BOOK, "by": ""})
        command: Command[str] = Command(resume={snapshot.interrupts[0].id: told})
        return await self._advance(command, run_id, on_progress)

    def start(self, brief: Brief, run_id: str, on_progress: OnProgress | None = None) -> Standing:
        """Start a campaign, for a caller without a loop: see `astart`."""
        return run_sync(self.astart(brief, run_id, on_progress))

    def answer(
        self,
        run_id: str,
        answer: Answer,
        on_progress: OnProgress | None = None,
        *,
        question: str | None = None,
    ) -> Standing:
        """Answer the question that waits, for a caller without a loop: see `aanswer`."""
        return run_sync(self.aanswer(run_id, answer, on_progress, question=question))

    def resume(self, run_id: str, on_progress: OnProgress | None = None) -> Standing:
        """Take a run up where it was left, for a caller without a loop: see `aresume`."""
        return run_sync(self.aresume(run_id, on_progress))

    def _asked(self, run_id: str, id: str | None) -> Question:
        if id is not None:
            asked = self._book.get(id).question
            if asked.run_id != run_id:
                raise AnswerError(
                    f"the question {id!r} is one of the run {asked.run_id!r}, not of {run_id!r}"
                )
            return self._ours(asked)
        rows = self._book.of_run(run_id)
        waiting = [row.question for row in rows if row.waits or row.status == "expired"]
        if not waiting:
            raise AnswerError(f"nothing waits for an answer in the run {run_id!r}")
        return self._ours(waiting[-1])

    def _ours(self, asked: Question) -> Question:
        """Refuse what is asked for another brand: its own rules and people decide there."""
        brand = self.nodes.brand.id
        if asked.brand != brand:
            raise AnswerError(
                f"the question {asked.id!r} is of the brand {asked.brand!r} and this department "
                f"works for {brand!r}: answer it with the department of {asked.brand!r}"
            )
        return asked

    async def _advance(
        self,
        what: "CampaignState | Command[str] | None",
        run_id: str,
        on_progress: OnProgress | None,
    ) -> Standing:
        async for progress in self._stream(what, run_id):
            if on_progress is not None:
                on_progress(progress)
        return self._standing(await self.graph.aget_state(_config(run_id)))

    async def _stream(
        self, what: "CampaignState | Command[str] | None", run_id: str
    ) -> AsyncIterator[CampaignProgress]:
        async for event in self.graph.astream(what, _config(run_id), stream_mode="custom"):
            assert isinstance(event, CampaignProgress)
            yield event

    async def _snapshot(self, run_id: str) -> StateSnapshot:
        snapshot = await self.graph.aget_state(_config(run_id))
        if not snapshot.values:
            raise UnknownNameError(
                f"there is no run {run_id!r} here: `creative-agents runs list` shows them"
            )
        found = _state(snapshot).get("version", VERSION)
        if found != VERSION:
            raise StorageError(
                f"the run {run_id!r} was written by version {found!r} of the campaign and this "
                f"one reads {VERSION}: finish it with the version that started it, or start anew"
            )
        return snapshot

    def _standing(self, snapshot: StateSnapshot) -> Standing:
        state = _state(snapshot)
        if snapshot.interrupts:
            return Standing(status="waiting", question=state["question"])
        if _is_between_gates(snapshot):
            return Standing(status="stopped")
        status = state["status"]
        assert status != "running"
        return Standing(
            status=status, campaign=state.get("campaign"), delivered=state.get("delivered", "")
        )


def _is_between_gates(snapshot: StateSnapshot) -> bool:
    """Say whether there is work to do.

    A node whose result was kept just before the process died is not in ``next`` any more,
    and its successors are not there yet: ``tasks`` still names it.
    """
    return bool(snapshot.tasks) and not snapshot.interrupts


def _config(run_id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": run_id}}


def _state(snapshot: StateSnapshot) -> CampaignState:
    values: CampaignState = snapshot.values  # type: ignore[assignment]  # LangGraph says dict
    return values
