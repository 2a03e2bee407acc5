"""What a build would change in a folder: new lines, changed ones, and those whose source went."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz

from creative_agents.brands.building.document import Document
from creative_agents.brands.building.ledger import Kept, Ledger
from creative_agents.brands.building.lines import Line, fold
from creative_agents.domain.base import Model

NEAR: Final = 55.0
"""Likeness of two texts, 0 to 100, from which the one is the other, changed."""

_LITERAL: Final = ("terms", "voice.examples", "products", "audiences", "claims")


class Change(Model):
    """One thing to decide."""

    kind: Literal["new", "changed", "gone"]
    """``gone``: the sentence behind it stands in the document no more."""
    line: Line
    """What is proposed; for ``gone`` what stood there."""
    before: Kept | None = None
    """For ``changed`` and ``gone``: what was decided then."""

    @property
    def id(self) -> str:
        """Identifier of the decision."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class Comparison:
    """A build against a folder."""

    changes: tuple[Change, ...]
    """What a person decides."""
    moved: tuple[Kept, ...] = ()
    """Lines that stand as they are, with the place where their sentence stands now."""
    forgotten: tuple[str, ...] = ()
    """Ids of refused lines whose sentence went."""
    edited: tuple[Kept, ...] = ()
    """Lines whose source changed and that a person has edited since: theirs stays."""


def compare(
    lines: Sequence[Line],
    ledger: Ledger,
    documents: Mapping[str, Document],
    stands: Callable[[Kept], bool],
) -> Comparison:
    """Compare what is proposed with what was decided before.

    A line is known by its target and by the sentence behind it: what was approved or refused
    is not asked again while its sentence stands, however a model words it this time.

    Args:
        lines: What is proposed now.
        ledger: What was decided.
        documents: What was read now, by name.
        stands: Whether the folder still holds a line as it was written.

    Returns:
        What changes; a document that was not read now loses nothing.
    """
    known = {kept.line.id: kept for kept in ledger.kept}
    told = {_sentence(kept.line) for kept in ledger.kept if kept.line.place not in _LITERAL}
    new = [line for line in lines if line.id not in known and _sentence(line) not in told]
    same = [(known[line.id], line) for line in lines if line.id in known]
    stays = [(kept, line) for kept, line in same if _says_same(kept, line)]
    moved = [kept.model_copy(update={"line": line}) for kept, line in stays]
    changed = [(kept, line) for kept, line in same if not _says_same(kept, line)]
    proposed = {line.id for line in lines}
    lost = [kept for kept in ledger.kept if _is_lost(kept, documents, proposed)]
    pairs, new, lost = _paired(lost, new)
    asked = [Change(kind="new", line=line) for line in new]
    edited: list[Kept] = []
    for kept, line in (*changed, *pairs):
        if kept.status == "rejected":
            asked.append(Change(kind="new", line=line))
        elif stands(kept):
            asked.append(Change(kind="changed", line=line, before=kept))
        else:
            edited.append(kept)
    for kept in lost:
        if kept.status == "approved" and stands(kept):
            asked.append(Change(kind="gone", line=kept.line, before=kept))
        elif kept.status == "approved":
            edited.append(kept)
    return Comparison(
        changes=tuple(asked),
        moved=tuple(moved),
        forgotten=tuple(kept.line.id for kept in lost if kept.status == "rejected"),
        edited=tuple(edited),
    )


def _sentence(line: Line) -> tuple[str, str, str]:
    return line.place, line.citation.file, line.citation.quote


def _says_same(kept: Kept, line: Line) -> bool:
    return kept.line.citation.quote == line.citation.quote or kept.line.value == line.value


def _is_lost(kept: Kept, documents: Mapping[str, Document], proposed: set[str]) -> bool:
    document = documents.get(kept.line.citation.file)
    if document is None or kept.orphan or kept.line.id in proposed:
        return False
    return kept.line.citation.quote not in document.text


def _paired(
    lost: list[Kept], new: list[Line]
) -> tuple[list[tuple[Kept, Line]], list[Line], list[Kept]]:
    """Find the new line that a lost one became."""
    pairs: list[tuple[Kept, Line]] = []
    left = list(new)
    alone: list[Kept] = []
    for kept in lost:
        near = [line for line in left if _likeness(kept.line, line) >= NEAR]
        if near:
            best = max(near, key=lambda line: _likeness(kept.line, line))
            left.remove(best)
            pairs.append((kept, best))
        else:
            alone.append(kept)
    return pairs, left, alone


def _likeness(old: Line, line: Line) -> float:
    if old.place != line.place or old.citation.file != line.citation.file:
        return 0.0
    return fuzz.token_sort_ratio(fold(old.shown), fold(line.shown))
