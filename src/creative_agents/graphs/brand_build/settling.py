"""What a person's decisions make of the proposed lines."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pydantic import JsonValue, ValidationError
from ruamel.yaml.error import YAMLError

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.question import Approval, Question
from creative_agents.brands.building import yamltext
from creative_agents.brands.building.comparing import Change
from creative_agents.brands.building.ledger import Kept, Ledger
from creative_agents.brands.building.lines import SHAPES, Place
from creative_agents.brands.building.writing import Decided
from creative_agents.domain.approval import Answer, Decision
from creative_agents.errors import AnswerError

_SHAPED: Final = frozenset(SHAPES) - {"voice.address"}
"""Places whose lines are more than one text."""


def refuse_edits(question: Question, answer: Answer) -> None:
    """Check a person's own lines before the answer counts.

    Args:
        question: What is asked.
        answer: What the person is about to answer.

    Raises:
        AnswerError: A corrected line is not of its place's shape; the question waits on.
    """
    changes = {change.id: change for change in shown_changes(question)}
    for piece, decision in decisions(question, answer).items():
        if decision.verdict == "edit":
            _written(changes[piece], decision)


def shown_changes(question: Question) -> tuple[Change, ...]:
    """Give what a question shows."""
    shown = question.subject["changes"]
    assert isinstance(shown, list)
    return tuple(
        Change.model_validate({key: item[key] for key in ("kind", "line", "before")})
        for item in shown
        if isinstance(item, dict)
    )


def settle(row: Approval, *, on: date) -> tuple[Decided, ...]:
    """Give each change with its decision.

    Args:
        row: The decided row of the book.
        on: The day.
    """
    assert row.answer is not None
    given = decisions(row.question, row.answer)
    return tuple(
        Decided(change=change, kept=_kept(change, given[change.id], row.answer, on))
        for change in shown_changes(row.question)
    )


def settled_ledger(
    ledger: Ledger,
    decided: Sequence[Decided],
    *,
    moved: Sequence[Kept],
    forgotten: Sequence[str],
) -> Ledger:
    """Give the ledger as it must be after the decisions.

    Args:
        ledger: As it stood.
        decided: The decisions.
        moved: Lines that stand, with the place where their sentence stands now.
        forgotten: Ids of refused lines whose sentence went.
    """
    out = list(forgotten)
    kept = list(moved)
    for one in decided:
        before = one.change.before
        if one.change.kind == "new":
            kept.append(one.kept)
        elif one.kept.status == "approved":
            out += [before.line.id] if before else []
            kept += [one.kept] if one.change.kind == "changed" else []
        elif before is not None:
            kept.append(before.model_copy(update={"orphan": True}))
            kept += [one.kept] if one.kept.line.id != before.line.id else []
    return ledger.without(out).with_(kept, ())


def _kept(change: Change, decision: Decision, answer: Answer, on: date) -> Kept:
    approved = decision.verdict in {"approve", "edit"}
    return Kept(
        line=change.line,
        status="approved" if approved else "rejected",
        written=_written(change, decision) if approved else {},
        by=answer.by,
        via=answer.via,
        on=on,
    )


def _written(change: Change, decision: Decision) -> dict[str, JsonValue]:
    """Give a line as it is written: as proposed, or as the person corrected it."""
    if change.kind == "gone":
        assert change.before is not None
        return change.before.written
    if decision.verdict != "edit":
        return change.line.value
    place = change.line.place
    value: dict[str, JsonValue] = {"text": decision.text.strip()}
    if place in _SHAPED:
        value = _fields(decision.text, place)
    try:
        if place in SHAPES:
            SHAPES[place].model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise AnswerError(
            f"the edit of {change.id!r} does not fit ({key}: {first['msg'].lower()}): give the "
            f"fields {', '.join(SHAPES[place].model_fields)}"
        ) from error
    return value


def _fields(text: str, place: Place) -> dict[str, JsonValue]:
    try:
        value = yamltext.load(text)
    except YAMLError:
        value = None
    if not isinstance(value, Mapping):
        raise AnswerError(
            f"the edit of a line of {place!r} is {text[:60]!r}: give its fields as YAML, such as "
            "{use: email, avoid: [e-mail]}"
        )
    return dict(value)
