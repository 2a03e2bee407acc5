"""Tidying a small model's line, and the words in it."""

import re
import unicodedata
from collections.abc import Iterable

from creative_agents.domain.base import Language

NO_BREAK = "\u00a0"
"""The no-break space of French punctuation."""

_SPACES = re.compile(r"[ \t\r\n\u00a0\u202f]+")
_LIST_MARK = re.compile(r"^(?:[-*•–—]|\d{1,2}[.)])\s+")
_QUOTES = {'"': '"', "“": "”", "«": "»", "'": "'", "‘": "’"}
_LOOSE_END = " ,;:–—-/(&"
_WHOLE = re.compile(r".*[.!?…](?:\s*»|[)”\"])?(?=\s|$)", re.DOTALL)
_STATEMENT = re.compile(
    r"((?:^|(?<=[.!?] ))(?:L['’]|La |Le |Les |Un |Une |Des |The |An? )[^.!?]*?)\s*\?"
)
"""A sentence that starts with an article and ends as a question, which it is not."""

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def tidy(text: str, language: Language) -> str:
    """Put right what a small model gets wrong around its words, and never the words.

    List marks, wrapping quotes and loose ends go; what follows the last whole sentence goes;
    the first letter is a capital; a statement does not end as a question; French punctuation has
    its no-break spaces.

    Args:
        text: A line as the model gave it.
        language: Language of the line.

    Returns:
        The line; empty where nothing was in it.
    """
    line = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    line = _unquoted(_LIST_MARK.sub("", line))
    whole = _WHOLE.match(line)
    line = (whole[0] if whole else line).rstrip(_LOOSE_END).lstrip(" ,;:.–—")
    line = _STATEMENT.sub(r"\1.", line[:1].upper() + line[1:])
    return french_spaces(line) if language == "fr" else re.sub(r" +([,.;:!?])", r"\1", line)


def french_spaces(text: str) -> str:
    """Set the no-break spaces of French: before ``: ; ? ! » € %`` and after ``«``.

    Args:
        text: French copy.

    Returns:
        The same copy; the hours of ``18:30`` and the slashes of an address stay as they are.
    """
    spaced = re.sub(r"\s*([;?!»])", NO_BREAK + r"\1", text)
    spaced = re.sub(r"(?<=\d)\s*([€%])", NO_BREAK + r"\1", spaced)
    spaced = re.sub(r"\s*:(?=\s|$)", NO_BREAK + ":", spaced)
    spaced = re.sub(r"«\s*", "«" + NO_BREAK, spaced)
    spaced = re.sub(NO_BREAK + r"([?!])" + NO_BREAK + r"(?=[?!])", NO_BREAK + r"\1", spaced)
    return spaced.lstrip(NO_BREAK)


def words(text: str) -> list[str]:
    """Give the words of a text, folded: lower case, no accents, elisions and hyphens apart."""
    return [fold(word) for word in _WORD.findall(text)]


def fold(text: str) -> str:
    """Give a text without case and accents: ``"Œuvre d'Été"`` gives ``"oeuvre d'ete"``."""
    spread = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    plain = unicodedata.normalize("NFKD", spread)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def akin(one: str, other: str) -> bool:
    """Say whether two folded words belong together.

    ``repair`` and ``repairs`` do, and so do ``livrer`` and ``livraison``.

    Args:
        one: A folded word.
        other: A folded word.

    Returns:
        True for the same word, its plural, or words that share their first four letters and
        two thirds of the shorter one.
    """
    if one == other or one.rstrip("sx") == other.rstrip("sx"):
        return True
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= 4 and shared >= 0.66 * min(len(one), len(other))


def any_akin(word: str, among: Iterable[str]) -> bool:
    """Say whether a folded word is akin to one of many."""
    return any(akin(word, other) for other in among)


def _unquoted(line: str) -> str:
    closing = _QUOTES.get(line[:1])
    if len(line) > 1 and closing and line.endswith(closing) and closing not in line[1:-1]:
        return line[1:-1].strip()
    return line
