"""A rule as its file defines it: what every kind shares, and the keys of its own kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar, get_args

from creative_agents.domain.base import Language
from creative_agents.domain.review import Level, Owner
from creative_agents.rules.keys import DefinitionError, Keys
from creative_agents.rules.situation import ALWAYS, Applies

Word = TypeVar("Word", bound=str)

LEVELS: Final = get_args(Level)
OWNERS: Final = get_args(Owner)


@dataclass(frozen=True, slots=True)
class Action:
    """How the words may be put right."""

    name: str
    """``replace``, ``remove``, ``suggest``, ``edit`` or ``convert``."""
    params: tuple[str, ...] = ()
    """What the action takes."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a finding says in one language; ``%s`` stands for the words concerned."""

    message: str = ""
    """What is wrong."""
    why: str = ""
    """Why the rule exists."""
    fix: str = ""
    """What to write instead, or what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What every rule has, whatever its kind."""

    name: str
    """``<pack>.<Rule>``."""
    extends: str
    """The kind."""
    message: str
    """What a finding says, in the pack's language."""
    level: Level = "warning"
    """How grave a finding is."""
    scope: tuple[str, ...] = ("text",)
    """Selectors of the parts of a text in which the rule looks."""
    link: str = ""
    """URL of the page that explains the rule."""
    description: str = ""
    """Why the rule exists, in the pack's language."""
    limit: int = 0
    """Findings of this rule in one text, at most; 0: no limit."""
    action: Action | None = None
    """How the words may be put right."""
    applies: Applies = ALWAYS
    """The situations in which the rule runs."""
    texts: Mapping[str, Texts] | None = None
    """What a finding says, by language; absent: `message` and `description`."""
    reference: str = ""
    """The text that the rule comes from: an article of a law."""
    checked: date | None = None
    """The day on which somebody last read that text."""
    owner: Owner = "brand"
    """Who in the company answers for it."""

    def texts_in(self, language: str) -> Texts:
        """Give what a finding says in a language; in English where it has no such texts."""
        texts = self.texts or {}
        found = texts.get(language) or texts.get("en") or Texts()
        return Texts(found.message or self.message, found.why or self.description, found.fix)


def read_definition(name: str, keys: Keys) -> Definition:
    """Read what every rule has.

    Args:
        name: ``<pack>.<Rule>``.
        keys: The keys of the file.

    Returns:
        The definition; the keys of the rule's kind are left unread.

    Raises:
        DefinitionError: A key is missing or has a value that is not allowed.
    """
    if "extends" not in keys:
        raise DefinitionError("lacks 'extends', the kind of the rule")
    if "message" not in keys:
        raise DefinitionError("lacks 'message', what a finding says")
    ours = keys.keys("creative_agents")
    return Definition(
        name=name,
        extends=keys.text("extends"),
        message=keys.text("message"),
        level=_one_of(keys, "level", LEVELS, "warning"),
        scope=tuple(keys.texts("scope")) or ("text",),
        link=keys.text("link"),
        description=keys.text("description"),
        limit=int(keys.number("limit")),
        action=_action(keys.keys("action")),
        applies=_applies(ours),
        texts=_texts(ours.keys("texts")),
        reference=ours.text("reference"),
        checked=ours.day("checked"),
        owner=_one_of(ours, "owner", OWNERS, "brand"),
    )


def _action(keys: Keys) -> Action | None:
    name = keys.text("name")
    params = keys.texts("params")
    return Action(name, params) if name else None


def _applies(ours: Keys) -> Applies:
    return Applies(
        languages=frozenset(ours.texts("languages")),
        markets=frozenset(ours.texts("markets")),
        channels=frozenset(ours.texts("channels")),
        categories=frozenset(ours.texts("categories")),
        in_force_from=ours.day("in_force_from"),
        in_force_to=ours.day("in_force_to"),
    )


def _texts(keys: Keys) -> dict[str, Texts]:
    languages: tuple[Language, ...] = get_args(Language)
    return {
        language: _read_texts(keys.keys(language)) for language in languages if language in keys
    }


def _read_texts(keys: Keys) -> Texts:
    return Texts(keys.text("message"), keys.text("why"), keys.text("fix"))


def _one_of(keys: Keys, key: str, allowed: tuple[Word, ...], default: Word) -> Word:
    word = keys.text(key) or default
    for choice in allowed:
        if choice == word:
            return choice
    raise DefinitionError(f"{key!r} must be one of {', '.join(allowed)}, not {word!r}")
