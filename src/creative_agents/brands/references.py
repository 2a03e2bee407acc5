"""What points from one file of the folder to another, and ids that stand twice."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from creative_agents.brands.problems import Problems, choose
from creative_agents.brands.tree import Fields, Items, Node, Scalar, line_of

REFERENCES: Final = (
    ("offers", "products", "products", "product"),
    ("pieces", "audience", "audiences", "audience"),
)
"""Which key of which family names an entry of which other family, and its word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a family as its author wrote it, right or wrong."""

    file: str
    """How the person knows the file."""
    node: Node
    """The entry."""


def check_ids(family: str, entries: Collection[Entry], problems: Problems) -> None:
    """Note each id that two entries of a family share.

    Args:
        family: The family, as its file is named: ``offers``.
        entries: Its entries.
        problems: Where mistakes are noted.
    """
    seen: dict[str, str] = {}
    for entry in entries:
        for text, line in texts(entry.node, "id"):
            if text in seen:
                what = f"the id {text!r} of {family} stands twice, first at {seen[text]}"
                problems.add(entry.file, line, what, "give this one another id")
            seen.setdefault(text, f"{entry.file}:{line}")


def check_references(families: dict[str, tuple[Entry, ...]], problems: Problems) -> None:
    """Note each reference that leads nowhere.

    Args:
        families: The entries of each family.
        problems: Where mistakes are noted.
    """
    for family, key, target, word in REFERENCES:
        known = ids(families.get(target, ()))
        for entry in families.get(family, ()):
            for text, line in texts(entry.node, key):
                if text not in known:
                    fix = choose(text, known, otherwise=f"add it to {target}.yml, or delete it")
                    problems.add(entry.file, line, f"unknown {word} {text!r}", fix)


def personas(audiences: Collection[Entry]) -> tuple[Entry, ...]:
    """Give the personas of every audience, whose ids must differ over the whole brand."""
    return tuple(
        Entry(entry.file, persona)
        for entry in audiences
        if isinstance(entry.node, Fields)
        and isinstance(found := entry.node.values.get("personas"), Items)
        for persona in found.items
    )


def ids(entries: Collection[Entry]) -> frozenset[str]:
    """Give the ids of a family's entries."""
    return frozenset(text for entry in entries for text, _ in texts(entry.node, "id"))


def texts(node: Node, key: str) -> Iterator[tuple[str, int]]:
    """Give the texts under a key, one or a list of them, each with its line."""
    if not isinstance(node, Fields) or key not in node.values:
        return
    found = node.values[key]
    steps: tuple[tuple[str | int, ...], ...] = ((key,),)
    items: tuple[Node, ...] = (found,)
    if isinstance(found, Items):
        steps = tuple((key, at) for at in range(len(found.items)))
        items = found.items
    for step, item in zip(steps, items, strict=True):
        if isinstance(item, Scalar) and item.text is not None:
            yield item.text, line_of(node, step)
