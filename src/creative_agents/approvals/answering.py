"""Whether an answer is one that the question can take."""

from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from creative_agents.approvals.question import Question
from creative_agents.approvals.words import short
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import Variant
from creative_agents.domain.process import Verdict
from creative_agents.errors import AnswerError

LONGEST_TEXT: Final = 20_000
"""Most characters of one text in an answer: it goes into prompts, which have an end."""


def read_answer(given: object) -> Answer:
    """Read an answer as a caller gives it.

    Args:
        given: An `Answer`, or its fields as JSON has them.

    Returns:
        The answer; whether a question can take it is for `decisions` to say.

    Raises:
        AnswerError: It is nothing of the kind; one line that says what is wrong first.
    """
    try:
        return Answer.model_validate(given)
    except ValidationError as error:
        raise AnswerError(
            f"this is no answer ({_first(error)}): give an Answer or its fields"
        ) from None


def read_decision(given: object) -> Decision:
    """Read a decision on one piece as a caller gives it.

    Args:
        given: A `Decision`, or its fields as JSON has them.

    Raises:
        AnswerError: It is nothing of the kind; one line that says what is wrong first.
    """
    try:
        return Decision.model_validate(given)
    except ValidationError as error:
        raise AnswerError(
            f"this is no decision on a piece ({_first(error)}): give a Decision or its fields"
        ) from None


def decisions(question: Question, answer: Answer) -> dict[str, Decision]:
    """Give one decision for each piece of the question, the default filled in.

    Args:
        question: What was asked.
        answer: What was answered.

    Returns:
        By piece id, in the order of the question.

    Raises:
        AnswerError: A piece is unknown or without decision, a word is not allowed here, or
            no route is chosen; one line that says what to give.
    """
    _refuse_unkeepable(answer)
    _refuse_unknown(question, answer)
    named = {decision.piece: decision for decision in answer.decisions}
    given = {
        piece: named.get(piece) or _default(question, answer, piece) for piece in question.pieces
    }
    for decision in given.values():
        _refuse_word(question, decision.verdict)
        _refuse_empty_edit(question, decision)
    _refuse_choice(question, answer, given)
    return given


def _first(error: ValidationError) -> str:
    """Say what is wrong first, and where."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]


def _refuse_unkeepable(answer: Answer) -> None:
    for place, text in _texts(answer):
        if len(text) > LONGEST_TEXT:
            raise AnswerError(f"{place} has {len(text)} characters: give at most {LONGEST_TEXT}")
        if not text.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise AnswerError(f"{place} holds half a character, which no file keeps: write it anew")


def _texts(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "the note", answer.note
    yield "the name", answer.by
    for decision in answer.decisions:
        yield f"the note on {short(decision.piece)}", decision.note
        yield f"the text for {short(decision.piece)}", decision.text
        for field in decision.fields:
            yield f"the {field.place[:40]} of {short(decision.piece)}", field.text


def _refuse_unknown(question: Question, answer: Answer) -> None:
    ids = [decision.piece for decision in answer.decisions]
    for piece in ids:
        if piece not in question.pieces:
            raise AnswerError(
                f"the question {question.id!r} has no piece {short(piece)}: "
                f"it has {', '.join(question.pieces)}"
            )
        if ids.count(piece) > 1:
            raise AnswerError(f"the piece {short(piece)} is decided twice: decide it once")


def _default(question: Question, answer: Answer, piece: str) -> Decision:
    if answer.default is None:
        raise AnswerError(
            f"the piece {piece!r} has no decision: name it, or give a default, "
            f"one of {', '.join(question.allowed)}"
        )
    if answer.default == "edit":
        raise AnswerError(f"'edit' is no default: say what {piece!r} must become")
    return Decision(piece=piece, verdict=answer.default, note=answer.note or _needed(answer))


def _needed(answer: Answer) -> str:
    if answer.default == "revise":
        raise AnswerError("'revise' needs a note that says what to change")
    return ""


def _refuse_word(question: Question, verdict: Verdict) -> None:
    if verdict not in question.allowed:
        raise AnswerError(
            f"{verdict!r} is not possible in round {question.round} of the gate "
            f"{question.gate!r}: it takes {', '.join(question.allowed)}"
        )


def _refuse_empty_edit(question: Question, decision: Decision) -> None:
    """Refuse a person's text that stands where this gate does not look."""
    if decision.verdict != "edit":
        return
    is_copy = question.gate == "copy" or "variants" in question.subject
    if is_copy and not decision.fields:
        raise AnswerError(f"the edit of {decision.piece!r} names no field: give its fields")
    _refuse_other_fields(question, decision)
    if not is_copy and not decision.text.strip():
        raise AnswerError(f"the edit of {decision.piece!r} has no text: give its text")


def _refuse_other_fields(question: Question, decision: Decision) -> None:
    """Refuse a text for a place that the piece has not: nothing could be delivered with it."""
    places = _places(question, decision.piece)
    for field in decision.fields:
        if places and field.place not in places:
            raise AnswerError(
                f"{decision.piece!r} has no text {short(field.place)}: it has {', '.join(places)}"
            )


def _places(question: Question, piece: str) -> tuple[str, ...]:
    """Give the places of a piece as it is shown; none where it is not shown as copy of ours."""
    shown = question.subject.get("variants")
    for variant in shown if isinstance(shown, list) else ():
        if isinstance(variant, dict) and variant.get("id") == piece:
            try:
                return tuple(field.place for field in Variant.model_validate(variant).asset.fields)
            except ValidationError:
                return ()
    return ()


def _refuse_choice(question: Question, answer: Answer, given: dict[str, Decision]) -> None:
    if not question.choices:
        return
    if answer.choice is not None and answer.choice not in question.choices:
        raise AnswerError(
            f"there is no route {short(answer.choice)}: choose one of {', '.join(question.choices)}"
        )
    approves = any(decision.verdict == "approve" for decision in given.values())
    if approves and answer.choice is None:
        raise AnswerError(f"approving needs a choice: one of {', '.join(question.choices)}")
