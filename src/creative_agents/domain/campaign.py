"""The campaign: one run from a brief to approved copy, as its record keeps it."""

from datetime import datetime

from pydantic import Field

from creative_agents.domain.approval import GateRecord
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.base import Model, Text
from creative_agents.domain.brief import Brief, Challenge
from creative_agents.domain.cost import CallRecord, Cost
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import Finding, PieceReaction, Review
from creative_agents.domain.strategy import Strategy


class SetAside(Model):
    """A piece that is not delivered, with its reason."""

    piece: Variant
    """The copy as it stood."""
    reason: Text
    """Why: the finding that refused it, or the person's words."""


class Campaign(Model):
    """Everything that a delivery shows."""

    run_id: Text
    """The run's identifier."""
    brief: Brief
    """What was asked."""
    challenge: Challenge
    """The department's reading of it."""
    strategy: Strategy
    """The strategy that was approved."""
    route: Text
    """Id of the route that was chosen."""
    deck: CopyDeck
    """The approved pieces, and only they."""
    set_aside: tuple[SetAside, ...] = ()
    """What was written and is not delivered."""
    reviews: tuple[Review, ...] = ()
    """What the rules and the guardian said, piece by piece."""
    coherence: tuple[Finding, ...] = ()
    """What does not agree from one piece to another."""
    reactions: tuple[PieceReaction, ...] = ()
    """What the synthetic personas made of the pieces."""
    ranking: Ranking | None = None
    """The analyst's order."""
    warnings: tuple[Finding, ...] = ()
    """What was remarked on the brief itself, for example an order hidden in it."""
    gates: tuple[GateRecord, ...] = ()
    """Every answered gate, in order."""
    cost: Cost = Cost()
    """What it spent."""
    calls: tuple[CallRecord, ...] = ()
    """Every model call."""
    models: tuple[str, ...] = ()
    """The models that wrote and judged."""
    draft: bool = False
    """True when a small model wrote it."""
    by_policy: bool = False
    """True when a gate was answered by the brand's policy and not by a person."""
    started_at: datetime
    """When the brief came in (UTC)."""
    finished_at: datetime
    """When the last gate was answered (UTC)."""
    log_head: str = ""
    """Hash of the approvals log's last event."""

    @property
    def lead_seconds(self) -> float:
        """Lead time: from the brief to the last approval, in seconds, waiting included."""
        return (self.finished_at - self.started_at).total_seconds()

    @property
    def rounds(self) -> int:
        """How many rounds of writing there were, from 1."""
        return max((variant.round for variant in self.deck.variants), default=1)

    @property
    def first_pass(self) -> int:
        """How many approved pieces were approved as first written, without a correction."""
        corrected = {
            decision.piece
            for gate in self.gates
            for decision in gate.answer.decisions
            if gate.gate == "copy" and decision.verdict == "edit"
        }
        return sum(
            variant.round == 1 and variant.id not in corrected for variant in self.deck.variants
        )


class CampaignProgress(Model):
    """One step of a run, for a progress display."""

    step: Text
    """The node: ``write_copy``."""
    message: Text
    """What happens, in a few words, in the brand's language."""
    done: int = Field(default=0, ge=0)
    """Pieces done in this step."""
    total: int = Field(default=0, ge=0)
    """Pieces to do in this step; 0 when the step is one piece of work."""
    preview: str = ""
    """A first look at what came out: a headline, a proposition; may be empty."""
