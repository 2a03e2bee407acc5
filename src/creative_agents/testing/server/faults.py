"""Faults of a service: which, how often, and always the same ones for the same seed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final, Literal, Self, get_args

FaultName = Literal[
    "rate_limit",
    "server_error",
    "reset",
    "slow_drip",
    "broken_json",
    "wrong_schema",
    "empty",
    "refusal",
    "truncated",
]
"""``rate_limit``: 429 with Retry-After. ``server_error``: 500. ``reset``: the connection is cut.
``slow_drip``: the answer comes in small pieces. The others are answers with status 200, and
paid: JSON that does not parse; JSON of another shape; no text; a refusal; an answer cut at its
length, with the finish reason ``length``."""

FAULT_NAMES: Final[tuple[FaultName, ...]] = get_args(FaultName)
"""Every fault, in the order of the documentation."""

UNANSWERED: Final[frozenset[FaultName]] = frozenset({"rate_limit", "server_error", "reset"})
"""Faults after which the client has no answer, and owes nothing."""

BAD_ANSWERS: Final[frozenset[FaultName]] = frozenset(
    {"broken_json", "wrong_schema", "empty", "refusal", "truncated"}
)
"""Faults that are answers, and paid, but of no use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How often each fault strikes: a share of requests in [0, 1], all together at most 1."""

    rate_limit: float = 0.0
    """429 with Retry-After."""
    server_error: float = 0.0
    """500."""
    reset: float = 0.0
    """The connection is cut before any answer."""
    slow_drip: float = 0.0
    """The answer comes in pieces."""
    broken_json: float = 0.0
    """An answer that does not parse."""
    wrong_schema: float = 0.0
    """An answer of another shape."""
    empty: float = 0.0
    """An answer without text."""
    refusal: float = 0.0
    """The model declines."""
    truncated: float = 0.0
    """An answer cut at its length."""
    retry_after_seconds: float = 1.0
    """What Retry-After says, in seconds."""
    drip_seconds: float = 2.0
    """How long a slow answer takes beyond the latency, in seconds."""
    seed: int = 0
    """Another seed, other requests are struck."""

    def __post_init__(self) -> None:
        """Check the shares.

        Raises:
            ValueError: A share is not in [0, 1], or together they exceed 1.
        """
        shares = [self.rate(name) for name in FAULT_NAMES]
        if not all(0 <= share <= 1 for share in shares) or sum(shares) > 1 + 1e-9:
            raise ValueError(f"the rates {shares!r} must lie in [0, 1] and sum to 1 at most")

    @classmethod
    def each(cls, rate: float, *, seed: int = 0, **options: float) -> Self:
        """Give every fault the same share.

        Args:
            rate: The share of requests that each fault strikes, in [0, 1/9].
            seed: Another seed, other requests are struck.
            **options: ``retry_after_seconds``, ``drip_seconds``, or the share of one fault.
        """
        rates: dict[str, float] = dict.fromkeys(FAULT_NAMES, rate)
        return cls(seed=seed, **(rates | options))

    @classmethod
    def from_mapping(cls, values: Mapping[str, float]) -> Self:
        """Read faults from a mapping.

        Args:
            values: Fields of this class.

        Raises:
            ValueError: A name is not known.
        """
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(values) - known):
            raise ValueError(f"unknown faults {unknown!r}; known: {', '.join(sorted(known))}")
        seed = int(values.get("seed", 0))
        return cls(seed=seed, **{key: value for key, value in values.items() if key != "seed"})

    def rate(self, name: FaultName) -> float:
        """Give the share of requests that a fault strikes."""
        return float(getattr(self, name))

    def strike(self, request: str, attempt: int) -> FaultName | None:
        """Decide which fault strikes.

        The answer depends on the seed, the request and the attempt alone, so that it is the
        same whatever the order in which requests arrive.

        Args:
            request: What identifies the request: a digest of its body.
            attempt: Which time it is asked, from 1.
        """
        digest = hashlib.blake2b(f"{self.seed}/{request}/{attempt}".encode(), digest_size=8)
        point = int.from_bytes(digest.digest()) / 2**64
        for name in FAULT_NAMES:
            point -= self.rate(name)
            if point < 0:
                return name
        return None
