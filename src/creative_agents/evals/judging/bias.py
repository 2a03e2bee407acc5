"""Bias of a pairwise judge: for a place, and for length."""

from collections.abc import Sequence
from statistics import median
from typing import Final, Literal

from creative_agents.domain.base import Model
from creative_agents.evals.statistics.intervals import wilson

Choice = Literal["one", "other", "tie"]
"""Which of a pair was preferred, whatever the order in which they were shown."""

MOST_FLIPPED: Final = 0.2
"""Share of pairs in which the order may decide."""

MOST_OFF: Final = 0.15
"""Distance from one half that a preference for a place, or for length, may have."""

FEWEST_PAIRS: Final = 20
"""Pairs under which a bias is not measured."""


class BothOrders(Model):
    """What a judge preferred of one pair, in each order."""

    shown_first: Choice
    """What it preferred when `one` was shown first."""
    shown_second: Choice
    """What it preferred when `one` was shown second."""
    length_one: int = 0
    """Signs of `one`."""
    length_other: int = 0
    """Signs of `other`."""

    @property
    def choice(self) -> Choice:
        """What it prefers in both orders; a tie where the order decides."""
        return self.shown_first if self.shown_first == self.shown_second else "tie"


class Bias(Model):
    """One measured bias."""

    kind: Literal["position", "length"]
    """Which."""
    share: float
    """Share of decisions for the first place, or for the longer text."""
    low: float
    """Lower end of its interval."""
    high: float
    """Upper end."""
    flipped: float = 0.0
    """Share of pairs in which the order decides."""
    n: int
    """Decisions that it rests on."""
    refuses: bool
    """Whether it is too strong, or measured on too little, for the judge to gate."""
    why: str
    """Why."""


def position_bias(pairs: Sequence[BothOrders]) -> Bias:
    """Measure how much the order decides.

    Args:
        pairs: Each pair, judged in both orders.

    Returns:
        The bias. It refuses the judge where the order decides more than a fifth of the pairs, or
        where the interval of the share for the first place lies beyond 0.35 to 0.65.
    """
    firsts = sum((one.shown_first == "one") + (one.shown_second == "other") for one in pairs)
    decided = sum((one.shown_first != "tie") + (one.shown_second != "tie") for one in pairs)
    flipped = sum({one.shown_first, one.shown_second} == {"one", "other"} for one in pairs)
    share_flipped = flipped / len(pairs) if pairs else 0.0
    return _bias("position", firsts, decided, len(pairs), flipped=share_flipped)


def length_bias(pairs: Sequence[BothOrders], *, people: Sequence[Choice] = ()) -> Bias:
    """Measure how often the longer text wins.

    Args:
        pairs: Each pair, judged in both orders, with its lengths.
        people: What people preferred of the same pairs, where they were asked: only the pairs on
            which the judge departs from them tell of bias; absent: every decided pair.

    Returns:
        The bias. It refuses the judge where the interval of the share for the longer text lies
        beyond 0.35 to 0.65.
    """
    asked: list[Choice | None] = list(people) or [None] * len(pairs)
    decided = [
        pair
        for pair, person in zip(pairs, asked, strict=True)
        if pair.choice != "tie" and pair.length_one != pair.length_other and pair.choice != person
    ]
    longer = sum((one.choice == "one") == (one.length_one > one.length_other) for one in decided)
    return _bias("length", longer, len(decided), len(pairs))


def leaning_to_length(
    people: Sequence[bool], judge: Sequence[bool], lengths: Sequence[int]
) -> Bias:
    """Measure how often a rubric judge departs from people in favour of length.

    Args:
        people: What people said of each output: good or not.
        judge: What the judge said of the same outputs.
        lengths: Their lengths, in signs.

    Returns:
        The bias, over the outputs on which the two differ: a long one that the judge alone calls
        good counts for length, and a short one that it alone calls bad; long is over the median.
        It refuses the judge where the interval of that share lies beyond 0.35 to 0.65.
    """
    middle = median(lengths) if lengths else 0
    apart = [
        said == (length > middle)
        for person, said, length in zip(people, judge, lengths, strict=True)
        if person != said and length != middle
    ]
    return _bias("length", sum(apart), len(apart), len(people))


def _bias(
    kind: Literal["position", "length"], hits: int, n: int, pairs: int, *, flipped: float = 0.0
) -> Bias:
    what = {"position": "the first place", "length": "the longer text"}[kind]
    if n == 0:
        few = pairs < FEWEST_PAIRS
        why = f"{pairs} pairs, {FEWEST_PAIRS} are needed" if few else f"never for {what} alone"
        return Bias(kind=kind, share=0.5, low=0.0, high=1.0, n=0, refuses=few, why=why)
    share = wilson(hits, n)
    off = share.low > 0.5 + MOST_OFF or share.high < 0.5 - MOST_OFF
    why = f"{share.estimate:.2f} for {what} [{share.low:.2f}, {share.high:.2f}]"
    if pairs < FEWEST_PAIRS:
        refuses, why = True, f"{pairs} pairs, {FEWEST_PAIRS} are needed to measure its bias"
    elif flipped > MOST_FLIPPED:
        refuses, why = True, f"the order decides {flipped:.2f} of the pairs; {why}"
    else:
        refuses = off
    return Bias(
        kind=kind,
        share=share.estimate,
        low=share.low,
        high=share.high,
        flipped=flipped,
        n=n,
        refuses=refuses,
        why=why,
    )
