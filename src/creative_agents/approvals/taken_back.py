"""A question's lines as they come back from a screen of others, and the answer that they are."""

import json
from collections.abc import Mapping, Sequence

from creative_agents.approvals.question import Question
from creative_agents.approvals.shown import CHOICE, QUESTION, Shown, shown_lines
from creative_agents.approvals.words import read_words, short
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import AssetField
from creative_agents.errors import AnswerError


def edited_answer(given: object, question: Question, *, via: str) -> Answer:
    """Read the lines of a question that a person corrected.

    Args:
        given: Each label with its text, as `shown_lines` gave them, changed or not.
        question: What is asked.
        via: Through what they came.

    Returns:
        A decision a piece: what its decision line says, or an edit where its text changed.

    Raises:
        AnswerError: They are of another question, a line is not one of its, or one piece is
            decided and corrected at once.
    """
    lines = shown_lines(question)
    changed = changed_lines(given, question)
    choice = changed.get(CHOICE, "").strip() or _text_of(lines, CHOICE) or None
    decisions = (_decision(piece, lines, changed, choice) for piece in question.pieces)
    return Answer(choice=choice, decisions=tuple(filter(None, decisions)), via=via)


def changed_lines(given: object, question: Question) -> dict[str, str]:
    """Give what a person changed in the lines of a question, by label.

    Raises:
        AnswerError: The lines are of another question, or one of them is not its.
    """
    if not isinstance(given, Mapping):
        raise AnswerError(f"the corrected texts are {short(given)}: give them by their labels")
    lines = {line.label: line for line in shown_lines(question)}
    texts = {str(label): _plain(text) for label, text in given.items()}
    _refuse_stale(texts, question)
    if unknown := [label for label in texts if label not in lines]:
        raise AnswerError(
            f"the question {question.id!r} has no line {short(unknown[0])}: keep its labels"
        )
    changed = {label: text for label, text in texts.items() if text != _plain(lines[label].text)}
    for label in changed:
        if not lines[label].piece and label != CHOICE:
            raise AnswerError(f"the line {label!r} can only be read: leave it as it is")
    return changed


def _refuse_stale(texts: Mapping[str, str], question: Question) -> None:
    shown = texts.get(QUESTION)
    if shown is None:
        raise AnswerError(f"it is not said which question this answers: keep its line {QUESTION!r}")
    if shown.strip() != question.id:
        raise AnswerError(
            f"this answers the question {short(shown)}, which waits no more: {question.id!r} "
            "does, look at it"
        )


def _decision(
    piece: str, lines: Sequence[Shown], changed: Mapping[str, str], choice: str | None
) -> Decision | None:
    own = [line for line in lines if line.piece == piece]
    corrected = [line for line in own if line.label in changed and not line.decides]
    said = next(changed.get(line.label, line.text) for line in own if line.decides)
    if not said.strip() and not corrected:
        return None
    found = read_words(said) if said.strip() else None
    if found is None and said.strip():
        raise AnswerError(
            f"the decision on {piece!r} is {short(said)}: write approve, reject: why, or "
            "revise: what to change"
        )
    if corrected:
        is_decided = any(line.decides and line.label in changed for line in own)
        if is_decided and found and found.word != "edit":
            raise AnswerError(f"{piece!r} is corrected and {found.word!r} too: do one of the two")
        return _edit(piece, corrected, changed, choice)
    assert found is not None
    if found.word == "edit":
        raise AnswerError(f"the edit of {piece!r} changes nothing: write the text as it must be")
    if found.word == "revise" and not found.note:
        raise AnswerError(f"'revise' of {piece!r} needs a note: write revise: what to change")
    return Decision(piece=piece, verdict=found.word, note=found.note)


def _edit(
    piece: str, corrected: Sequence[Shown], changed: Mapping[str, str], choice: str | None
) -> Decision:
    for line in corrected:
        if line.route and line.route != choice:
            raise AnswerError(
                f"the idea of {line.route!r} is corrected and {choice!r} is chosen: "
                f"write {line.route!r} as the choice too"
            )
    fields = tuple(
        AssetField(name=line.field, index=line.index, text=changed[line.label])
        for line in corrected
        if line.field
    )
    text = "" if fields else changed[corrected[0].label]
    if not fields and not text.strip():
        raise AnswerError(f"the edit of {piece!r} has no text: write it, or reject the piece")
    return Decision(piece=piece, verdict="edit", fields=fields, text=text)


def _text_of(lines: Sequence[Shown], label: str) -> str:
    return next((line.text for line in lines if line.label == label), "")


def _plain(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text.replace("\r\n", "\n")
