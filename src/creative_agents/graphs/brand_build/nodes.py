"""The nodes of a brand build, in the order of time."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final, Literal

from langchain_core.runnables import Runnable, RunnableConfig

from creative_agents.agents.brand_builder import BuildRequest, Proposal
from creative_agents.approvals.asking import commit_answer, put_question
from creative_agents.approvals.gate import wait_for_answer
from creative_agents.brands.building.comparing import compare
from creative_agents.brands.building.edits import propose_from_edits
from creative_agents.brands.building.ledger import Ledger, Reading
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.merging import merge
from creative_agents.brands.building.rules import propose
from creative_agents.brands.building.verifying import objection
from creative_agents.brands.building.writing import Decided, read_folder, stands, write_folder
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.process import Process
from creative_agents.domain.review import Finding
from creative_agents.graphs.brand_build.library import Library, read_library, run_name
from creative_agents.graphs.brand_build.parts import PartReader, parts_of
from creative_agents.graphs.brand_build.settling import refuse_edits, settle, settled_ledger
from creative_agents.graphs.brand_build.state import VERSION, BuildState, brand_question, words
from creative_agents.graphs.brand_build.telling import tell
from creative_agents.graphs.store import RunStore
from creative_agents.llm.fanout import gather_capped
from creative_agents.llm.profile import Profile
from creative_agents.llm.run import Run, activate

MOST_AT_ONCE: Final = 8
"""Calls at once to a model that takes several."""


@dataclass(frozen=True, kw_only=True)
class BuildNodes:
    """The nodes of a brand build: what each adds to its state."""

    documents: tuple[Path, ...]
    from_run: str | None
    out: Path
    name: str
    language: Language | None
    held: Brand | None
    """The brand as its folder holds it; absent for a new folder."""
    approve: Literal["ask", "policy"]
    builder: Runnable[BuildRequest, Proposal] | None
    """Absent: rules alone read the documents."""
    profile: Profile | None
    minutes: float | None
    """How long the model may read, in minutes; absent: to the end."""
    budget_usd: Decimal | None
    store: RunStore
    clock: Callable[[], datetime]
    _read: dict[str, Library] = field(default_factory=dict)

    async def read_documents(self, state: BuildState) -> BuildState:
        """Read the documents; words in them that give orders to a model are left out."""
        del state
        tell("read_documents", self.language or "en")
        read = await self._library()
        return {
            "version": VERSION,
            "language": read.language,
            "name": self.name,
            "lines": [],
            "readings": [],
            "refused": 0,
            "notices": list(read.notices),
            "changes": [],
            "moved": [],
            "forgotten": [],
            "refused_answer": "",
            "status": "running",
        }

    async def propose_by_rule(self, state: BuildState) -> BuildState:
        """Propose what the documents, and a person's corrections, say outright."""
        language = state["language"]
        tell("propose_by_rule", language)
        read = await self._library()
        lines = propose(tuple(read.documents.values()), language)
        if self.from_run is not None:
            lines += propose_from_edits(run_name(self.from_run), read.edits, language)
        return _kept_back(state, lines, read)

    async def propose_by_model(self, state: BuildState, config: RunnableConfig) -> BuildState:
        """Have the model read what it has not read yet, as far as the time allows."""
        language = state["language"]
        if self.builder is None or self.profile is None:
            notices = [*state["notices"], words().say(language, "notice.nobody")]
            return {"notices": notices if self.documents else state["notices"]}
        read = await self._library()
        ledger = Ledger.load(self.out)
        documents = [one for name, one in read.documents.items() if name != self._corrections()]
        parts = parts_of(
            documents,
            state["lines"],
            language=language,
            profile=self.profile,
            known={one.section for one in ledger.read if one.by == self.profile.name},
        )
        reader = PartReader(
            builder=self.builder,
            model=self.profile.name,
            language=language,
            total=len(parts),
            minutes=self.minutes,
        )
        with activate(self._run(config)):
            answers = await gather_capped(
                [partial(reader.read, part, config) for part in parts],
                limit=1 if self.profile.serial else MOST_AT_ONCE,
            )
        said = [line for answer in answers for line in answer]
        lines = [line for line in said if isinstance(line, Line)]
        unfit = [line for line in said if isinstance(line, str)]
        state = {**state, "notices": [*state["notices"], *reader.notices()]}
        added = _kept_back(state, lines, read, unfit)
        readings = [
            Reading(section=section.fingerprint, by=self.profile.name) for section in reader.done
        ]
        return {**added, "readings": readings}

    async def compare(self, state: BuildState) -> BuildState:
        """Find what is new, what changed and what went since the last build."""
        language = state["language"]
        tell("compare", language)
        read = await self._library()
        texts = read_folder(self.out)
        lines = merge(state["lines"])
        found = compare(
            lines, Ledger.load(self.out), read.documents, lambda kept: stands(kept, texts)
        )
        edited = [
            words().say(language, "notice.edited", line=kept.line.shown) for kept in found.edited
        ]
        return {
            "lines": list(lines),
            "changes": list(found.changes),
            "moved": list(found.moved),
            "forgotten": list(found.forgotten),
            "notices": [*state["notices"], *edited],
            "status": "running" if found.changes else "unchanged",
        }

    async def ask_brand(self, state: BuildState, config: RunnableConfig) -> BuildState:
        """Write the lines in the book: one decision each."""
        question = brand_question(run_id(config), state, at=self.clock())
        row = await asyncio.to_thread(
            put_question,
            question,
            book=self.store.book,
            process=self._process(),
            findings=_doubts(state),
            by_policy=self.approve == "policy",
        )
        if waits := row.answer is None:
            tell("waiting", state["language"], preview=question.title)
        return {"question": row.question, "waits": waits, "answer": None, "refused_answer": ""}

    async def settle_brand(self, state: BuildState) -> BuildState:
        """Take the decisions; a person's own line is checked before it counts."""
        row, refused = await asyncio.to_thread(
            commit_answer,
            state["question"].id,
            state["answer"],
            book=self.store.book,
            process=self._process(),
            check=partial(refuse_edits, state["question"]),
            refused=state["refused_answer"],
        )
        if row.answer is None:
            return {"refused_answer": refused, "waits": True, "answer": None}
        return {"waits": False, "refused_answer": ""}

    def _process(self) -> Process:
        return self.held.process if self.held else Process()

    async def write_folder(self, state: BuildState) -> BuildState:
        """Write what the book says was approved, if its sentences still stand."""
        language = state["language"]
        tell("write_folder", language)
        self._read.clear()
        read = await self._library()
        decided, notices = self._still_founded(state, read)
        ledger = settled_ledger(
            Ledger.load(self.out),
            decided,
            moved=state["moved"],
            forgotten=state["forgotten"],
        ).with_((), state["readings"])
        name = self._name(decided, state["name"])
        built = await asyncio.to_thread(
            write_folder, self.out, decided, ledger, name=name, language=language
        )
        return {
            "status": "unchanged" if not decided else "done",
            "written": built.written,
            "approved": sum(one.kept.status == "approved" for one in decided),
            "holes": list(built.holes),
            "folder": str(built.folder),
            "notices": [*state["notices"], *notices],
        }

    def _still_founded(
        self, state: BuildState, read: Library
    ) -> tuple[tuple[Decided, ...], list[str]]:
        if "question" not in state or not state["changes"]:
            return (), []
        row = self.store.book.get(state["question"].id)
        decided: list[Decided] = []
        notices: list[str] = []
        for one in settle(row, on=self._today()):
            if one.change.kind != "gone" and objection(one.kept.line, read.documents):
                line = one.kept.line.shown
                notices.append(words().say(state["language"], "notice.moved", line=line))
            else:
                decided.append(one)
        return tuple(decided), notices

    def _name(self, decided: Sequence[Decided], name: str) -> str:
        approved = [one.kept for one in decided if one.kept.status == "approved"]
        said = [kept.written for kept in approved if kept.line.place == "identity.name"]
        return str(said[0]["text"]) if said else name

    async def _library(self) -> Library:
        if "read" not in self._read:
            self._read["read"] = await asyncio.to_thread(
                read_library,
                self.documents,
                from_run=self.from_run,
                book=self.store.book,
                language=self.language or (self.held.language if self.held else None),
            )
        return self._read["read"]

    def _run(self, config: RunnableConfig) -> Run:
        return Run(run_id(config), self.store.calls, budget=self.budget_usd)

    def _today(self) -> date:
        return self.clock().date()

    def _corrections(self) -> str | None:
        return None if self.from_run is None else run_name(self.from_run)


def wait_for_person(state: BuildState) -> BuildState:
    """Wait for a person; nothing else, since a resumed node runs again from its first line."""
    reply = wait_for_answer(state["question"], refused=state["refused_answer"])
    return {"answer": reply.answer, "refused_answer": reply.refused}


def run_id(config: RunnableConfig) -> str:
    """Give the build's id: LangGraph's thread."""
    return str(config.get("configurable", {})["thread_id"])


def _kept_back(
    state: BuildState, lines: Sequence[Line], read: Library, unfit: Sequence[str] = ()
) -> BuildState:
    """Add the lines whose citation carries them; count the others and say why."""
    reasons = list(unfit)
    fit: list[Line] = []
    for line in lines:
        reason = objection(line, read.documents)
        if reason is None:
            fit.append(line)
        else:
            reasons.append(reason)
    notices = list(state["notices"])
    if reasons:
        count, first = len(reasons), reasons[0]
        notices.append(words().count(state["language"], "notice.refused", count, reason=first))
    return {
        "lines": [*state["lines"], *fit],
        "refused": state["refused"] + len(reasons),
        "notices": notices,
    }


def _doubts(state: BuildState) -> dict[str, list[Finding]]:
    """Give what the policy should not pass unseen: lines of low confidence, and lost ones."""
    return {
        change.id: [
            Finding(
                rule="brand.confidence",
                level="warning",
                message=words().say(state["language"], f"level.{change.line.confidence}"),
                piece=change.id,
            )
        ]
        for change in state["changes"]
        if change.line.confidence == "low" or change.kind != "new"
    }
