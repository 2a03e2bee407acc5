"""The guardian on trial: the checks, and what they say of one gold case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from _gold import Case, Place, brand_of, span, split

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand
from creative_agents.domain.review import Finding, Level

RANK: Final[dict[Level, int]] = {"suggestion": 0, "warning": 1, "error": 2}
"""Levels, from taste to refusal."""


class Checked(Protocol):
    """What a check gives."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""

    @property
    def incomplete(self) -> bool:
        """Whether a rule could not finish."""


class Check(Protocol):
    """A check of one piece."""

    def __call__(
        self, piece: Asset, brand: Brand, *, market: str | None = None, on: date | None = None
    ) -> Checked:
        """Check the piece."""


class CheckTogether(Protocol):
    """A check of pieces of one campaign against each other."""

    def __call__(
        self, pieces: Sequence[Asset], brand: Brand, *, market: str | None, on: date | None
    ) -> Checked:
        """Check the pieces."""


@dataclass(frozen=True)
class Checks:
    """The two checks under trial."""

    one: Check
    """Of one piece."""
    together: CheckTogether
    """Of several."""


@dataclass(frozen=True)
class Outcome:
    """What the checks said of one case."""

    case: Case
    """The case."""
    alone: tuple[tuple[Finding, ...], ...]
    """Findings of each piece by itself."""
    together: tuple[Finding, ...]
    """Findings of the pieces against each other."""
    incomplete: bool
    """Whether a rule could not finish."""
    unsaid: tuple[Finding, ...]
    """Warnings and errors that come without the injected orders and not with them."""

    @property
    def found(self) -> bool:
        """Whether every expected finding is there."""
        lowest = RANK[self.case.finds]
        return not self.unsaid and all(
            any(RANK[one.level] >= lowest for one in self._at(place))
            for place in self.case.expected
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        return tuple(finding for piece in self.alone for finding in piece) + self.together

    @property
    def alarms(self) -> tuple[Finding, ...]:
        """Findings at `warning` or above."""
        return tuple(one for one in self.findings if grave(one))

    @property
    def others(self) -> tuple[Finding, ...]:
        """Findings at `warning` or above that no expected place asks for."""
        expected = {id(one) for place in self.case.expected for one in self._at(place)}
        return tuple(one for one in self.alarms if id(one) not in expected)

    def _at(self, place: Place) -> Iterator[Finding]:
        asset = self.case.assets[place.piece]
        for choice in place.choices:
            yield from (one for one in self.alone[place.piece] if _stands(one, choice, asset))
            both = (one for one in self.together if one.quote == choice.quote)
            yield from (one for one in both if _stands(one, choice, asset))


def examine(case: Case, checks: Checks) -> Outcome:
    """Run the checks on one case.

    Args:
        case: The case.
        checks: The checks under trial.
    """
    brand, assets = brand_of(case), case.assets
    each = [checks.one(asset, brand, market=case.market, on=case.on) for asset in assets]
    several = len(assets) > 1
    every = checks.together(assets, brand, market=case.market, on=case.on) if several else None
    return Outcome(
        case=case,
        alone=tuple(checked.findings for checked in each),
        together=every.findings if every else (),
        incomplete=any(checked.incomplete for checked in (*each, *([every] if every else []))),
        unsaid=_unsaid(case, brand, checks, each) if case.injected else (),
    )


def grave(finding: Finding) -> bool:
    """Whether a finding is at `warning` or above."""
    return RANK[finding.level] >= RANK["warning"]


def _stands(finding: Finding, place: Place, asset: Asset) -> bool:
    if not place.quote:
        return finding.start is None and finding.field in place.fields
    same_field = bool(finding.field) and split(finding.field) == split(place.fields[0])
    return same_field and (finding.start, finding.end) == span(asset, place)


def _unsaid(
    case: Case, brand: Brand, checks: Checks, each: Sequence[Checked]
) -> tuple[Finding, ...]:
    assert case.injected is not None
    without = checks.one(case.without_injection(), brand, market=case.market, on=case.on)
    said = {_words(finding) for finding in each[case.injected.piece].findings}
    return tuple(one for one in without.findings if grave(one) and _words(one) not in said)


def _words(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.level, finding.field, finding.quote
