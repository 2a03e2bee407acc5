"""What changed since the last round, word by word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final, Literal

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import standing_variants
from creative_agents.approvals.question import Approval
from creative_agents.approvals.shown import shown_lines

_TOKEN: Final = re.compile(r"\s+|\w+(?:['’]\w+)*['’]?|[^\w\s]")
"""A word with its apostrophes, a run of spaces, or one sign."""

_STEPS: Final = ("problem", "insight", "proposition")

Kind = Literal["kept", "gone", "new"]
"""Whether words stand in both texts, in the old one, or in the new one."""

_SIDES: Final[tuple[Kind, ...]] = ("gone", "new", "kept")

Place = tuple[str, str]
"""A piece, and which of its texts."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words."""

    kind: Kind
    """Whether it stood before, stands now, or both."""
    text: str
    """The words, with the spaces around them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One text that is not what it was."""

    piece: str
    """Id of the piece."""
    place: str
    """Which of its texts: ``headline[1]``."""
    parts: tuple[Part, ...]
    """The text before and after, in one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What a question shows that the one before it did not."""

    round: int
    """The round that it is compared with; its own where people corrected it meanwhile."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Why it was sent back, by piece."""
    changes: tuple[Change, ...] = ()
    """The texts that changed, went or came."""


def since_last_round(row: Approval, rows: Sequence[Approval]) -> Since | None:
    """Compare a question with the round before it, and with what people corrected since.

    Args:
        row: The question.
        rows: Every row of its run, oldest first.

    Returns:
        What changed; nothing where it is the first round and nobody corrected it.
    """
    question = row.question
    earlier = [
        one
        for one in rows
        if one.question.gate == question.gate and one.question.round < question.round
    ]
    if not earlier:
        unvoted = row.model_copy(update={"votes": ()})
        changes = tuple(_changes(_texts(unvoted), _texts(row)))
        return Since(round=question.round, changes=changes) if changes else None
    before: dict[Place, str] = {}
    for one in earlier:  # a later round takes the place of an earlier one
        before |= _texts(one)
    before = {place: text for place, text in before.items() if place[0] in question.pieces}
    return Since(
        round=earlier[-1].question.round,
        notes=_notes(earlier[-1]),
        changes=tuple(_changes(before, _texts(row))),
    )


def word_diff(before: str, after: str) -> tuple[Part, ...]:
    """Compare two texts word by word.

    Args:
        before: The old one.
        after: The new one.

    Returns:
        Runs of words; those that are not ``new`` make the old text, those that are not
        ``gone`` the new one.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[Part] = []
    gone = come = ""
    for kind, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        went, came = "".join(old[start:end]), "".join(new[at:to])
        if kind == "equal" and not (went.isspace() and gone + come):
            parts += [*_changed(gone, come), Part("kept", went)]
            gone = come = ""
        else:  # a space between two changes belongs to them: words are read together
            gone, come = gone + went, come + came
    return (*parts, *_changed(gone, come))


def _changed(gone: str, come: str) -> Iterator[Part]:
    """Give a change, with the space that ends both of its sides kept."""
    tail = ""
    if gone[-1:].isspace() and gone[-1:] == come[-1:]:
        gone, come, tail = gone[:-1], come[:-1], gone[-1]
    for kind, text in zip(_SIDES, (gone, come, tail), strict=True):
        if text:
            yield Part(kind, text)


def _changes(before: Mapping[Place, str], after: Mapping[Place, str]) -> Iterator[Change]:
    for place in dict.fromkeys([*after, *before]):
        old, new = before.get(place, ""), after.get(place, "")
        if old != new:
            yield Change(*place, parts=word_diff(old, new))


def _notes(row: Approval) -> dict[str, str]:
    if row.answer is None:
        return {}
    given = decisions(row.question, row.answer)
    return {piece: one.note for piece, one in given.items() if one.note}


def _texts(row: Approval) -> dict[Place, str]:
    question = row.question
    if "variants" in question.subject:
        return {
            (piece, text.place): text.text
            for piece, variant in standing_variants(row).items()
            for text in variant.asset.fields
        }
    found = {
        (line.piece, line.label): line.text
        for line in shown_lines(question)
        if line.piece and not line.decides
    }
    strategy = question.subject.get("strategy")
    if isinstance(strategy, dict):
        for step in _STEPS:
            told = strategy.get(step)
            if isinstance(told, dict):
                found[question.pieces[0], step] = str(told.get("statement", ""))
    return found
