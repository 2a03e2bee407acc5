"""Autonomy that is earned: from the evidence of the book to a change of who decides.

`propose` says where a gate could ask less, and where it must ask more. Asking less is itself a
question, which a person answers; asking more is done at once, and recorded. Neither writes the
brand folder: whoever owns it puts the process that comes back into its ``process.yml``.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.autonomy import GATE
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.fingerprint import approval_id
from creative_agents.approvals.measures import Agreement
from creative_agents.approvals.question import Approval, Question
from creative_agents.approvals.terms import with_terms
from creative_agents.delivery.words import Words
from creative_agents.domain.approval import Answer
from creative_agents.domain.base import Language, Model, Text
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.process import Autonomy, Process
from creative_agents.errors import ApprovalError

LEVELS: Final[tuple[Autonomy, ...]] = ("ask", "notify", "auto")
"""From the narrowest to the widest."""

WIDENS: Final = {"ask": (50, 0.90), "notify": (100, 0.95)}
"""By level, what its gate must show before it asks less: this many decisions, and a share of
agreement whose interval lies above this. Ours, to be argued with: at 50 of 50 the interval
begins at 0.93, so a gate may be wrong in one piece of ten at most, with 97.5 % confidence."""

NARROWS: Final = (10, 0.90)
"""What is enough to ask more: this many decisions, and an interval that lies below this."""


class Change(Model):
    """Another level of autonomy for a gate, with the evidence for it."""

    gate: Text
    """Which gate."""
    now: Autonomy
    """Who decides now."""
    to: Autonomy
    """Who would."""
    n: int
    """Decisions of people on pieces."""
    agreed: int
    """How many were what the agents recommended."""
    low: float
    """Where the 95 % interval of the share begins."""
    high: float
    """Where it ends."""
    kappa: float | None = None
    """Agreement beyond chance; absent where it is not defined."""

    @property
    def widens(self) -> bool:
        """Whether people would be asked less."""
        return LEVELS.index(self.to) > LEVELS.index(self.now)


def propose(found: Iterable[Agreement], process: Process) -> tuple[Change, ...]:
    """Say which gates have earned to ask less, and which must ask more.

    Args:
        found: As `agreement` gives it, for one brand and a period; lines of single persons are
            left out.
        process: The brand's process.

    Returns:
        At most one change a gate, by one level; nothing where the evidence does not carry one.
    """
    changes = (_change(one, process.gate(one.gate).autonomy) for one in found if not one.person)
    return tuple(change for change in changes if change is not None)


def ask_to_change(  # noqa: PLR0913 - the parts of a question, by name
    book: ApprovalsBook,
    change: Change,
    *,
    brand: str,
    at: datetime,
    process: Process | None = None,
    language: Language = "en",
) -> Approval:
    """Put a change before a person; the same change that waits already is not put again.

    Args:
        book: Where it is written.
        change: What is proposed.
        brand: Id of the brand.
        at: When (UTC).
        process: The brand's process, whose gate ``autonomy`` says who may decide, and by when;
            absent: whoever it is.
        language: The reader's.

    Returns:
        The row, which waits.
    """
    run_id = _run_of(brand, change.gate)
    before = book.of_run(run_id)
    subject = {"change": change.model_dump(mode="json")}
    for row in before:
        if row.waits and row.question.subject == subject:
            return row
    question = Question(
        id=approval_id(run_id, GATE, len(before) + 1),
        run_id=run_id,
        brand=brand,
        gate=GATE,
        round=len(before) + 1,
        title=_title(change, language),
        pieces=(change.gate,),
        allowed=("approve", "reject"),
        subject=subject,
        asked_at=at,
    )
    return book.ask(with_terms(question, process, {}) if process else question)


def put_before(book: ApprovalsBook, change: Change, *, brand: str) -> Approval | None:
    """Give the row in which a change stands in the book already.

    Args:
        book: Where it would be written.
        change: What is proposed.
        brand: Id of the brand.

    Returns:
        The last row of the gate, where it is of a change from the same level to the same one
        and waits, was approved, or was refused on the very same evidence; else nothing, and
        the change may be put.
    """
    rows = book.of_run(_run_of(brand, change.gate))
    if not rows or rows[-1].status not in {"pending", "claimed", "decided"}:
        return None
    row, before = rows[-1], change_of(rows[-1])
    if (before.now, before.to) != (change.now, change.to):
        return None
    return row if row.waits or before == change or is_approved(row) else None


def change_of(row: Approval) -> Change:
    """Give the change that a row of the gate ``autonomy`` is of."""
    return Change.model_validate(row.question.subject["change"])


def is_approved(row: Approval) -> bool:
    """Say whether a row of the gate ``autonomy`` was decided, and for the change."""
    if row.status != "decided" or row.answer is None:
        return False
    given = decisions(row.question, row.answer)
    return all(one.verdict == "approve" for one in given.values())


def narrow(  # noqa: PLR0913 - the parts of a decision, by name
    book: ApprovalsBook,
    change: Change,
    process: Process,
    *,
    brand: str,
    at: datetime,
    language: Language = "en",
) -> Process:
    """Ask more at a gate from now on, without asking anybody; it is recorded like a decision.

    Args:
        book: Where it is written.
        change: What `propose` gave.
        process: The brand's process.
        brand: Id of the brand.
        at: When (UTC).
        language: The reader's.

    Returns:
        The process with it; rules that went further are taken back too.

    Raises:
        ApprovalError: The change asks less, which only a person decides.
    """
    if change.widens:
        raise ApprovalError(
            f"the gate {change.gate!r} would ask less: put it to a person with `ask_to_change`"
        )
    row = ask_to_change(book, change, brand=brand, at=at, language=language)
    answer = Answer(default="approve", note=row.question.title, via="policy")
    return changed(process, book.decide(row.question.id, answer))


def changed(process: Process, row: Approval) -> Process:
    """Give the process as a decided change makes it.

    Args:
        process: The brand's process.
        row: A row of the gate ``autonomy``.

    Returns:
        The process with the change, or as it is where the change was refused.

    Raises:
        ApprovalError: It is not decided, no person decided it, or the gate stands elsewhere by
            now.
    """
    change = change_of(row)
    if row.status != "decided" or row.answer is None:
        raise ApprovalError(f"the change of the gate {change.gate!r} is not decided")
    if not is_approved(row):
        return process
    if change.widens and row.answer.via == "policy":
        raise ApprovalError(f"the gate {change.gate!r} would ask less and no person decided it")
    policy = process.gate(change.gate)
    if policy.autonomy != change.now:
        raise ApprovalError(
            f"the gate {change.gate!r} is at {policy.autonomy!r} by now, not at {change.now!r}: "
            "propose again"
        )
    rules = policy.rules
    if not change.widens:
        rules = tuple(
            rule.model_copy(update={"autonomy": min(rule.autonomy, change.to, key=LEVELS.index)})
            for rule in rules
        )
    policy = policy.model_copy(update={"autonomy": change.to, "rules": rules})
    return process.model_copy(update={"gates": {**process.gates, change.gate: policy}})


def _change(found: Agreement, now: Autonomy) -> Change | None:
    interval = found.interval
    if interval is None:
        return None
    low, high = interval
    place = LEVELS.index(now)
    to: Autonomy | None = None
    if now != "ask" and found.n >= NARROWS[0] and high < NARROWS[1]:
        to = LEVELS[place - 1]
    elif now != "auto" and _earned(found, now, low):
        to = LEVELS[place + 1]
    if to is None:
        return None
    kappa = found.kappa.value if found.kappa else None
    return Change(
        gate=found.gate,
        now=now,
        to=to,
        n=found.n,
        agreed=found.agreed,
        low=low,
        high=high,
        kappa=kappa,
    )


def _earned(found: Agreement, now: Autonomy, low: float) -> bool:
    least, bound = WIDENS[now]
    beyond_chance = found.kappa is None or found.kappa.interval[0] > 0
    return found.n >= least and low >= bound and beyond_chance


def _run_of(brand: str, gate: str) -> str:
    return f"autonomy/{brand}/{gate}"


def _title(change: Change, language: Language) -> str:
    words = Words(language)
    return Catalogue.load("creative_agents.approvals", "messages").say(
        language,
        "autonomy.title",
        gate=change.gate,
        now=change.now,
        to=change.to,
        agreed=change.agreed,
        n=change.n,
        low=words.number(change.low, 2),
        high=words.number(change.high, 2),
    )
