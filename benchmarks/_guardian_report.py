"""The report on the guardian: recall by family with its interval, misses, false alarms."""

from collections.abc import Sequence
from math import sqrt
from typing import Final

from _gold import FAMILIES
from _guardian import Outcome

from creative_agents.domain.review import Finding

Z_95: Final = 1.959964
"""Quantile of the normal distribution that leaves 2.5 percent above it."""


def wilson(successes: int, trials: int, z: float = Z_95) -> tuple[float, float]:
    """Give the score interval of a share (Wilson, 1927).

    Args:
        successes: How many.
        trials: Of how many; at least 1.
        z: Quantile of the normal distribution.

    Returns:
        Lower and upper bound. Newcombe (Statistics in Medicine 17, 1998, table I, method 3)
        gives 0.2553 and 0.3662 for 81 of 263:

        >>> [round(bound, 4) for bound in wilson(81, 263)]
        [0.2553, 0.3662]
        >>> [round(bound, 4) for bound in wilson(0, 20)]
        [0.0, 0.1611]
    """
    share = successes / trials
    centre = share + z**2 / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    scale = 1 + z**2 / trials
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def report(faults: Sequence[Outcome], clean: Sequence[Outcome], *, verbose: bool) -> None:
    """Print recall by family, then what is missed and what is a false alarm.

    Args:
        faults: Outcomes of the faulty cases.
        clean: Outcomes of the clean cases.
        verbose: Whether each miss and each false alarm is told.
    """
    alarmed = [one for one in clean if one.alarms]
    if verbose:
        _tell(faults, alarmed)
    _table(faults)
    other = sum(len(one.others) for one in faults)
    print(f"\nother findings at warning or above on the {len(faults)} faulty cases: {other}")
    if halted := [one.case.id for one in (*faults, *clean) if one.incomplete]:
        print(f"checks that could not finish: {', '.join(halted)}")
    print(_line("false alarms", len(alarmed), len(clean)))
    print(
        f"\nrecall {_share(sum(one.found for one in faults), len(faults)):.3f} "
        f"false_alarms {_share(len(alarmed), len(clean)):.3f}"
    )


def _table(faults: Sequence[Outcome]) -> None:
    print(f"{'family':14}{'found':>6}{'n':>5}{'recall':>8}   95% interval (Wilson)")
    for family in FAMILIES:
        if of_family := [one for one in faults if one.case.family == family]:
            print(_line(family, sum(one.found for one in of_family), len(of_family)))
    for language in ("en", "fr"):
        if spoken := [one for one in faults if one.case.language == language]:
            print(_line(f"all, {language}", sum(one.found for one in spoken), len(spoken)))
    if faults:
        print(_line("all", sum(one.found for one in faults), len(faults)))


def _line(name: str, found: int, trials: int) -> str:
    low, high = wilson(found, trials) if trials else (0.0, 1.0)
    share = _share(found, trials)
    return f"{name:14}{found:>6}{trials:>5}{share:>8.3f}   {low:.3f} to {high:.3f}"


def _share(found: int, trials: int) -> float:
    return found / trials if trials else 0.0


def _tell(faults: Sequence[Outcome], alarmed: Sequence[Outcome]) -> None:
    for outcome in faults:
        if not outcome.found:
            print(f"missed  {outcome.case.id}: {outcome.case.why}")
            for place in outcome.case.expected:
                print(f"        expected {' | '.join(place.fields)} {place.quote!r}")
            _tell_findings((*outcome.findings, *outcome.unsaid))
    for outcome in alarmed:
        print(f"alarm   {outcome.case.id}: {outcome.case.why}")
        _tell_findings(outcome.alarms)
    print()


def _tell_findings(findings: Sequence[Finding]) -> None:
    for one in findings:
        place = f"{one.field} {one.start}-{one.end} {one.quote!r}"
        print(f"        {one.level} {one.rule} {place}: {one.message}")
