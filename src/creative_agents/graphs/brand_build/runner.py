"""Running a brand build from outside: start it, answer it, take it up again after anything."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command, StateSnapshot

from creative_agents.approvals.answering import read_answer
from creative_agents.approvals.question import Question
from creative_agents.brands.building.reading import SUFFIXES
from creative_agents.domain.approval import Answer
from creative_agents.domain.base import slugify
from creative_agents.domain.campaign import CampaignProgress
from creative_agents.errors import AnswerError, BrandError, StorageError
from creative_agents.graphs.brand_build import compile_build
from creative_agents.graphs.brand_build.nodes import BuildNodes
from creative_agents.graphs.brand_build.settling import refuse_edits
from creative_agents.graphs.brand_build.state import VERSION, BuildState
from creative_agents.llm.background import run_sync

OnProgress = Callable[[CampaignProgress], None]
"""Told of each step while a build works."""


@dataclass(frozen=True, kw_only=True)
class BuildStanding:
    """Where a brand build stands."""

    status: Literal["waiting", "done", "unchanged"]
    """``unchanged``: there was nothing to decide."""
    run_id: str
    """How it is called."""
    state: BuildState
    """What it knows."""
    question: Question | None = None
    """What waits, where it waits."""


class BrandBuildRunner:
    """Starts and resumes one brand build."""

    def __init__(self, nodes: BuildNodes) -> None:
        """Take the nodes.

        Args:
            nodes: As `create_build_nodes` makes them.
        """
        self.nodes = nodes
        """The nodes."""
        self.graph = compile_build(nodes)
        """The compiled graph."""

    async def arun(self, run_id: str, on_progress: OnProgress | None = None) -> BuildStanding:
        """Start a build, or take it up where it was left; go on until it waits or ends.

        Args:
            run_id: How the build is called; see `build_id`. Where a build of this name is
                over, another one starts under the name with the next number.
            on_progress: Told of each step.

        Returns:
            Where it stands.

        Raises:
            StorageError: The build was written by another version.
        """
        run_id, snapshot = await self._open(run_id)
        if not snapshot.values:
            return await self._advance({}, run_id, on_progress)
        _refuse_version(snapshot, run_id)
        if not snapshot.interrupts:
            return await self._advance(None, run_id, on_progress)
        row = self.nodes.store.book.get(_state(snapshot)["question"].id)
        if row.answer is None:
            return _standing(snapshot, run_id)
        return await self._resume(snapshot, row.answer, run_id, on_progress)

    async def aanswer(
        self, run_id: str, answer: Answer, on_progress: OnProgress | None = None
    ) -> BuildStanding:
        """Answer the question that waits, and go on.

        Args:
            run_id: The build.
            answer: One decision a line, or a default.
            on_progress: Told of each step.

        Returns:
            Where it stands then.

        Raises:
            AnswerError: The question cannot take this answer, or nothing waits; nothing is
                lost.
            ApprovalError: Somebody else was quicker.
        """
        answer = read_answer(answer)
        snapshot = await self.graph.aget_state(_config(run_id))
        if not snapshot.interrupts:
            raise AnswerError(f"nothing waits for an answer in the build {run_id!r}")
        question = _state(snapshot)["question"]
        refuse_edits(question, answer)
        row = self.nodes.store.book.decide(question.id, answer)
        assert row.answer is not None
        return await self._resume(snapshot, row.answer, run_id, on_progress)

    def run(self, run_id: str, on_progress: OnProgress | None = None) -> BuildStanding:
        """Start or take up a build, for a caller without a loop: see `arun`."""
        return run_sync(self.arun(run_id, on_progress))

    def answer(
        self, run_id: str, answer: Answer, on_progress: OnProgress | None = None
    ) -> BuildStanding:
        """Answer the question that waits, for a caller without a loop: see `aanswer`."""
        return run_sync(self.aanswer(run_id, answer, on_progress))

    async def _resume(
        self, snapshot: StateSnapshot, answer: Answer, run_id: str, on_progress: OnProgress | None
    ) -> BuildStanding:
        command: Command[str] = Command(resume={snapshot.interrupts[0].id: answer})
        return await self._advance(command, run_id, on_progress)

    async def _advance(
        self,
        what: "BuildState | Command[str] | None",
        run_id: str,
        on_progress: OnProgress | None,
    ) -> BuildStanding:
        async for event in self.graph.astream(what, _config(run_id), stream_mode="custom"):
            assert isinstance(event, CampaignProgress)
            if on_progress is not None:
                on_progress(event)
        return _standing(await self.graph.aget_state(_config(run_id)), run_id)

    async def _open(self, name: str) -> tuple[str, StateSnapshot]:
        """Find the build of a name that is not over, or the next free name."""
        for number in count(1):
            run_id = name if number == 1 else f"{name}-{number}"
            snapshot = await self.graph.aget_state(_config(run_id))
            if not snapshot.values or not _is_over(snapshot):
                return run_id, snapshot
        raise AssertionError


def build_id(nodes: BuildNodes) -> str:
    """Name a build: the same folder, documents and model give the same name in every session.

    Args:
        nodes: The build; its documents are read to see whether they changed.

    Raises:
        BrandError: A document cannot be read.
    """
    digest = hashlib.sha256(str(nodes.out.resolve()).encode("utf-8", "surrogatepass"))
    model = nodes.profile.name if nodes.profile else ""
    digest.update(f"{model}\n{nodes.from_run}\n{nodes.language}\n".encode())
    for path in sorted(file for document in nodes.documents for file in _files(document)):
        digest.update(str(path.resolve()).encode("utf-8", "surrogatepass"))
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise BrandError(f"the document {str(path)!r} cannot be read ({reason})") from error
    return f"build-{slugify(nodes.out.resolve().name)[:40]}-{digest.hexdigest()[:8]}"


def _files(document: Path) -> list[Path]:
    if not document.is_dir():
        return [document] if document.is_file() else []
    return [path for path in document.rglob("*") if path.suffix.lower() in SUFFIXES]


def _standing(snapshot: StateSnapshot, run_id: str) -> BuildStanding:
    state = _state(snapshot)
    if snapshot.interrupts:
        return BuildStanding(
            status="waiting", run_id=run_id, state=state, question=state["question"]
        )
    status: Literal["done", "unchanged"] = "unchanged" if state["status"] == "unchanged" else "done"
    return BuildStanding(status=status, run_id=run_id, state=state)


def _is_over(snapshot: StateSnapshot) -> bool:
    return not snapshot.tasks and not snapshot.interrupts


def _refuse_version(snapshot: StateSnapshot, run_id: str) -> None:
    found = _state(snapshot).get("version", VERSION)
    if found != VERSION:
        raise StorageError(
            f"the build {run_id!r} was written by version {found!r} and this one reads {VERSION}: "
            "finish it with the version that started it"
        )


def _config(run_id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": run_id}}


def _state(snapshot: StateSnapshot) -> BuildState:
    values: BuildState = snapshot.values  # type: ignore[assignment]  # LangGraph says dict
    return values
