"""Numbers in a line against the numbers of its facts: a small model moves them about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.domain.base import Language
from creative_agents.llm.small_lexicon import Lexicon, lexicon
from creative_agents.llm.small_text import any_akin, fold

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?|[^\W\d_]+|[€£$%]|[.!?;:]")
_UNITS = "€£$%"
_AFTER, _BEFORE = 3, 3
"""Words around a number of a fact in which its unit stands."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what stands around it."""

    value: str
    """The number, normalised: ``"1200"``, ``"34.5"``."""
    sign: str
    """The currency or percent sign that touches it; empty where none does."""
    before: tuple[str, ...]
    """Folded words before it, in the same clause."""
    after: tuple[str, ...]
    """Folded words after it, in the same clause."""


def figures(text: str, language: Language) -> list[Figure]:
    """Find the numbers of a text, written as figures or as words.

    Args:
        text: A line or a fact.
        language: Its language; "two" counts in English only.

    Returns:
        The numbers, in order.
    """
    tokens = _TOKEN.findall(text)
    numbers = lexicon(language).numbers
    return [
        _figure(value, tokens, place)
        for place, token in enumerate(tokens)
        if (value := _value(token, numbers))
    ]


def wrong_numbers(line: str, facts: Sequence[str], language: Language) -> Iterator[str]:
    """Say what is wrong with the numbers of a line.

    Args:
        line: What the model wrote.
        facts: What it may use.
        language: Language of both.

    Yields:
        One reason for each number that no fact gives, that counts something else than in its
        fact, that lost its unit, or that lost its "from" or "up to".
    """
    given = [figure for fact in facts for figure in figures(fact, language)]
    for figure in figures(line, language):
        same = [fact for fact in given if fact.value == figure.value]
        if not same:
            yield f"no fact gives {figure.value!r}"
        elif not (close := [fact for fact in same if _counts_the_same(figure, fact, language)]):
            yield f"{figure.value!r} counts something else in the facts"
        elif reason := _lost_bound(figure, close, lexicon(language)):
            yield reason


def _counts_the_same(figure: Figure, fact: Figure, language: Language) -> bool:
    if figure.sign or fact.sign:
        return figure.sign == fact.sign
    stop = {fold(word) for word in lexicon(language).stop}
    unit = next((word for word in figure.after[:1] if word not in stop), "")
    around = (*fact.after, *fact.before)
    if unit:
        return any_akin(unit, around)
    counted = any(word not in stop for word in fact.after[:1])
    return not counted or any_akin_of(figure.before, fact.after)


def any_akin_of(some: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether one of some folded words is akin to one of others."""
    return any(any_akin(word, others) for word in some)


def _lost_bound(figure: Figure, facts: Sequence[Figure], words: Lexicon) -> str | None:
    priced = (
        words.from_words if figure.sign else frozenset[str]()
    )  # "from three gardens" is a place
    for name, bounds in (("from", priced), ("up to", words.upto_words)):
        marks = {fold(word) for word in bounds}
        bound = bool(marks) and all(marks & set(fact.before) for fact in facts)
        if bound and not marks & set(figure.before):
            return f"{figure.value!r} lost its {name!r}"
    return None


def _figure(value: str, tokens: list[str], place: int) -> Figure:
    before, after = tokens[:place], tokens[place + 1 :]
    sign = next((token for token in (*before[-1:], *after[:1]) if token in _UNITS), "")
    return Figure(
        value=value,
        sign=sign,
        before=tuple(_clause(reversed(before)))[:_BEFORE],
        after=tuple(_clause(iter(after)))[:_AFTER],
    )


def _clause(tokens: Iterator[str]) -> Iterator[str]:
    for said in tokens:
        if said in ".!?;:":
            return
        if said not in _UNITS:
            yield fold(said)


def _value(token: str, numbers: dict[str, int]) -> str:
    if token[0].isdigit():
        grouped = re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))", "", token)
        plain = grouped.replace(",", ".")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(numbers.get(token.lower(), ""))
