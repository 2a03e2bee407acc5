"""Ranking: what the analyst recommends for one round."""

from creative_agents.domain.base import Confidence, Model, Text
from creative_agents.domain.strategy import TestLine


class Rank(Model):
    """One piece in the order, with its reasons."""

    piece: Text
    """Id of the variant."""
    reasons: tuple[Text, ...]
    """Why it stands there: findings, reactions, fit with the strategy."""
    rival_explanation: str
    """What else could explain that it looks better or worse; empty when nothing does."""


class Ranking(Model):
    """The pieces in order, and the decision that is left to the person."""

    order: tuple[Rank, ...]
    """Best first."""
    confidence: Confidence
    """How much the order means, given how little was measured."""
    next_test: TestLine
    """The test that would settle the most."""
    decision: Text
    """The decision that is the person's, in one sentence."""
