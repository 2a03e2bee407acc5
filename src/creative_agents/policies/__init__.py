"""Policies: deterministic rules over copy, one a file; they run first and cost nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from creative_agents.domain.asset import Asset, CopyDeck
from creative_agents.domain.review import Finding, Level
from creative_agents.policies._registry import deck_policies, piece_policies
from creative_agents.policies.base import DeckContext, DeckPolicy, Policy, PolicyContext

_GRAVITY: Final[dict[Level, int]] = {"error": 0, "warning": 1, "suggestion": 2}


def check(
    piece: Asset, context: PolicyContext, *, policies: Sequence[Policy] | None = None
) -> tuple[Finding, ...]:
    """Run the policies over one piece.

    Args:
        piece: The copy.
        context: Brand, channel, brief, variant and day.
        policies: The rules to run; absent: every rule that this installation has.

    Returns:
        The findings, errors first, then warnings and suggestions, each in the order of the
        piece. With a variant in the context, each carries its id.
    """
    rules = piece_policies() if policies is None else policies
    found = _of_its_piece((f for rule in rules for f in rule(piece, context)), context)
    order = {field.place: number for number, field in enumerate(piece.fields)}
    return tuple(
        sorted(
            found,
            key=lambda f: (_GRAVITY[f.level], order.get(f.field, -1), f.start or 0, f.rule),
        )
    )


def check_deck(
    deck: CopyDeck, context: DeckContext, *, policies: Sequence[DeckPolicy] | None = None
) -> tuple[Finding, ...]:
    """Run the policies that compare the pieces of a deck with each other.

    Args:
        deck: The pieces.
        context: Brand, channels, brief and day.
        policies: The rules to run; absent: every rule that this installation has.

    Returns:
        The findings, errors first, then warnings and suggestions, each in the order of the
        deck.
    """
    rules = deck_policies() if policies is None else policies
    order = {variant.id: number for number, variant in enumerate(deck.variants)}
    return tuple(
        sorted(
            (finding for rule in rules for finding in rule(deck, context)),
            key=lambda f: (_GRAVITY[f.level], order.get(f.piece, -1), f.field, f.start or 0),
        )
    )


def _of_its_piece(findings: Iterable[Finding], context: PolicyContext) -> Iterator[Finding]:
    for finding in findings:
        if context.variant is None or finding.piece:
            yield finding
        else:
            yield finding.model_copy(update={"piece": context.variant.id})
