"""A person's own texts, checked by the brand's rules before they count."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import edited, standing_variants
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.errors import AnswerError
from creative_agents.tools.checking import Part, check

RULES: Final[tuple[Part, ...]] = ("policies", "packs")
"""What a correction is checked by: the rules that ran over the piece when it was written."""


def brand_rules(
    book: ApprovalsBook,
    brand: Brand,
    *,
    brief: Brief | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Callable[[Question, Answer], None]:
    """Make the check of a person's own texts, for `Approvals`.

    ::

        Approvals(book, check_edits=brand_rules(book, brand))

    Args:
        book: Where the questions stand.
        brand: Whose rules hold.
        brief: What was asked, where it is known.
        clock: Gives the time, in UTC; absent: the machine's.

    Returns:
        A check that raises `AnswerError` where a text breaks a rule that no piece may break.
    """

    def refuse(question: Question, answer: Answer) -> None:
        standing = standing_variants(book.get(question.id))
        day = (clock or _now)().date()
        for decision in decisions(question, answer).values():
            if decision.verdict != "edit":
                continue
            variant = corrected(standing[decision.piece], decision)
            found = check(
                variant.asset, brand, on=day, brief=brief, variant=variant, parts=RULES
            ).findings
            errors = [finding for finding in found if finding.level == "error"]
            if errors:
                worst = errors[0]
                place = worst.field or "the whole"
                raise AnswerError(
                    f"your text for {variant.id!r} breaks {worst.rule!r} at {place}: "
                    f"{worst.message} {worst.fix}".rstrip()
                )

    return refuse


def corrected(variant: Variant, decision: Decision) -> Variant:
    """Put the texts of a decision into a piece.

    Raises:
        AnswerError: The piece has no such text.
    """
    try:
        return edited(variant, decision.fields)
    except KeyError as error:
        places = ", ".join(text.place for text in variant.asset.fields)
        raise AnswerError(
            f"{variant.id!r} has no text {error.args[0]!r}: it has {places}"
        ) from None


def _now() -> datetime:
    return datetime.now(UTC)
