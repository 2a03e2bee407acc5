"""Choosing among a small model's lines: limits, facts and words decide, never the model."""

from collections.abc import Sequence
from dataclasses import dataclass

from creative_agents.domain.base import Language
from creative_agents.llm.small_checks import CHECKS, Wanted, content_words, fits_source
from creative_agents.llm.small_lexicon import lexicon, plain_words
from creative_agents.llm.small_numbers import any_akin_of, figures
from creative_agents.llm.small_text import any_akin, fold, tidy, words

_TWINS = 0.65
"""Share of content words in common from which two lines say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A line with what speaks for and against it."""

    text: str
    """The line, tidied."""
    score: float
    """How good it is, from 0; comparable within one choice only."""
    reasons: tuple[str, ...] = ()
    """Why it cannot be used; empty when it can."""
    source: int | None = None
    """Index of the source line that it rewrites."""

    @property
    def passes(self) -> bool:
        """Whether it can be used."""
        return not self.reasons


def choose(
    candidates: Sequence[str],
    wanted: Wanted,
    *,
    sources: Sequence[str] = (),
    taken: Sequence[str] = (),
) -> tuple[Candidate, ...]:
    """Rank a small model's lines and say why the others cannot be used.

    The same lines give the same order, on any machine.

    Args:
        candidates: Lines as the model gave them.
        wanted: What a line must be.
        sources: The source line of each candidate, where they were rewritten one by one: a
            candidate must then speak of one source, with that source's numbers; its own is
            tried first, since a small model may slip a line.
        taken: Lines that stand elsewhere already, which none may repeat.

    Returns:
        What can be used, best first; then what cannot, in its own order, with reasons.

    Raises:
        ValueError: `sources` is not as long as `candidates`.
    """
    if sources and len(sources) != len(candidates):
        raise ValueError(f"{len(sources)} sources for {len(candidates)} candidates: one each")
    judged = [_judge(text, wanted, sources, place) for place, text in enumerate(candidates)]
    ranked = sorted((one for one in judged if one.passes), key=lambda one: -one.score)
    passing, twins = _apart(ranked, wanted.language, taken)
    return (*passing, *twins, *(one for one in judged if not one.passes))


def _judge(raw: str, wanted: Wanted, sources: Sequence[str], place: int) -> Candidate:
    line = tidy(raw, wanted.language)
    reasons = tuple(dict.fromkeys(reason for check in CHECKS for reason in check(line, wanted)))
    source = _source(line, wanted.language, sources, place)
    if sources and source is None:
        reasons += ("says nothing of a source",)
    score = round(_score(line, wanted, sourced=source is not None), 3)
    return Candidate(text=line, score=score, reasons=reasons, source=source)


def _source(line: str, language: Language, sources: Sequence[str], place: int) -> int | None:
    """Find the source of a line: its own where it fits, else the one that shares most words."""
    fitting = [n for n, source in enumerate(sources) if fits_source(line, source, language)]
    if place in fitting or not fitting:
        return place if place in fitting else None
    content = content_words(line, language)
    shared = {n: sum(any_akin(word, words(sources[n])) for word in content) for n in fitting}
    return max(fitting, key=lambda n: shared[n])


def _score(line: str, wanted: Wanted, *, sourced: bool) -> float:
    words_of = lexicon(wanted.language)
    content = content_words(line, wanted.language)
    given = {word for fact in wanted.facts for word in words(fact)}
    said = set(plain_words(line))
    grounded = sum(any_akin(word, given) for word in content) / max(1, len(content))
    filled = len(line) / wanted.most if wanted.most else 0.5
    copied = any(fold(line).rstrip(" .") == fold(fact).rstrip(" .") for fact in wanted.facts)
    named = any_akin_of(content, [word for text in wanted.prefer for word in words(text)])
    figured = sourced and bool(figures(line, wanted.language))
    return (
        2.0 * grounded
        + 0.8 * min(filled, 1.0)
        + 0.4 * bool(said & words_of.reader)
        + 0.3 * named
        + 0.3 * figured
        - 0.4 * copied
        - 0.8 * bool(said & words_of.first_person)
    )


def _apart(
    ranked: Sequence[Candidate], language: Language, taken: Sequence[str]
) -> tuple[list[Candidate], list[Candidate]]:
    passing: list[Candidate] = []
    twins: list[Candidate] = []
    for one in ranked:
        rival = next(
            (
                text
                for text in (*taken, *(kept.text for kept in passing))
                if _twin(one.text, text, language)
            ),
            None,
        )
        if rival is None:
            passing.append(one)
        else:
            twins.append(
                Candidate(
                    text=one.text,
                    score=one.score,
                    source=one.source,
                    reasons=(f"says the same as {rival!r}",),
                )
            )
    return passing, twins


def _twin(one: str, other: str, language: Language) -> bool:
    left, right = content_words(one, language), content_words(other, language)
    if not left or not right:
        return fold(one) == fold(other)
    shared = sum(any_akin(word, right) for word in left)
    return shared / max(len(left), len(right)) >= _TWINS
