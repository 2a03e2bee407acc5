"""Ranking without judgement: what rules and played readers remarked, counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from creative_agents.domain.asset import Variant
from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.ranking import Rank, Ranking
from creative_agents.domain.review import PieceReaction, Review
from creative_agents.domain.strategy import TestLine
from creative_agents.drafting.first_test import first_test


@dataclass(frozen=True, kw_only=True)
class Round:
    """What was said of the pieces of one round."""

    language: Language
    variants: tuple[Variant, ...]
    reviews: tuple[Review, ...]
    reactions: tuple[PieceReaction, ...]
    test: TestLine | None = None
    """The test that the strategy proposed; absent: the first piece against the last."""
    kpi: str = ""
    """The number that decides, where the brief names one."""


def rank_by_count(round: Round) -> Ranking:
    """Put pieces in order by what was counted: remarks of the rules, then barriers.

    Args:
        round: What was said.

    Returns:
        A ranking with low confidence, which says on what little it rests.
    """
    words = Catalogue.load("creative_agents.drafting", "words")
    ordered = sorted(round.variants, key=lambda variant: _weight(variant, round))
    rival = words.say(round.language, "ranking.rival", count=len(round.reactions))
    return Ranking(
        order=tuple(
            Rank(
                piece=variant.id,
                reasons=tuple(_reasons(variant, round, words)),
                rival_explanation=rival,
            )
            for variant in ordered
        ),
        confidence="low",
        next_test=round.test or _test(round, ordered),
        decision=words.say(round.language, "ranking.decision"),
    )


def _test(round: Round, ordered: Sequence[Variant]) -> TestLine:
    return first_test(round.language, ordered[0].idea, ordered[-1].idea, round.kpi)


def _weight(variant: Variant, round: Round) -> tuple[int, int]:
    barriers = sum(bool(item.reaction.barrier) for item in _read(variant, round.reactions))
    return _remarks(variant, round.reviews), barriers


def _remarks(variant: Variant, reviews: Sequence[Review]) -> int:
    return sum(len(review.findings) for review in reviews if review.piece == variant.id)


def _read(variant: Variant, reactions: Sequence[PieceReaction]) -> list[PieceReaction]:
    return [item for item in reactions if item.piece == variant.id]


def _reasons(variant: Variant, round: Round, words: Catalogue) -> Iterator[str]:
    remarks = _remarks(variant, round.reviews)
    if remarks:
        yield words.say(round.language, "ranking.remarks", count=remarks)
    else:
        yield words.say(round.language, "ranking.clean")
    read = _read(variant, round.reactions)
    if said := [item for item in read if item.reaction.understood]:
        yield words.say(round.language, "ranking.understood", count=len(said))
    for item in read:
        if item.reaction.barrier:
            yield words.say(round.language, "ranking.barrier", barrier=item.reaction.barrier)
