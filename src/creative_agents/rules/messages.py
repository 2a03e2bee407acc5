"""What a finding says: a message in which ``%s`` stands for the words concerned."""

import re
from typing import Final

_VERB: Final = re.compile(r"%(?:\[(\d{1,3})\])?([sdqv%])")
_QUOTED: Final = re.compile(r"\A([^%]*)(['\"])%s\2")
_SPACES: Final = re.compile(r"[ \n]+")


def tell(message: str, values: tuple[str, ...]) -> str:
    """Put the words into a message, as Vale does.

    Args:
        message: The message; ``%s`` takes the next value, ``%[2]s`` the second, ``%%`` is
            a sign; a ``%`` that means nothing stays.
        values: The words; where they are too few, nothing is put in.

    Returns:
        The message on one line.
    """
    left = iter(values)

    def word(verb: re.Match[str]) -> str:
        if verb[2] == "%":
            return "%"
        if verb[1]:
            place = int(verb[1]) - 1
            return values[place] if 0 <= place < len(values) else ""
        return next(left, "")

    return _SPACES.sub(" ", _VERB.sub(word, message)).strip()


def listed(words: tuple[str, ...]) -> str:
    """Put words between quotes, in a row: ``'a', 'b', or 'c'``."""
    quoted = [f"'{word}'" for word in words]
    if len(quoted) < 3:
        return " or ".join(quoted)
    return ", ".join((*quoted[:-1], f"or {quoted[-1]}"))


def unquoted(message: str) -> str:
    """Take the quotes from the first ``%s``, where the words bring their own."""
    return _QUOTED.sub(r"\1%s", message)
