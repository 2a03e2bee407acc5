"""Copy of nobody: what can be checked of a piece when no brand is known."""

from functools import cache
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Identity, Voice
from creative_agents.policies._registry import piece_policies
from creative_agents.policies.base import Policy

ASK_NO_BRAND: Final = frozenset(
    {
        "forbidden_signs",
        "foreign_script",
        "french_typography",
        "language",
        "limits",
        "orders",
        "placeholders",
        "required_fields",
        "responsive_search",
        "sms_parts",
        "whole_words",
    }
)
"""Policies that look at the channel and the words alone."""


_NAME: Final = "\ue000"
"""A sign for private use: no text says the name of nobody."""


@cache
def nobody(language: Language) -> Brand:
    """Give a brand that says nothing, whose findings come in a language.

    Args:
        language: The language.
    """
    return Brand(
        id="nobody",
        identity=Identity(name=_NAME),
        language=language,
        voice=Voice(summary="-", address="none"),
    )


@cache
def of_nobody() -> tuple[Policy, ...]:
    """Give the policies that ask for no brand."""
    return tuple(
        policy for policy in piece_policies() if getattr(policy, "__name__", "") in ASK_NO_BRAND
    )
