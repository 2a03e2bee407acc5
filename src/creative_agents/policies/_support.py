"""Support: which statements of the brand say what an expression of the copy says."""

import re
from collections.abc import Iterator
from typing import Final

from creative_agents.policies._known import Known, Statement
from creative_agents.policies._lexicon import Hit

_WORD: Final = re.compile(r"[a-z]{4,}")
_SMALL_WORDS: Final = """
plus moins most least than that this with from your into over ever every only
avec pour dans votre notre vous nous sans sous chez leur tous tout toute cette elle
"""
_EMPTY: Final = frozenset(_SMALL_WORDS.split())
_SENTENCE_END: Final = re.compile(r"[.!?;:\n]")
_AFTER_ITS_NOUN: Final = re.compile(r"(?:le|la|les) (?:plus|moins) ")
_STEM: Final = 5


def holders(known: Known, plain: str, hit: Hit) -> Iterator[Statement]:
    """Give the statements that hold an expression, in any of its forms.

    Args:
        known: What copy may rest on.
        plain: The folded text in which the expression was found.
        hit: Where it was found.
    """
    said = plain[hit.start : hit.end]
    longest = max(_stems(said), key=len, default=said.strip())
    form = re.compile(rf"(?<!\w){re.escape(longest)}")
    return (statement for statement in known.statements if form.search(statement.plain))


def same_subject(statement: Statement, plain: str, hit: Hit) -> bool:
    """Whether a statement names what an expression is said of.

    That is the word beside the expression in its sentence: the next one, or, where French puts
    the adjective after its noun, the one before. An expression that stands alone is said of
    anything.
    """
    start = max((m.end() for m in _SENTENCE_END.finditer(plain, 0, hit.start)), default=0)
    end = found.start() if (found := _SENTENCE_END.search(plain, hit.end)) else len(plain)
    before = _stems(plain[start : hit.start])[-1:]
    after = _stems(plain[hit.end : end])[:1]
    later = _AFTER_ITS_NOUN.match(plain, hit.start)
    beside = (before or after) if later else (after or before)
    return not beside or beside[0] in _stems(statement.plain)


def _stems(plain: str) -> list[str]:
    """Give the beginnings of the words that say something, in order."""
    return [word[:_STEM] for word in _WORD.findall(plain) if word not in _EMPTY]
