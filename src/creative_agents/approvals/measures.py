"""Agreement between what people decided and what the agents recommended, with its uncertainty.

A share without its n is an anecdote, and a high one comes by itself where nearly everything is
approved: so each figure has its n and its interval, and kappa stands beside the share.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.question import Approval
from creative_agents.domain.process import Verdict

Z: Final = 1.959963984540054
"""Standard deviations of a normal distribution within which 95 % of it lie."""

Pair = tuple[str, str]
"""What the agents recommended, and what a person decided, in the same words."""

Interval = tuple[float, float]
"""The ends of a 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Agreement beyond chance."""

    value: float
    """1: always; 0: as often as chance; below: less."""
    error: float
    """Its standard error in a large sample."""
    interval: Interval
    """95 %, cut at -1 and 1."""
    n: int
    """Pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How often people decided what the agents recommended, at one gate."""

    gate: str
    """Which gate."""
    person: str = ""
    """Who decided; empty: everybody."""
    n: int
    """Decisions on pieces."""
    agreed: int
    """How many were what was recommended."""
    kappa: Kappa | None = None
    """Agreement beyond chance; absent where one side always said the same word, so that
    chance explains everything."""

    @property
    def share(self) -> float | None:
        """Agreed of n; nothing where n is 0."""
        return self.agreed / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Of `share`, 95 %; nothing where n is 0."""
        return wilson(self.agreed, self.n)


def agreement(rows: Iterable[Approval], *, per_person: bool = False) -> tuple[Agreement, ...]:
    """Compare what people decided with what the agents recommended.

    The agents recommend a route where routes are offered; elsewhere they recommend to approve a
    piece of which no finding is at ``warning`` or ``error``, and not to approve the others. A
    correction, a note and a refusal are alike here: the piece was not taken as it stood. What a
    policy decided is left out: it agrees with itself.

    Args:
        rows: Rows of the book, of any gates.
        per_person: Whether each person gets a line of their own. Who decides how is personal
            data; ask the people first.

    Returns:
        A line for each gate, in alphabetical order.
    """
    found: dict[tuple[str, str], list[Pair]] = {}
    for row in rows:
        if row.status == "decided" and row.answer is not None and row.answer.via != "policy":
            person = row.answer.by if per_person else ""
            found.setdefault((row.question.gate, person), []).extend(pairs(row))
    return tuple(
        Agreement(
            gate=gate,
            person=person,
            n=len(said),
            agreed=sum(recommended == decided for recommended, decided in said),
            kappa=cohens_kappa(said),
        )
        for (gate, person), said in sorted(found.items())
        if said
    )


def pairs(row: Approval) -> tuple[Pair, ...]:
    """Give what was recommended and what was decided, for each piece of a decided row."""
    question, answer = row.question, row.answer
    assert answer is not None
    if question.choices and question.recommended:
        taken = any(one.verdict == "approve" for one in decisions(question, answer).values())
        return ((question.recommended, (answer.choice or "none") if taken else "none"),)
    flagged = _flagged(row)
    if flagged is None:
        return ()
    return tuple(
        ("not" if piece in flagged else "approve", _taken(decision.verdict))
        for piece, decision in decisions(question, answer).items()
    )


def wilson(hits: int, n: int, *, z: float = Z) -> Interval | None:
    """Give the score interval of a share.

    Formula: E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", JASA 22 (1927), 209-212, https://doi.org/10.1080/01621459.1927.10502953
    (checked 2026-11-22). It keeps its promise where n is small and the share near 0 or 1.

    Args:
        hits: How many.
        n: Of how many.
        z: Standard deviations; the default gives 95 %.

    Returns:
        Its ends; nothing where n is 0.
    """
    if n == 0:
        return None
    share, square = hits / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def cohens_kappa(said: Sequence[Pair]) -> Kappa | None:
    """Give Cohen's kappa with its interval.

    The standard error is that of a large sample when kappa is not 0: J. L. Fleiss, J. Cohen
    and B. S. Everitt, "Large sample standard errors of kappa and weighted kappa", Psychological
    Bulletin 72 (1969), 323-327, https://doi.org/10.1037/h0028106 (checked 2026-11-22). Under
    some 30 pairs it is too small: read the interval as the narrowest that can be claimed.

    Args:
        said: Pairs of words.

    Returns:
        Nothing where it is not defined: no pair, or one side that always said one word and the
        other the same.
    """
    n = len(said)
    if n == 0:
        return None
    cells = Counter(said)
    words = sorted({word for pair in said for word in pair})
    rows = {word: sum(cells[word, other] for other in words) / n for word in words}
    columns = {word: sum(cells[other, word] for other in words) / n for word in words}
    observed = sum(cells[word, word] for word in words) / n
    chance = sum(rows[word] * columns[word] for word in words)
    if chance >= 1:
        return None
    value = (observed - chance) / (1 - chance)
    same = sum(
        cells[word, word] / n * (1 - (rows[word] + columns[word]) * (1 - value)) ** 2
        for word in words
    )
    apart = (1 - value) ** 2 * sum(
        count / n * (columns[one] + rows[other]) ** 2
        for (one, other), count in cells.items()
        if one != other
    )
    spread = max(0.0, same + apart - (value - chance * (1 - value)) ** 2)
    error = sqrt(spread / n) / (1 - chance)
    interval = (max(-1.0, value - Z * error), min(1.0, value + Z * error))
    return Kappa(value=value, error=error, interval=interval, n=n)


def _flagged(row: Approval) -> set[str] | None:
    """Give the pieces that were shown with a finding; nothing where nobody reviewed them."""
    reviews = row.question.subject.get("reviews")
    if not isinstance(reviews, list):
        return None
    return set(_refused(reviews))


def _refused(reviews: Sequence[object]) -> Iterator[str]:
    for review in reviews:
        if isinstance(review, dict) and any(
            finding.get("level") in {"warning", "error"} for finding in review.get("findings", ())
        ):
            yield str(review.get("piece"))


def _taken(verdict: Verdict) -> str:
    return "approve" if verdict == "approve" else "not"
