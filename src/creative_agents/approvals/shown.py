"""The texts of a question as a screen of others can show them, and take them back corrected.

Those screens show the arguments of a call, a label and a text box each, and give all of them
back as text. So a question becomes a flat table: which question it is, the route where there
are routes, and for each piece its decision and its texts.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from creative_agents.approvals.approved import shown_variants
from creative_agents.approvals.question import Question

QUESTION: Final = "question"
"""The line that says which question it is: an answer that brings another one back is stale."""

CHOICE: Final = "choice"
"""The line that holds the id of the route."""

_DECISION: Final = "decision"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a question."""

    label: str
    """What stands before the text box: ``email/1 headline[1]``."""
    text: str
    """What stands in it."""
    piece: str = ""
    """Id of the piece that it belongs to; empty: it can only be read."""
    field: str = ""
    """Name of the asset's field; empty where the piece is one text, or where it decides."""
    index: int = 1
    """Which text of that field, from 1."""
    route: str = ""
    """Where it words a route: the route's id."""
    decides: bool = False
    """Whether it holds the piece's decision."""


def shown_lines(question: Question) -> tuple[Shown, ...]:
    """Give a question line by line.

    Args:
        question: What is asked.

    Returns:
        The lines; their labels differ.
    """
    lines = [Shown(QUESTION, question.id)]
    if question.choices:
        lines.append(Shown(CHOICE, question.recommended or question.choices[0]))
    word = "approve" if "approve" in question.allowed else ""
    lines += [Shown(f"{piece} {_DECISION}", word, piece, decides=True) for piece in question.pieces]
    lines += _texts(question)
    return tuple({line.label: line for line in lines}.values())


def arguments(question: Question) -> dict[str, JsonValue]:
    """Give a question as the arguments of a call: each label with its text."""
    return {line.label: line.text for line in shown_lines(question)}


def _texts(question: Question) -> Iterator[Shown]:
    subject = question.subject
    if "variants" in subject:
        yield from _copy(question)
    elif isinstance(strategy := subject.get("strategy"), dict):
        yield from _routes(question, strategy)
    elif isinstance(challenge := subject.get("challenge"), dict):
        yield from _holes(challenge)
    elif isinstance(changes := subject.get("changes"), list):
        yield from (_line(change) for change in changes if isinstance(change, dict))
    else:
        yield from _plain(question)


def _copy(question: Question) -> Iterator[Shown]:
    for piece, variant in shown_variants(question).items():
        for field in variant.asset.fields:
            label = f"{piece} {field.place}"
            yield Shown(label, field.text, piece, field.name, field.index)


def _routes(question: Question, strategy: Mapping[str, JsonValue]) -> Iterator[Shown]:
    routes = strategy.get("routes")
    for route in routes if isinstance(routes, list) else ():
        if isinstance(route, dict):
            id = str(route.get("id"))
            idea = str(route.get("idea", ""))
            yield Shown(f"{id} idea", idea, question.pieces[0], route=id)


def _holes(challenge: Mapping[str, JsonValue]) -> Iterator[Shown]:
    questions = challenge.get("questions")
    for item in questions if isinstance(questions, list) else ():
        if isinstance(item, dict):
            id = str(item["id"])
            yield Shown(f"{id} question", str(item["question"]))
            yield Shown(f"{id} answer", str(item["assumption"]), id)


def _line(change: Mapping[str, JsonValue]) -> Shown:
    line = change.get("line")
    value = line.get("value") if isinstance(line, dict) else None
    return Shown(f"{change['id']} text", _text(value), str(change["id"]))


def _plain(question: Question) -> Iterator[Shown]:
    for key, value in question.subject.items():
        yield Shown(f"{key} text", _text(value), key if key in question.pieces else "")


def _text(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and set(value) == {"text"} and isinstance(value["text"], str):
        return value["text"]
    return json.dumps(value, ensure_ascii=False)
