"""A sheet that came back, taken as decisions: what is stale or damaged is refused by its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import standing_variants
from creative_agents.approvals.question import Approval, Question
from creative_agents.approvals.voting import still_missing
from creative_agents.approvals.words import short
from creative_agents.cli.person import Sitter
from creative_agents.delivery.decision_lines import SheetLine, accepted
from creative_agents.delivery.decision_sheet import CELL, digest
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import AssetField
from creative_agents.domain.process import Verdict
from creative_agents.errors import AnswerError, CreativeAgentsError

if TYPE_CHECKING:
    from creative_agents.cli.approving import Desk

VIA: Final = "spreadsheet"
"""Through what these answers come; with ``-as`` where the account vouches for somebody else."""

_VERDICTS: Final[Mapping[str, Verdict]] = {
    "approve": "approve",
    "edit": "edit",
    "revise": "revise",
    "reject": "reject",
}

_WORDS_OF_ONE: Final = {"", "approve", "edit"}
"""The words beside which a corrected text is an edit."""


@dataclass
class Taken:
    """What became of a sheet."""

    rows: list[Approval] = field(default_factory=list)
    """The questions that took an answer."""
    nexts: dict[str, str] = field(default_factory=dict)
    """What happens next, by question."""
    open: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By question that waits on, its pieces without a decision that counts."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Each line that was refused, and why."""
    incomplete: bool = False
    """Whether something that was decided does not count yet."""

    def told(self) -> Iterator[str]:
        """Say it in lines."""
        for row in self.rows:
            question = row.question
            words = decisions(question, row.votes[-1].answer).values()
            said = ", ".join(f"{one.piece} {one.verdict}" for one in words)
            yield f"{question.id}: {said}"
            yield still_missing(row) if row.waits else self.nexts[question.id]
        for id, pieces in self.open.items():
            left = f": without decision {', '.join(pieces)}" if pieces else ""
            yield f"{id} waits on{left}"

    def data(self) -> dict[str, object]:
        """Say it as JSON."""
        return {
            "taken": [
                {
                    "id": row.question.id,
                    "run_id": row.question.run_id,
                    "status": row.status,
                    "words": {
                        piece: one.verdict
                        for piece, one in decisions(row.question, row.votes[-1].answer).items()
                    },
                    "still_needs": still_missing(row),
                }
                for row in self.rows
            ],
            "waits": {id: list(pieces) for id, pieces in self.open.items()},
            "refused": [{"line": at, "error": problem} for at, problem in self.problems],
        }


def take_sheet(desk: "Desk", who: Sitter, lines: Sequence[SheetLine]) -> Taken:
    """Take the decisions of a sheet, question by question.

    Args:
        desk: What the command line knows.
        who: Who decides.
        lines: What came back.

    Returns:
        What was decided, what waits on, and which lines were refused.
    """
    taken = Taken()
    taken.problems += [(line.at, line.problem) for line in lines if line.problem]
    for id in dict.fromkeys(line.question for line in lines if line.question):
        own = [line for line in lines if line.question == id]
        _take(desk, who, id, own, taken)
    return taken


def _take(desk: "Desk", who: Sitter, id: str, lines: Sequence[SheetLine], taken: Taken) -> None:
    said = [line for line in lines if line.says]
    try:
        row = desk.approvals.show(id)
    except CreativeAgentsError as error:
        taken.problems += [(line.at, str(error)) for line in said or lines[:1]]
        return
    if not said:
        taken.open[id] = row.question.pieces if row.waits else ()
        return
    before = len(taken.problems)
    found = dict(_decisions(desk, row, lines, taken))
    left = tuple(piece for piece in row.question.pieces if piece not in found)
    refused = len(taken.problems) > before or any(line.problem for line in lines)
    if left or refused:
        taken.open[id] = left
        taken.incomplete = True
        return
    try:
        answer = Answer(decisions=tuple(found.values()))
        person = desk.person(row.question, who)
        via = VIA if who.via == "terminal" else f"{VIA}-as"
        row = desk.approvals.decide(id, answer, person=person, via=via, seen=row.seen)
    except CreativeAgentsError as error:
        taken.problems.append((said[0].at, str(error)))
        taken.open[id] = ()
        return
    taken.rows.append(row)
    taken.nexts[id] = desk.told_next(row)


def _decisions(
    desk: "Desk", row: Approval, lines: Sequence[SheetLine], taken: Taken
) -> Iterator[tuple[str, Decision]]:
    """Give a decision for each piece whose lines can be taken; refuse the others by line."""
    pieces: dict[str, list[SheetLine]] = {}
    for line in lines:
        pieces.setdefault(line.piece, []).append(line)
    for piece, own in pieces.items():
        said = next((line for line in own if line.says), None)
        if said is None or any(line.problem for line in own):
            continue
        try:
            yield piece, _checked(desk, row, piece, own)
        except AnswerError as error:
            at = error.at if isinstance(error, _LineError) else said.at
            taken.problems.append((at, str(error)))


def _checked(desk: "Desk", row: Approval, piece: str, lines: Sequence[SheetLine]) -> Decision:
    for line in lines:
        _refuse_stale(row, line)
    _refuse_gap(row, piece, lines)
    decision = _decision(piece, lines)
    said = next((line.said for line in lines if line.word), "")
    _check(desk, row.question, decision, said)
    return decision


class _LineError(AnswerError):
    """A line that cannot be taken."""

    def __init__(self, line: SheetLine, message: str) -> None:
        super().__init__(message)
        self.at = line.at


def _refuse_stale(row: Approval, line: SheetLine) -> None:
    question = row.question
    if not row.waits:
        raise _LineError(line, f"the question {question.id!r} is {row.status}: it came too late")
    if line.seen != row.seen:
        raise _LineError(
            line, f"what {question.id!r} shows is not what this sheet holds: write a new sheet"
        )
    variant = standing_variants(row).get(line.piece)
    texts = {text.place: text.text for text in variant.asset.fields} if variant else {}
    if line.place not in texts:
        raise _LineError(
            line, f"{short(line.piece)} has no text {short(line.place)}: write a new sheet"
        )
    if line.sha256 != digest(texts[line.place]):
        raise _LineError(
            line, f"its hidden columns are of another text than {line.place!r}: write a new sheet"
        )
    if line.changed and len(texts[line.place]) > CELL:
        raise _LineError(
            line,
            f"the text is longer than a cell: correct it with `creative-agents edit {question.id}`",
        )


def _refuse_gap(row: Approval, piece: str, lines: Sequence[SheetLine]) -> None:
    """Refuse a piece of which somebody saw a part only."""
    there = {line.place for line in lines}
    for text in standing_variants(row)[piece].asset.fields:
        if text.place not in there:
            raise _LineError(lines[0], f"the line of {text.place!r} is gone: write a new sheet")


def _decision(piece: str, lines: Sequence[SheetLine]) -> Decision:
    words = {line.word: line for line in lines if line.word}
    if len(words) > 1:
        first, second = list(words.values())[:2]
        raise _LineError(second, f"{piece!r} is decided twice: {first.said} and {second.said}")
    word = next(iter(words), "")
    changed = [line for line in lines if line.changed]
    first = next(iter(words.values()), changed[0] if changed else lines[0])
    note = " · ".join(line.note for line in lines if line.note)
    if changed and word in _WORDS_OF_ONE:
        return _edit(piece, changed, note)
    if changed:
        raise _LineError(changed[0], f"{piece!r} is corrected here, and {first.said!r} too: do one")
    if not word:
        noted = next(line for line in lines if line.note)
        raise _LineError(noted, f"there is a comment on {piece!r} and no decision: choose one")
    if word == "edit":
        raise _LineError(
            first, f"{piece!r} says {first.said!r} and no text of it changed: correct one"
        )
    if word == "revise" and not note:
        raise _LineError(
            first, f"{piece!r} says {first.said!r}: say in the comment what must change"
        )
    return Decision(piece=piece, verdict=_VERDICTS[word], note=note)


def _edit(piece: str, changed: Sequence[SheetLine], note: str) -> Decision:
    fields = []
    for line in changed:
        name, _, index = line.place.removesuffix("]").rpartition("[")
        fields.append(AssetField(name=name, index=int(index), text=line.text))
    return Decision(piece=piece, verdict="edit", fields=tuple(fields), note=note)


def _check(desk: "Desk", question: Question, decision: Decision, said: str) -> None:
    """Check one piece alone, so that its own line is named."""
    if decision.verdict not in question.allowed:
        raise AnswerError(
            f"{(said or decision.verdict)!r} is not possible in round {question.round}: choose "
            f"one of {', '.join(accepted(said, question.allowed))}"
        )
    if decision.verdict == "edit":
        alone = Answer(default="reject", decisions=(decision,))
        decisions(question, alone)
        desk.check(question, alone)
