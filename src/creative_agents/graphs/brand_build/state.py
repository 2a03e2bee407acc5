"""What a brand build knows at any time, and the question that its gate puts."""

from datetime import datetime
from typing import Final, Literal, TypedDict

from pydantic import JsonValue

from creative_agents.approvals.fingerprint import approval_id
from creative_agents.approvals.question import Question
from creative_agents.brands.building.comparing import Change
from creative_agents.brands.building.ledger import Kept, Reading
from creative_agents.brands.building.lines import Line
from creative_agents.domain.approval import Answer
from creative_agents.domain.base import Language, slugify
from creative_agents.domain.catalogue import Catalogue

VERSION: Final = 1
"""Version of the state's keys; a build that waits under another one is refused in one line."""


class BuildState(TypedDict, total=False):
    """What a brand build knows."""

    version: int
    language: Language
    name: str
    """The brand's name."""
    lines: list[Line]
    """What is proposed, each with a citation that stands."""
    readings: list[Reading]
    """Sections that the model read in this build."""
    refused: int
    """Lines whose citation did not carry them."""
    notices: list[str]
    """What a person should know, a line each."""
    changes: list[Change]
    moved: list[Kept]
    forgotten: list[str]
    question: Question
    waits: bool
    """True while a person must answer `question`."""
    answer: Answer | None
    refused_answer: str
    """Why the last answer could not be taken; empty when it could."""
    status: Literal["running", "unchanged", "done"]
    """``unchanged``: there was nothing to ask."""
    written: int
    """Lines that were added, changed or taken out."""
    approved: int
    """Lines that the person approved or corrected."""
    holes: list[str]
    """What a brand needs and the documents did not give."""
    folder: str
    """The brand folder, once it is written."""


def words() -> Catalogue:
    """Give what a brand build says."""
    return Catalogue.load("creative_agents.graphs.brand_build", "words")


def brand_question(run_id: str, state: BuildState, *, at: datetime) -> Question:
    """Ask for every line: one decision each."""
    changes = state["changes"]
    shown: list[JsonValue] = [
        {**change.model_dump(mode="json"), "id": change.id} for change in changes
    ]
    title = words().count(state["language"], "ask.brand", len(changes), name=state["name"])
    return Question(
        id=approval_id(run_id, "brand", 1),
        run_id=run_id,
        brand=slugify(state["name"]),
        gate="brand",
        round=1,
        title=title,
        pieces=tuple(change.id for change in changes),
        allowed=("approve", "edit", "reject"),
        subject={"changes": shown},
        asked_at=at,
    )
