"""Synthetic personas and what they make of a piece."""

from typing import Literal

from creative_agents.domain.base import Language, Model, Slug, Text

NextAction = Literal["ignore", "look_closer", "save", "ask", "buy", "tell_someone", "complain"]
"""What a reader does next."""


class Persona(Model):
    """A synthetic reader, drawn from an audience. Never a forecast."""

    id: Slug
    """Identifier."""
    name: Text
    """First name."""
    age: int | None = None
    """Years."""
    situation: Text
    """Where they live, with whom, what they do, what their day is made of."""
    goals: tuple[Text, ...] = ()
    """What they want."""
    habits: tuple[Text, ...] = ()
    """What they buy, read, watch, and where."""
    doubts: tuple[Text, ...] = ()
    """What makes them hesitate."""
    language: Language | None = None
    """The language they read; absent: the brand's."""
    unknown: tuple[Text, ...] = ()
    """What this persona cannot know."""


class Reaction(Model):
    """What one persona made of one piece. It carries no mark: a mark would be invented."""

    understood: Text
    """What the piece says, in the persona's own words, before any opinion."""
    recalled_brand: str
    """The brand that the persona believes is speaking; empty when none came to mind."""
    barrier: str
    """What would stop them; empty when nothing would."""
    question: str
    """What they would ask; empty when nothing."""
    jarring: str
    """The words that jarred, copied letter for letter from the piece; empty when none did."""
    next_action: NextAction
    """What they would do next."""
    outside: str
    """What this persona cannot judge; empty when nothing."""
