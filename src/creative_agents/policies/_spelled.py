"""Spelled numbers of both languages, as `letters` gives them: "quatre-vingt-dix", "six million"."""

from collections.abc import Iterator
from typing import Final

from creative_agents.policies._later import later

_SMALL: Final = (
    "zero zero,one un une,two deux,three trois,four quatre,five cinq,six,seven sept,eight huit,"
    "nine neuf,ten dix,eleven onze,twelve douze,thirteen treize,fourteen quatorze,fifteen quinze,"
    "sixteen seize,seventeen,eighteen,nineteen"
)
_TENS: Final = (
    "twenty vingt vingts,thirty trente,forty quarante,fifty cinquante,sixty soixante,"
    "seventy septante,eighty huitante octante,ninety nonante"
)
_LARGE: Final = {"hundred": 100, "cent": 100, "cents": 100, "thousand": 1000, "mille": 1000}
_HUGE: Final = {"million": 10**6, "milliard": 10**9, "billion": 10**9}
_VALUES: Final = {
    **{word: n for n, words in enumerate(_SMALL.split(",")) for word in words.split()},
    **{word: n * 10 for n, words in enumerate(_TENS.split(","), 2) for word in words.split()},
    **_LARGE,
    **{f"{word}{s}": n for word, n in _HUGE.items() for s in ("", "s")},
}
NUMBER_WORDS: Final = frozenset(_VALUES) | {"half"}
"""The words that a spelled number may begin with."""

_ONE: Final = "|".join(sorted(_VALUES, key=len, reverse=True))
SPELLED: Final = (
    rf"(?:half\s+a\s+million|(?:{_ONE})(?:(?:[\s-]+(?:and\s+|et[\s-]+)?)(?:{_ONE})\b){{0,8}})"
)
"""Matches a whole spelled number; a word boundary must follow it."""

_LONGEST: Final = 12
"""Words of a number that are read; nobody writes a longer one."""

_SEQUENCE: Final = later(rf"(?<![\w']){SPELLED}\b")
_WORD: Final = later(r"[a-z]+")


def value_of(written: str) -> int:
    """Read a spelled number: ``"deux mille cinq cents"`` gives 2,500.

    Args:
        written: What `SPELLED` matched.
    """
    if written.startswith("half"):
        return 500_000
    total = part = 0
    for word in _WORD.findall(written)[:_LONGEST]:
        number = _VALUES.get(word, 0)
        if number >= 1000:
            total, part = total + max(part, 1) * number, 0
        elif number == 100 or (number == 20 and part % 100 == 4):
            part = max(part, 1) * number
        else:
            part += number
    return total + part


def spelled(plain: str) -> Iterator[tuple[int, int, int]]:
    """Find the spelled numbers from 2 of a text folded to bare letters.

    Yields:
        Value, first sign, sign after the last.
    """
    for match in _SEQUENCE.finditer(plain):
        if (value := value_of(match.group())) > 1:
            yield value, *match.span()
