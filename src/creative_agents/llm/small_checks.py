"""What makes a small model's line unusable: each check gives its reasons, and changes nothing."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from creative_agents.domain.base import Language
from creative_agents.domain.language import foreign_script
from creative_agents.llm.small_lexicon import lexicon, plain_words
from creative_agents.llm.small_numbers import any_akin_of, figures, wrong_numbers
from creative_agents.llm.small_text import any_akin, fold, words

_GROUNDED = 0.5
"""Share of a line's content words that its facts must hold."""

_SAYING = 2
"""Content words and prices without which a line is a label: "2 years"."""

_GLUED = re.compile(r"[^\W\d_][a-zà-ÿ]*[a-zà-ÿ][A-ZÀ-Þ]\w*|\d[A-Za-zÀ-ÿ]{3,}")
_PLURAL_SINGULAR = re.compile(
    r"\b(?:les|des|nos|vos|ces)\s+\w+[sx]\s+se\s+\w+[^ts\W]\b", re.IGNORECASE
)
_BARE_SUBJECT = re.compile(r"^\w+\s+se\s+\w+", re.IGNORECASE)

_DENIALS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not|no|never|without|cannot|nothing|none|nor)\b|n['\u2019]t\b", re.IGNORECASE
    ),
    "fr": re.compile(r"\b(?:pas|jamais|sans|aucune?|rien|ni)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a line must be."""

    language: Language
    """Its language."""
    facts: Sequence[str]
    """Everything that it may say: facts, claims, the idea, the readers' words."""
    most: int | None = None
    """At most this many, as `count` counts."""
    least: int = 1
    """At least this many, as `count` counts."""
    count: Callable[[str], int] = len
    """How the platform counts; else code points."""
    sentence: bool = False
    """Whether it must end as a sentence does."""
    avoid: Sequence[str] = ()
    """Words and phrases that the brand refuses."""
    prefer: Sequence[str] = ()
    """Words that it is good to meet: the product, the brand."""


def content_words(line: str, language: Language) -> list[str]:
    """Give the folded words of a line that say something: no stop words, three letters at least."""
    known = lexicon(language)
    stop = {fold(word) for word in (*known.stop, *known.numbers)}
    return [word for word in words(line) if word not in stop and len(word) > 2]


def _length(line: str, wanted: Wanted) -> Iterator[str]:
    length = wanted.count(line)
    if wanted.most is not None and length > wanted.most:
        yield f"{length} long, at most {wanted.most}"
    if length < wanted.least:
        yield f"{length} long, at least {wanted.least}"


def _script(line: str, wanted: Wanted) -> Iterator[str]:
    del wanted
    for start, end, script in foreign_script(line):
        yield f"{line[start:end]!r} is of another script ({script.title()})"


def _whole(line: str, wanted: Wanted) -> Iterator[str]:
    ends = line.rstrip("» \u00a0)").endswith((".", "?", "!", "…"))
    if wanted.sentence and not ends:
        yield "no whole sentence"
    dangling = lexicon(wanted.language).dangling
    bare = re.sub(r"[.!?…»)\s\u00a0]+$", "", line)
    last = plain_words(bare)[-1:] if bare[-1:].isalpha() else []
    if last and last[0] in dangling:
        yield f"cut after {last[0]!r}"


def _spelling(line: str, wanted: Wanted) -> Iterator[str]:
    given = {word for fact in (*wanted.facts, *wanted.prefer) for word in plain_words(fact)}
    known = lexicon(wanted.language).known
    for word in plain_words(line):
        if len(word) > 1 and word not in known and word not in given:
            yield f"{word!r} is no word"
    glued = _GLUED.search(line)
    if glued and glued[0].lower() not in given:
        yield f"{glued[0]!r} is two words"


def _tongue(line: str, wanted: Wanted) -> Iterator[str]:
    own = lexicon(wanted.language).stop
    other = lexicon("en" if wanted.language == "fr" else "fr").stop
    given = {word for fact in wanted.facts for word in plain_words(fact)}
    said = plain_words(line)
    foreign = sum(word in other - own - given for word in said)
    if foreign and foreign >= sum(word in own - other for word in said):
        yield "another language"


def _agreement(line: str, wanted: Wanted) -> Iterator[str]:
    if wanted.language != "fr":
        return
    if _PLURAL_SINGULAR.search(line) or _BARE_SUBJECT.search(line):
        yield "subject and verb do not agree"


def _facts(line: str, wanted: Wanted) -> Iterator[str]:
    yield from wrong_numbers(line, wanted.facts, wanted.language)
    given = {word for fact in (*wanted.facts, *wanted.prefer) for word in words(fact)}
    content = content_words(line, wanted.language)
    prices = sum(bool(figure.sign) for figure in figures(line, wanted.language))
    if len(content) + prices < _SAYING:
        yield "says too little"
    if content and sum(any_akin(word, given) for word in content) <= _GROUNDED * len(content):
        yield "mostly about something else"
    invented = {fold(word) for word in lexicon(wanted.language).invented}
    for word in words(line):
        if word in invented and not any_akin(word, given):
            yield f"no fact says {word!r}"


def _terms(line: str, wanted: Wanted) -> Iterator[str]:
    folded = f" {' '.join(words(line))} "
    for term in wanted.avoid:
        plain = " ".join(words(term))
        if plain and re.search(rf" {re.escape(plain)}(?:e?s|x)? ", folded):
            yield f"the brand avoids {term!r}"


CHECKS: tuple[Callable[[str, Wanted], Iterator[str]], ...] = (
    _length,
    _script,
    _whole,
    _spelling,
    _tongue,
    _agreement,
    _facts,
    _terms,
)
"""Each says what is wrong with a tidied line."""


def fits_source(line: str, source: str, language: Language) -> bool:
    """Say whether a line can have been made from a source line.

    Args:
        line: The tidied line.
        source: The source line.
        language: Language of both.

    Returns:
        True where it shares a word with the source, uses no number of another one, and denies no
        more than the source does: "sans engagement, on arrête" is not "n'arrêtez pas".
    """
    denials = _DENIALS[language]
    if len(denials.findall(line)) > len(denials.findall(source)):
        return False
    allowed = {figure.value for figure in figures(source, language)}
    return any_akin_of(content_words(line, language), words(source)) and all(
        figure.value in allowed for figure in figures(line, language)
    )
