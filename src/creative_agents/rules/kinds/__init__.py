"""The kinds of rules, one a file; the file's name is what ``extends`` says."""

from typing import Final

from creative_agents.rules.kinds import (
    capitalization,
    conditional,
    consistency,
    existence,
    metric,
    occurrence,
    readability,
    repetition,
    requirement,
    substitution,
)
from creative_agents.rules.kinds.base import Build, Check, Match, Setup, Sight, Workshop

KINDS: Final[dict[str, Build]] = {
    "capitalization": capitalization.build,
    "conditional": conditional.build,
    "consistency": consistency.build,
    "existence": existence.build,
    "metric": metric.build,
    "occurrence": occurrence.build,
    "readability": readability.build,
    "repetition": repetition.build,
    "requirement": requirement.build,
    "substitution": substitution.build,
}
"""How the check of each kind is made."""

UNSUPPORTED: Final = ("script", "sequence", "spelling")
"""Kinds of Vale that need what we do not run: scripts, a tagger, a dictionary."""

__all__ = ["KINDS", "UNSUPPORTED", "Build", "Check", "Match", "Setup", "Sight", "Workshop"]
