"""Questions and pieces for the tests of the approvals room."""

from datetime import UTC, datetime, timedelta
from typing import Any

from creative_agents.approvals.approved import copy_subject
from creative_agents.approvals.fingerprint import approval_id
from creative_agents.approvals.question import Question
from creative_agents.domain.asset import Asset, AssetField, Variant

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
"""When the first question is put."""


def make_variant(id: str, text: str = "Ride home tonight") -> Variant:
    """Make a piece of two texts."""
    fields = (AssetField(name="headline", text=text), AssetField(name="body", text="By seven."))
    return Variant(
        id=id,
        asset=Asset(channel=id.split("/", maxsplit=1)[0], language="en", fields=fields),
        idea="The evening is yours",
    )


def make_question(*, run_id: str = "spring", round: int = 1, **changes: Any) -> Question:
    """Make a copy question with two pieces, asked an hour after the one of the round before."""
    gate = changes.get("gate", "copy")
    fields: dict[str, Any] = {
        "id": approval_id(run_id, gate, round),
        "run_id": run_id,
        "brand": "spoke",
        "gate": "copy",
        "round": round,
        "title": "Spoke: 2 pieces to decide",
        "pieces": ("email/1", "email/2"),
        "subject": copy_subject([make_variant("email/1"), make_variant("email/2")]),
        "asked_at": NOW + timedelta(hours=round),
    }
    return Question(**{**fields, **changes})


def make_route_question(**changes: Any) -> Question:
    """Make a strategy question with two routes."""
    fields: dict[str, Any] = {
        "gate": "strategy",
        "pieces": ("strategy",),
        "choices": ("a", "b"),
        "recommended": "b",
        "subject": {"strategy": {"routes": ["a", "b"]}},
    }
    return make_question(**{**fields, **changes})
