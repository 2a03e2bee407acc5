"""Orders: sentences of a text that speak to whoever reviews it, not to its readers.

They are known by their structure and not by fixed phrases: what is to be left (instructions, rules,
checks), what verdict is to be given, what is to be kept silent, who is spoken to; the expressions
stand in ``orders.toml``. One sign alone may be honest copy ("forget the instructions, it opens with
a coin"): what is flagged gives a sign that no reader needs, or two signs, or one in a place that no
reader sees.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

_ENOUGH: Final = 2
"""Weight from which a sentence gives orders."""

_LONGEST: Final = 2000
"""Signs of one sentence that are read: nobody writes longer orders."""

_LOOKALIKES: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u0475\u04bb\u043a"
    "\u043c\u0442\u0432\u043d\u03bf\u03b1\u03b5\u03b9\u03c1\u03bd\u03c5\u03ba\u03c4\u0131\u0261"
    "\u2019\u2018\u02bc",
    "aeopcyxijsdqvhkmtbhoaeipvuktig'''",
)
"""Letters of other alphabets that look like ours, in small letters."""

_COMMENT: Final = re.compile(
    r"<!--.*?(?:-->|$)|/\*.{0,2000}?\*/|\[[^\[\]]{12,400}\]|[\U000e0020-\U000e007e]{8,}",
    re.DOTALL,
)
_HIDES: Final = re.compile(
    r"display:\s*none|visibility:\s*hidden|font-size:\s*[01](?:\.\d+)?(?:px|pt|em)|"
    r"opacity:\s*0(?![.\d]*[1-9])|color:\s*(?:#fff(?:fff)?\b|white|transparent)|\bhidden\b",
    re.IGNORECASE,
)
_INVISIBLE: Final = "\u200b-\u200f\u2060-\u2064\ufeff"
_CUT: Final = re.compile(
    rf"[.!?\u2026]+[\"'\u00bb\u201d)\]]*(?=\s|$|<|[{_INVISIBLE}])|\n+|</?[a-zA-Z][^<>]{{0,200}}>|"
    rf"[{_INVISIBLE}]+(?= [A-Z\u00c0-\u00dd])"
)
_UNSEEN: Final = re.compile(rf"[\u00ad\u034f\u180e\u202a-\u202e{_INVISIBLE}]")
_WITHIN_WORD: Final = re.compile(rf"\w[\u00ad{_INVISIBLE}]+\w")
_ODD: Final = re.compile(r"[\u0370-\u052f\U000e0020-\U000e007e]|(?<!\w)(?:\w[ .\-_*]){4,}\w(?!\w)")
_SPACED: Final = re.compile(r"(?<!\w)(?:[a-z][ .\-_*]){4,}[a-z](?!\w)")
_WORD: Final = re.compile(r"<([a-z_]+)>")


class _Sign(NamedTuple):
    """What shows in a sentence that it gives orders."""

    weight: int
    """`_ENOUGH` where no reader needs it; less where honest copy may say it."""
    kind: str
    """Two signs of one kind count as one."""
    pattern: re.Pattern[str]
    """What it looks like, in plain letters."""


class _Part(NamedTuple):
    """A sentence or a comment."""

    start: int
    end: int
    weight: int
    """How much it looks like orders."""


@cache
def triggers() -> tuple[str, ...]:
    """Give letters of which one at least stands, folded, in every sentence that gives orders."""
    return tuple(_read()["triggers"])


def is_disguised(text: str) -> bool:
    """Whether signs may hide letters: another alphabet's, tags, spaces between letters."""
    return _ODD.search(text) is not None


def orders(text: str) -> tuple[tuple[int, int], ...]:
    """Find the sentences that give orders to a reviewer, a model or an assistant.

    Sees through case, accents, letters of other alphabets, invisible signs and comments.

    Args:
        text: Any text, in English or French.

    Returns:
        The span of each whole sentence or comment, in order; those in a row are one.
    """
    return tuple(
        (run[0].start, run[-1].end)
        for run in _runs(text)
        if any(part.weight >= _ENOUGH for part in run)
    )


def _runs(text: str) -> Iterator[list[_Part]]:
    """Give the parts with any sign, those that follow each other together."""
    run: list[_Part] = []
    for part in _parts(text):
        if not part.weight:
            continue
        if run and text[run[-1].end : part.start].strip():
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _parts(text: str) -> Iterator[_Part]:
    at = 0
    for comment in (*_COMMENT.finditer(text), None):
        yield from _sentences(text, at, comment.start() if comment else len(text))
        if comment is not None:
            at = comment.end()
            unseen = comment.group()[0] != "["
            yield _part(text, comment.start(), at, unseen=unseen)


def _sentences(text: str, at: int, until: int) -> Iterator[_Part]:
    veiled = False
    for cut in (*_CUT.finditer(text, at, until), None):
        stop = cut is not None and cut.group()[0] in ".!?\u2026"
        start, end = _bare(text, at, until if cut is None else cut.end() if stop else cut.start())
        if start < end:
            unseen = veiled or _WITHIN_WORD.search(text, start, end) is not None
            yield _part(text, start, end, unseen=unseen)
        if cut is not None:
            at = cut.end()
            veiled = _HIDES.search(cut.group()) is not None if cut.group()[0] == "<" else veiled


def _part(text: str, start: int, end: int, *, unseen: bool) -> _Part:
    weight = _weight(text[start : min(end, start + _LONGEST)])
    return _Part(start, end, weight + (unseen and weight > 0))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out spaces and invisible signs at both ends."""
    while start < end and (text[start].isspace() or _UNSEEN.match(text[start])):
        start += 1
    while start < end and (text[end - 1].isspace() or _UNSEEN.match(text[end - 1])):
        end -= 1
    return start, end


def _weight(text: str) -> int:
    """Add the weights of the signs of a sentence, each kind once."""
    plain = text.lower() if text.isascii() else "".join(map(_plain, text))
    plain = _SPACED.sub(lambda said: re.sub(r"[ .\-_*]", "", said.group()), plain)
    if not any(trigger in plain for trigger in triggers()):
        return 0
    kinds: dict[str, int] = {}
    for weight, kind, pattern in _signs():
        if kinds.get(kind, 0) < weight and pattern.search(plain):
            kinds[kind] = weight
    return sum(kinds.values())


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """Give the plain letters of a sign; none for an invisible one."""
    if 0xE0020 <= ord(sign) <= 0xE007E:  # tags: letters that no screen shows
        return chr(ord(sign) - 0xE0000).lower()
    if unicodedata.category(sign) == "Cf":
        return ""
    decomposed = unicodedata.normalize("NFKD", sign).casefold().translate(_LOOKALIKES)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _read() -> dict[str, Any]:
    file = resources.files(__package__).joinpath("orders.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _signs() -> tuple[_Sign, ...]:
    """Compile the expressions when a text first needs them, as most texts never do."""
    words: dict[str, str] = {}

    def whole(pattern: str) -> str:
        return _WORD.sub(lambda name: words[name[1]], pattern)

    for name, pattern in _read()["words"].items():
        words[name] = whole(pattern)
    return tuple(
        _Sign(one["weight"], one["kind"], re.compile(whole(one["pattern"])))
        for one in _read()["sign"]
    )
