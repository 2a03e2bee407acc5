"""A score: what one scorer says of one output."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Literal, Self, TypeAlias

from pydantic import Field

from creative_agents.domain.base import Model, Slug

ScoreStatus = Literal["scored", "skipped", "failed"]
"""``skipped``: the case does not ask for it. ``failed``: it should have been scored and could not
be, because a service or a disk failed; it is counted apart, never as a fail."""


class Score(Model):
    """What one scorer says of one output."""

    name: Slug
    """The scorer."""
    value: float | None = Field(default=None, ge=0, le=1)
    """How good, a share in [0, 1]; absent: not scored, or only an amount."""
    passed: bool | None = None
    """Whether it is good enough; absent: reported, and no gate reads it."""
    reason: str = ""
    """Why, in one line."""
    evidence: tuple[str, ...] = ()
    """The words of the output, or the findings, on which it rests."""
    amount: float | None = None
    """Something counted that is no share: dollars, seconds, tokens."""
    unit: str = ""
    """Unit of the amount."""
    status: ScoreStatus = "scored"
    """Whether it was scored."""

    @classmethod
    def skipped(cls, name: str, reason: str) -> Self:
        """Say that a case does not ask for this."""
        return cls(name=name, status="skipped", reason=reason)

    @classmethod
    def failed(cls, name: str, reason: str) -> Self:
        """Say that it could not be scored."""
        return cls(name=name, status="failed", reason=reason)

    @classmethod
    def judged(
        cls,
        name: str,
        value: float,
        *,
        bar: float = 1.0,
        reason: str = "",
        evidence: Iterable[str] = (),
    ) -> Self:
        """Give a value that passes from a bar on.

        Args:
            name: The scorer.
            value: A share in [0, 1].
            bar: The lowest value that passes.
            reason: Why.
            evidence: On what it rests.
        """
        return cls(
            name=name,
            value=value,
            passed=value >= bar - 1e-9,
            reason=reason,
            evidence=tuple(evidence),
        )

    @classmethod
    def told(
        cls, name: str, value: float, reason: str = "", *, evidence: Iterable[str] = ()
    ) -> Self:
        """Give a value that is reported and never gates."""
        return cls(name=name, value=value, reason=reason, evidence=tuple(evidence))

    @classmethod
    def counted(cls, name: str, amount: float, unit: str, reason: str = "") -> Self:
        """Give an amount that is reported and never gates."""
        return cls(name=name, amount=amount, unit=unit, reason=reason)


Scorer: TypeAlias = Callable[..., Score] | Callable[..., Awaitable[Score]]
"""A plain function, async or not, of a `GoldCase` and an output. One with a parameter ``trial``
also gets the `Trial`: its time, its tokens, its cost."""
