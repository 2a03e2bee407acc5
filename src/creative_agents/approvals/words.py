"""The approver's words as a person types them, in English and in French."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer
from creative_agents.domain.process import Verdict
from creative_agents.errors import AnswerError

WORDS: Final[Mapping[str, Verdict]] = {
    "approve": "approve",
    "valider": "approve",
    "edit": "edit",
    "corriger": "edit",
    "revise": "revise",
    "à reprendre": "revise",
    "reject": "reject",
    "refuser": "reject",
}
"""What is typed, and what it means; capitals and accents are free."""

_LINE: Final = re.compile(r"\s*([^\W\d_]+(?:\s[^\W\d_]+)?)\s*(?::\s*(.*\S)?\s*)?", re.DOTALL)


class Said(NamedTuple):
    """A word, and what was said after it."""

    word: Verdict
    """The word."""
    note: str = ""
    """What follows its colon."""


def read_words(text: str) -> Said | None:
    """Read ``revise: warmer``, or ``à reprendre : plus chaleureux``.

    Args:
        text: What was typed: a word, or a word, a colon and a note.

    Returns:
        The word and its note; nothing where the text is something else.
    """
    found = _LINE.fullmatch(text)
    word = _FOLDED.get(_fold(found[1])) if found else None
    return Said(word, found[2] or "") if found and word else None


def words_answer(text: str, question: Question, *, via: str = "words") -> Answer:
    """Read a whole answer that is one line of words.

    Args:
        text: What was typed; where a route is chosen, ``approve: b``.
        question: What was asked.
        via: Through what it came.

    Raises:
        AnswerError: It begins with none of `WORDS`, or more must be said.
    """
    said = read_words(text)
    if said is None:
        raise AnswerError(
            f"this is no answer ({short(text)}): write approve, reject: why, or revise: what to "
            "change"
        )
    if said.word == "edit":
        raise AnswerError("'edit' alone changes nothing: write the text as it must be")
    if said.word == "revise" and not said.note:
        raise AnswerError("'revise' needs a note: write revise: what to change")
    if said.word == "approve" and question.choices:
        return Answer(default="approve", choice=said.note or None, via=via)
    return Answer(default=said.word, note=said.note, via=via)


def short(value: object) -> str:
    """Show a value in a line that somebody must read to the end."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


_FOLDED: Final = {_fold(word): verdict for word, verdict in WORDS.items()}
