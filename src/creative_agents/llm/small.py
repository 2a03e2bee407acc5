"""What a small model may write: one short line for each source line, in letters it cannot leave."""

from collections.abc import Sequence
from functools import lru_cache

from pydantic import Field, create_model

from creative_agents.domain.base import Language, Model

LONGEST = 160
"""Characters at which a line is closed by force, so that a model that loops costs one line."""

_LETTERS: dict[Language, str] = {
    "en": "A-Za-zÀÂÇÉÈÊËÎÏÔÙÛÜàâçéèêëîïôöùûüœ",
    "fr": "A-Za-zÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆàâäçéèêëîïôöùûüÿœæ",
}
_FIRST: dict[Language, str] = {"en": "A-Z0-9£$€", "fr": "A-ZÀÂÇÉÈÊËÎÔÙŒ0-9«"}
_SIGNS: dict[Language, str] = {
    "en": " 0-9.,;:!?'’()&%£€$/–—-",
    "fr": " \u00a0\u202f0-9.,;:!?'’()«»&%€/–—-",
}
_INSIDE: dict[Language, str] = {
    "en": " 0-9,;:'’()&%£€$/–—-",
    "fr": " \u00a0\u202f0-9,;:'’()«»&%€/–—-",
}


class Lines(Model):
    """An answer of numbered lines; line 1 comes from source line 1.

    Made by `lines_type`. Numbers as keys keep a small model from losing its place, so that
    the claim, the offer and the figures that a line may use are known without asking it.
    """

    def texts(self) -> tuple[str, ...]:
        """Give the lines, in order."""
        return tuple(str(value) for _, value in self)


def latin_pattern(
    language: Language,
    *,
    sentence: bool = False,
    opens: Sequence[str] = (),
    closes: str = "[.?]",
) -> str:
    """Write the regular expression of one line: the letters, digits and signs of a language.

    Args:
        language: Language of the line.
        sentence: Whether the line must start with a capital and end as `closes` says.
        opens: Words of which one must start the line, letter for letter; a small model that
            is put on the rails so stays on the subject.
        closes: Regular expression of the last sign of a sentence.

    Returns:
        A pattern from ``^`` to ``$`` that a grammar and pydantic both read.
    """
    first = f"({'|'.join(_escaped(word) for word in opens)})" if opens else f"[{_FIRST[language]}]"
    if opens:  # one sentence, which nothing but its last sign ends
        return f"^{first}[{_LETTERS[language]}{_INSIDE[language]}]{{1,{LONGEST}}}{closes}$"
    inside = f"[{_LETTERS[language]}{_SIGNS[language]}]"
    return f"^{first}{inside}{{1,{LONGEST}}}{closes if sentence else ''}$"


@lru_cache(maxsize=64)
def lines_type(language: Language, count: int, *, sentence: bool = False) -> type[Lines]:
    """Make the type of an answer of numbered lines; the same arguments give the same type.

    Args:
        language: Language of the lines.
        count: How many lines, one for each source line.
        sentence: Whether each is made of whole sentences.

    Returns:
        A type whose JSON has the keys ``"1"`` to ``str(count)``.
    """
    pattern = latin_pattern(language, sentence=sentence)
    fields = {
        f"line_{number}": (str, Field(alias=str(number), pattern=pattern))
        for number in range(1, count + 1)
    }
    kind = "Sentences" if sentence else "Lines"
    made: type[Lines] = create_model(  # type: ignore[call-overload]
        f"{kind}{count}{language.capitalize()}", __base__=Lines, **fields
    )
    return made


def numbered(sources: Sequence[str]) -> str:
    """Number the source lines of a task, each on one line of its own.

    Args:
        sources: What to rewrite: an idea, a reader's words, a fact; two facts joined by
            ``" + "``.

    Returns:
        The lines from ``1.`` on; a line break inside a source becomes a space.
    """
    return "\n".join(
        f"{number}. {' '.join(text.split())}" for number, text in enumerate(sources, 1)
    )


def _escaped(word: str) -> str:
    return "".join(f"\\{sign}" if sign in r".?+*()[]{}|^$\\" else sign for sign in word)
