"""What the model reads of the documents: part by part, within its time."""

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from langchain_core.runnables import Runnable, RunnableConfig

from creative_agents.agents.brand_builder import BuildRequest, Proposal, proposed_lines
from creative_agents.brands.building.chunks import chunks, left_over
from creative_agents.brands.building.document import Document, Section
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.rules.source import says_something
from creative_agents.domain.base import Language
from creative_agents.errors import ModelAnswerError
from creative_agents.graphs.brand_build.state import words
from creative_agents.graphs.brand_build.telling import tell
from creative_agents.llm.profile import Profile

_FIRST: Final = re.compile(
    r"\b(?:voice|tone|brand|audience|readers?|personality|mission|ton|voix|marque|public|"
    r"personnalité)\b",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """What the model reads at once."""

    document: Document
    """The document."""
    request: BuildRequest
    """What it is asked."""
    sections: tuple[Section, ...]
    """The whole sections that are read then."""


def parts_of(
    documents: Iterable[Document],
    lines: Sequence[Line],
    *,
    language: Language,
    profile: Profile,
    known: set[str],
) -> list[Part]:
    """Cut documents into what a model reads at once.

    Args:
        documents: The documents.
        lines: What the rules proposed: a small model reads the rest alone.
        language: The brand's language.
        profile: What the model is good for.
        known: Fingerprints of the sections that it has read before.

    Returns:
        The parts in the order of the documents; for a small model, whose time is short, what
        speaks of the voice and the readers comes first.
    """
    parts: list[Part] = []
    small = profile.kind == "small"
    for document in documents:
        whole = {section.id: section for section in document.sections}
        found = left_over(document, lines, language) if small else document.sections
        todo = [
            section
            for section in found
            if says_something(section) and whole[section.id].fingerprint not in known
        ]
        for group in ((section,) for section in todo) if small else chunks(todo):
            request = BuildRequest(language=language, file=document.name, sections=group)
            done = tuple({section.id: whole[section.id] for section in group}.values())
            parts.append(Part(document, request, done))
    return sorted(parts, key=_is_aside) if small else parts


def _is_aside(part: Part) -> bool:
    return not any(_FIRST.search(" ".join(section.headings)) for section in part.sections)


@dataclass(kw_only=True)
class PartReader:
    """Has the model read parts until its time is over."""

    builder: Runnable[BuildRequest, Proposal]
    """The agent."""
    model: str
    """The model's name."""
    language: Language
    """The reader's language."""
    total: int
    """How many parts there are."""
    minutes: float | None
    """How long it may read; absent: to the end."""

    def __post_init__(self) -> None:
        """Start the clock."""
        self.start = time.monotonic()
        self.left = 0
        self.done: list[Section] = []
        self.told: list[str] = []
        self.count = 0
        tell("propose_by_model", self.language, total=self.total)

    def notices(self) -> list[str]:
        """Say what was not read, and why."""
        if not self.left or self.minutes is None:
            return self.told
        values = {"minutes": f"{self.minutes:g}", "left": self.left, "total": self.total}
        return [*self.told, words().say(self.language, "notice.time", **values)]

    async def read(self, part: Part, config: RunnableConfig) -> list[Line | str]:
        """Read one part, or leave it where the time is over.

        Args:
            part: The part.
            config: LangChain's configuration.

        Returns:
            Lines, and for what cannot be one the reason why.
        """
        late = self.minutes is not None and time.monotonic() - self.start > 60 * self.minutes
        if late:
            self.left += 1
            return []
        try:
            proposal = await self.builder.ainvoke(part.request, config)
        except ModelAnswerError:
            self.told.append(words().say(self.language, "notice.unread", file=part.document.name))
            return []
        found = list(proposed_lines(proposal, part.request, part.document, by=self.model))
        self.done += part.sections
        self.count += 1
        shown = next((line.shown for line in found if isinstance(line, Line)), "")
        tell("propose_by_model", self.language, done=self.count, total=self.total, preview=shown)
        return found
