"""The calls of one campaign, and which of them waited for which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Stage:
    """Calls that can start together."""

    after: frozenset[int]
    """Numbers of the stages whose calls must have ended."""
    bodies: tuple[Mapping[str, Any], ...]
    """The body of each call, exactly as it was sent."""


@dataclass(frozen=True)
class Plan:
    """One campaign as the server saw it."""

    stages: tuple[Stage, ...]
    """The stages, in the order in which they start."""

    @property
    def calls(self) -> int:
        """How many calls there are."""
        return sum(len(stage.bodies) for stage in self.stages)


def plan_of(exchanges: Iterable[Mapping[str, Any]]) -> Plan:
    """Recover the plan of a campaign from its exchanges.

    A call waited for the calls that had ended before it started, and for no others. Calls
    that waited for the same ones make a stage, which waits for whole stages.

    Args:
        exchanges: Every exchange of one campaign, none of them a failure.
    """
    calls = sorted(exchanges, key=lambda call: float(call["started"]))
    waited = [_ended_before(calls, call["started"]) for call in calls]
    groups = list(dict.fromkeys(waited))
    stage_of = [groups.index(ended) for ended in waited]
    return Plan(
        tuple(
            Stage(
                after=frozenset(stage_of[number] for number in ended),
                bodies=tuple(
                    call["body"]
                    for call, stage in zip(calls, stage_of, strict=True)
                    if stage == index
                ),
            )
            for index, ended in enumerate(groups)
        )
    )


def _ended_before(calls: list[Mapping[str, Any]], moment: float) -> frozenset[int]:
    return frozenset(number for number, call in enumerate(calls) if call["ended"] <= moment)
