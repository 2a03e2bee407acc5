"""The process: who approves what, and what a brand leaves to its policy."""

from typing import Literal

from pydantic import Field

from creative_agents.domain.base import Model, Text

Verdict = Literal["approve", "edit", "revise", "reject"]
"""The approver's four words."""

Autonomy = Literal["ask", "notify", "auto"]
"""Who decides at a gate: a person; the policy, and a person is told; the policy."""


class GatePolicy(Model):
    """How one gate decides."""

    autonomy: Autonomy = "ask"
    """Who decides."""
    approvers: tuple[Text, ...] = ()
    """Roles who may decide; empty: whoever runs the campaign."""
    max_findings: int = Field(default=0, ge=0)
    """For ``notify`` and ``auto``: the policy approves a piece with at most this many
    findings at ``warning``; one ``error`` always refuses."""


class Process(Model):
    """Who approves what, and what the brand leaves to the policy."""

    gates: dict[str, GatePolicy] = Field(default_factory=dict)
    """By gate name: ``brief``, ``strategy``, ``copy``. A gate that is not listed is ``ask``."""
    max_rounds: int = Field(default=3, ge=1, le=10)
    """How often a piece may be sent back before only edit or reject are left."""

    def gate(self, name: str) -> GatePolicy:
        """Give the policy of a gate; an unlisted gate asks a person."""
        return self.gates.get(name, GatePolicy())
