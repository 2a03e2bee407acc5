"""Repeats: each thing is said once, and what stands beside something adds to it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, TypeVar

import regex
from rapidfuzz import fuzz

from creative_agents.domain.asset import Variant
from creative_agents.domain.brief import Challenge
from creative_agents.domain.persona import Reaction
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import Review
from creative_agents.domain.strategy import Strategy
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import PersonaInput
from creative_agents.evals.score import Score
from creative_agents.evals.texts import folded, variants_of

_Thing = TypeVar("_Thing")

NEAR: Final = 90
"""Likeness, in hundredths, from which a reading is the piece itself."""

FEWEST_WORDS: Final = 4
"""Shorter sentences may come back: a call to action, a refrain."""

_SENTENCE: Final = regex.compile(r"[^.!?…\n]+")


def repeats(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give the share of things said that are said for the first time.

    Questions, a strategy's evidence, a guardian's remarks, an analyst's reasons from piece to
    piece, sentences within a piece. A fix that gives the fault back, and a reader who recites the
    piece, repeat too.

    Args:
        case: The case.
        output: Any output of our agents.
    """
    said, again = _said(case, output)
    if not said:
        return Score.skipped("repeats", "nothing that could be said twice")
    value = max(0.0, 1 - len(again) / said)
    return Score.judged("repeats", value, reason=f"{len(again)} said again", evidence=again)


def _said(case: GoldCase, output: Any) -> tuple[int, list[str]]:  # noqa: ANN401 - as above
    """Count what is said, and give what is said again."""
    if isinstance(output, Challenge):
        asked = [" ".join(sorted(set(folded(one.question).split()))) for one in output.questions]
        return len(asked), _twice(asked)
    if isinstance(output, Strategy):
        steps = (output.problem, output.insight, output.proposition)
        return len(steps), _twice(folded(step.evidence) for step in steps)
    if isinstance(output, Review):
        return len(output.findings), _remarks(output)
    if isinstance(output, Ranking):
        reasons = [folded(" ".join(sorted(rank.reasons))) for rank in output.order]
        return len(reasons) if len(reasons) > 1 else 0, _twice(reasons)
    if isinstance(output, Reaction):
        text = PersonaInput.model_validate(case.input).piece.asset(case.language).full_text()
        return 1, [output.understood] if _alike(text, output.understood) else []
    pieces = variants_of(output)
    return len(pieces), [text for piece in pieces for text in _sentences(piece)[:1]]


def _remarks(review: Review) -> list[str]:
    kinds = [(one.rule, one.field, one.start, one.quote, one.message) for one in review.findings]
    again = [f"{rule} {field}" for rule, field, *_ in _twice(kinds)]
    fixes = [(one.quote, one.fix) for one in review.findings if one.replacement is None]
    return again + [quote for quote, fix in fixes if quote and folded(fix) == folded(quote)]


def _sentences(piece: Variant) -> list[str]:
    texts = [text.strip() for text in _SENTENCE.findall(folded(piece.asset.full_text()))]
    return _twice(text for text in texts if len(text.split()) >= FEWEST_WORDS)


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(folded(one), folded(other)) >= NEAR


def _twice(things: Iterable[_Thing]) -> list[_Thing]:
    """Give a thing as often as it comes back."""
    return [thing for thing, times in Counter(things).items() for _ in range(times - 1)]
