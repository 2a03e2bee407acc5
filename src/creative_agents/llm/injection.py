"""Prompt injection: orders hidden in material, and instructions that leak into an answer."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from creative_agents.domain.orders import orders

_RUN_WORDS: Final = 8
"""So many words of our instructions in a row are no coincidence."""

_WORD = re.compile(r"\w+")

_GAP = r"[^.!?\n]{0,40}?"
"""What may stand between the words of one order."""

_ORDERS: Final = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        # English: leave the instructions
        (
            r"(?<!not )(?<!n't )(?<!never )\b(?:ignore|disregard|forget|override|bypass|"
            r"do not follow|don't follow|stop following)"
            rf"\b{_GAP}\b(?:(?:your|previous|prior|above|earlier|preceding|system|all|any|these|those)"
            rf"\s{_GAP})?(?:instructions?|prompts?|directives?)\b"
        ),
        (
            r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:all\s+)?(?:of\s+)?(?:the\s+)?"
            r"(?:your|previous|prior|above|earlier|preceding|system)\s+"
            r"(?:rules?|guidelines?|orders?|constraints?|context|text|messages?|programming)\b"
        ),
        (
            r"\b(?:ignore|disregard|forget)\s+(?:everything|all|anything)\s+"
            r"(?:above|before|you were told|you have been told|said so far)\b"
        ),
        # English: show the instructions
        (
            r"\b(?:print|reveal|show|repeat|output|display|leak|disclose|give me|tell me|write out|"
            rf"copy|quote|translate)\b{_GAP}\b(?:your|system|initial|hidden|original|the above)\s+"
            r"(?:\w+\s+)?(?:prompts?|instructions?|directives?)\b"
        ),
        # English: become another
        r"\byou are now\s+(?:an?\b|in\b|the\b|free\b)",
        r"\bfrom now on,?\s+you\s+(?:are|will|must|should|only)\b",
        r"\b(?:pretend (?:to be|that you|you are)|developer mode|jailbreak\w*|do anything now)\b",
        r"\bnew (?:system )?(?:instructions?|prompt)\s*:",
        # English: a verdict dictated
        (
            r"\b(?:answer|reply|respond|return|output|say)\s+(?:only\s+|just\s+|always\s+)?"
            r"(?:with\s+|that\s+it\s+is\s+)?[\"'“«]?\s?(?:approved?|passed|compliant|no findings)\b"
        ),
        (
            r"\b(?:mark|rate|score|flag)\s+(?:this|it|everything|all)\b[^.!?\n]{0,20}\bas\s+"
            r"(?:approved|compliant|perfect|safe|on.brand)\b"
        ),
        # French: leave the instructions
        (
            r"(?<!n')(?<!ne )\b(?:ignore[zrs]?|oublie[zrs]?|contourne[zr]?|desobei[st]{1,2}(?:ez)?|"
            r"(?:ne\s+|n')(?:tiens|tenez|suis|suivez|respecte[zs]?|applique[zs]?)\s+(?:pas|plus|aucun)|"
            rf"ne\s+(?:tiens|tenez)\s+aucun|passe[zr]?\s+outre)\b{_GAP}"
            r"\b(?:instructions?|consignes?|directives?|prompts?|invites?\s+systeme)\b"
        ),
        (
            r"\b(?:ignore[zr]?|oublie[zr]?)\s+(?:toutes?\s+|tous\s+)?(?:tes|vos|les)\s+"
            r"(?:regles?|ordres?|contraintes?)(?:\s+(?:precedent\w*|ci-dessus)|(?<=tes regles)|"
            r"(?<=vos regles))"
        ),
        r"\b(?:ignore[zr]?|oublie[zr]?)\s+(?:tout\s+)?ce\s+qui\s+precede\b",
        # French: show the instructions
        (
            r"\b(?:affiche|montre|revele|imprime|recopie|repete|donne|copie|divulgue|ecris|cite|"
            rf"traduis|dis)[zrs]?(?:ez)?(?:-moi)?\b{_GAP}\b(?:tes|ton|vos|votre|systeme|initiales?)\s+"
            r"(?:\w+\s+)?(?:prompts?|instructions?|consignes?|directives?|invites?|message\s+systeme)\b"
        ),
        r"\bprompt\s+systeme\b",
        # French: become another
        r"\b(?:tu es|vous etes)\s+(?:maintenant|desormais)\s+(?:une?\b|le\b|la\b|libre\b)",
        r"\b(?:a partir de maintenant|desormais),?\s+(?:tu|vous)\s+(?:es|etes|dois|devez)\b",
        r"\bnouvelles? (?:consignes?|instructions?)\s*:",
        # French: a verdict dictated
        (
            r"\b(?:reponds?|repondez|repondre|renvoie|renvoyez|dis|dites|ecris|ecrivez)\s+"
            r"(?:seulement\s+|uniquement\s+|juste\s+|toujours\s+|simplement\s+)?(?:par\s+|que\s+c'est\s+)?"
            r"[\"'“«]?\s?(?:approuvee?|valide(?!r)e?|conforme|accepte(?!r)e?|aucune remarque)\b"
        ),
        # Marks of a conversation
        r"^\s*(?:system|developer|assistant)\s*(?:prompt|message)?\s*:\s*(?:you|ignore|always|tu|vous)\b",
        r"</?\s*(?:system|instructions?|prompt|im_start|im_end)\s*>|<\|[a-z_]{2,20}\|>|\[/?INST\]",
    )
)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text."""

    start: int
    """First code point."""
    end: int
    """Code point after the last."""
    quote: str
    """What stands there, letter for letter."""


def looks_like_orders(text: str) -> tuple[Span, ...]:
    """Find phrases in material that read like orders to a model, in English and French.

    Sees through case, accents, full-width letters, invisible characters and comments. It
    flags; it does not decide: a brief that is flagged runs as usual.

    Args:
        text: Material: a brief, a document, a page.

    Returns:
        The places, in order, without overlap; empty when nothing looks like an order.
    """
    plain, places = _plain(text)
    found = sorted(match.span() for pattern in _ORDERS for match in pattern.finditer(plain))
    spans: list[tuple[int, int]] = []
    for start, end in ((places[start], places[end - 1] + 1) for start, end in found):
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    told = tuple(spans)
    for start, end in orders(text):  # whole sentences, known by their structure
        if not any(start < last and first < end for first, last in told):
            spans.append((start, end))
    spans.sort()
    return tuple(Span(start, end, text[start:end]) for start, end in spans)


def leaks(text: str, instructions: str) -> bool:
    """Say whether an answer repeats the instructions: eight words or more in a row.

    Args:
        text: The answer.
        instructions: Our instructions, without the material.

    Returns:
        True when it does.
    """
    return not _runs(instructions).isdisjoint(_eights(text))


@lru_cache(maxsize=128)
def _runs(instructions: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_eights(instructions))


def _eights(text: str) -> "zip[tuple[str, ...]]":
    words = _WORD.findall(text.casefold())
    return zip(*(words[start:] for start in range(_RUN_WORDS)), strict=False)


def _plain(text: str) -> tuple[str, "range | list[int]"]:
    """Give the text as it sounds, and where each of its characters stood."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _sound(character):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _sound(character: str) -> str:
    """Give the plain letters of a character; none for an invisible one."""
    if 0xE0020 <= ord(character) <= 0xE007E:  # tags: letters that no screen shows
        return chr(ord(character) - 0xE0000).lower()
    if unicodedata.category(character) == "Cf":
        return ""
    if character in "\u2019\u2018\u02bc":
        return "'"
    decomposed = unicodedata.normalize("NFKD", character).lower()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
