"""Personal data that a rule can tell stays here: a model reads a mark, its answer is put right.

E-mail addresses, telephone numbers, IBANs, payment cards and French social security numbers are
hidden; those with a check digit only where it holds. Names and postal addresses cannot be told by a
rule: a folder or a brief that holds some is the team's to clean.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.llm.prompt import Block, Prompt

_GAP: Final = r"[ .\-\u00a0\u202f]?"

NOTE: Final[dict[Language, str]] = {
    "en": (
        "A mark such as [phone-1] stands for something personal: where you need it, copy the mark "
        "as it is."
    ),
    "fr": (
        "Un repère comme [phone-1] tient lieu d'une donnée personnelle : s'il vous la faut, "
        "recopiez le repère tel quel."
    ),
}
"""What a model is told where something was hidden."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A prompt without what is personal, and the way back."""

    prompt: Prompt
    """What is sent."""
    hidden: Mapping[str, str]
    """What each mark stands for."""

    def restore(self, text: str) -> str:
        """Put back what the marks of an answer stand for."""
        return _MARK.sub(lambda mark: self.hidden.get(mark.group(), mark.group()), text)


def redact(prompt: Prompt, language: Language) -> Redacted:
    """Hide what is personal in the material of a prompt; the instructions are ours.

    Args:
        prompt: What is asked.
        language: Language of the note that explains the marks.

    Returns:
        The prompt to send; the same one where there is nothing to hide.
    """
    marks: dict[str, str] = {}
    data = tuple(Block(block.name, _hide(block.text, marks)) for block in prompt.data)
    task = _hide(prompt.task, marks)
    if not marks:
        return Redacted(prompt, {})
    instructions = f"{prompt.instructions}\n\n{NOTE[language]}"
    hidden = {mark: found for found, mark in marks.items()}
    return Redacted(replace(prompt, instructions=instructions, data=data, task=task), hidden)


def _hide(text: str, marks: dict[str, str]) -> str:
    hidden = text
    for kind, found in reversed(personal(text)):
        start, end = found
        said = text[start:end]
        if said not in marks:
            number = sum(mark.startswith(f"[{kind}-") for mark in marks.values()) + 1
            marks[said] = f"[{kind}-{number}]"
        hidden = hidden[:start] + marks[said] + hidden[end:]
    return hidden


@lru_cache(maxsize=512)
def personal(text: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    """Find what is personal in a text.

    Args:
        text: Any text.

    Returns:
        Kind (``email``, ``iban``, ``nir``, ``card`` or ``phone``) and span of each, in order; where
        two overlap, the first kind named here.
    """
    taken: list[tuple[str, tuple[int, int]]] = []
    for kind, span in _found(text):
        if all(span[1] <= start or end <= span[0] for _, (start, end) in taken):
            taken.append((kind, span))
    return tuple(sorted(taken, key=lambda each: each[1]))


def _found(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for kind, pattern, holds in _KINDS:
        for match in pattern.finditer(text):
            if holds(re.sub(r"[^0-9A-Za-z]", "", match.group())):
                yield kind, match.span()


def _is_card(digits: str) -> bool:
    """Luhn's check, ISO/IEC 7812-1."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits[::-1]))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_iban(sign: str) -> bool:
    """The remainder of ISO 13616: the number, its head at its end, modulo 97, is 1."""
    turned = sign[4:] + sign[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _is_nir(digits: str) -> bool:
    """The key of a French social security number: 97 less the number modulo 97."""
    number = digits[:13].upper().replace("2A", "19").replace("2B", "18")
    return number.isdigit() and 97 - int(number) % 97 == int(digits[13:])


def _always(_: str) -> bool:
    return True


_KINDS: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...]] = (
    (
        "email",
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-zA-Z]{2,24}"),
        _always,
    ),
    (
        "iban",
        re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b"),
        _is_iban,
    ),
    (
        "nir",
        re.compile(
            r"(?<!\d)[1-478][ \u00a0]?\d{2}[ \u00a0]?\d{2}[ \u00a0]?\d[\dAB][ \u00a0]?\d{3}"
            r"[ \u00a0]?\d{3}[ \u00a0]?\d{2}(?!\d)"
        ),
        _is_nir,
    ),
    ("card", re.compile(r"(?<![\d.,])\d(?:[ \-\u00a0]?\d){14,18}(?![\d.,]?\d)"), _is_card),
    (
        "phone",
        re.compile(
            r"(?<![\w.,])(?<!\d[ \-\u00a0\u202f])"
            rf"(?:\+\d{{1,3}}{_GAP}(?:\(0\){_GAP})?(?:\d{_GAP}){{7,11}}\d"
            rf"|0[1-9](?:{_GAP}\d\d){{4}}"
            rf"|0[1-9]\d{{1,3}}{_GAP}\d{{3,4}}{_GAP}\d{{3,4}}"
            r"|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4})(?!\w|[ .,\-\u00a0\u202f]\d)"
        ),
        _always,
    ),
)

_MARK: Final = re.compile(r"\[(?:email|iban|nir|card|phone)-\d{1,4}\]")
