"""From a tree of texts to the plain values that a domain model validates.

The model's annotations say what each text must become. Blank keys are dropped, unknown
ones are mistakes, one text is a list of one, and money, dates and numbers are read as
people write them.
"""

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias, TypeGuard, Union, get_args, get_origin

from creative_agents.brands.money import parse_money
from creative_agents.brands.problems import Problems, choose, nearest
from creative_agents.brands.tree import Fields, Items, Loc, Node, Scalar, line_of
from creative_agents.brands.yaml_mistakes import QUOTE
from creative_agents.domain.base import Model
from creative_agents.domain.money import Money

Plain: TypeAlias = str | list["Plain"] | dict[str, "Plain"] | None
"""Texts, lists and mappings."""

Hint: TypeAlias = object
"""A type annotation, in any of the forms that `typing` gives."""

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_NUMBER: Final = re.compile(r"-?(\d+|\d{1,3}( \d{3})+)(\.\d+)?")
_NO_BREAK: Final = "\u00a0\u202f"


def core(hint: Hint) -> Hint:
    """Take the optional and the constraints off an annotation."""
    if origin(hint) is Annotated:
        return core(get_args(hint)[0])
    if origin(hint) in {Union, types.UnionType}:
        return core(next(arg for arg in get_args(hint) if arg is not type(None)))
    return hint


def origin(hint: Hint) -> object:
    """Give what an annotation is built on: `tuple`, `Literal`, or nothing."""
    return get_origin(hint)


def is_model(hint: Hint) -> TypeGuard[type[Model]]:
    """Whether an annotation, bared by `core`, is one of our nouns."""
    return isinstance(hint, type) and issubclass(hint, Model)


def hints(model: type[Model]) -> Mapping[str, Hint]:
    """Give the annotation of each field of a model."""
    return {name: info.annotation for name, info in model.model_fields.items()}


@dataclass(slots=True)
class Reading:
    """One place of one file that is being turned into values."""

    file: str
    """How the person knows the file."""
    root: Node
    """The tree, to find lines in."""
    problems: Problems
    """Where mistakes are noted."""
    bad: list[tuple[str | int, ...]] = field(default_factory=list)
    """Places already reported, so that validation does not report them again."""

    def mistake(self, loc: Loc, what: str, fix: str) -> None:
        """Note a mistake at a place."""
        self.bad.append(tuple(loc))
        self.problems.add(self.file, line_of(self.root, loc), what, fix)

    def plain(self, node: Node, hint: Hint, loc: Loc = ()) -> Plain:
        """Turn a node into what its annotation wants.

        Args:
            node: What stands there.
            hint: The annotation of the field.
            loc: The way to it from the root.

        Returns:
            Texts, lists and mappings; nothing at a place that is a mistake.
        """
        wanted = core(hint)
        if is_model(wanted):
            return self._model(node, wanted, loc)
        if origin(wanted) is tuple:
            return self._list(node, get_args(wanted)[0], loc)
        if origin(wanted) is dict:
            return self._mapping(node, get_args(wanted)[1], loc)
        return self._text(node, wanted, loc)

    def _model(self, node: Node, model: type[Model], loc: Loc) -> Plain:
        if model is Money and isinstance(node, Scalar):
            return self._money(node, loc)
        if not isinstance(node, Fields):
            first = min(
                model.model_fields, key=lambda key: not model.model_fields[key].is_required()
            )
            what = f"{_name(loc, model)} must be fields, one a line"
            self.mistake(loc, what, f"write '{first}: …' and so on, indented under it")
            return None
        return {
            key: self.plain(value, hints(model)[key], (*loc, key))
            for key, value in self._known(node, model, loc)
        }

    def _known(self, node: Fields, model: type[Model], loc: Loc) -> Iterator[tuple[str, Node]]:
        for key, value in node.values.items():
            if key not in model.model_fields:
                self._unknown(key, node, model, loc)
            elif not (isinstance(value, Scalar) and value.text is None):
                yield key, value

    def _unknown(self, key: str, node: Fields, model: type[Model], loc: Loc) -> None:
        if key.startswith(tuple(_NO_BREAK)):
            what = f"a no-break space stands before {key.strip()!r}"
            self.mistake((*loc, key), what, "indent the line with plain spaces")
            return
        near = nearest(key, model.model_fields)
        free = (name for name in model.model_fields if name not in node.values)
        fix = f"write {near!r}" if near else choose(key, free)
        self.mistake((*loc, key), f"unknown key {key!r} in {_name(loc, model)}", fix)

    def _list(self, node: Node, hint: Hint, loc: Loc) -> Plain:
        if isinstance(node, Items):
            return [self.plain(item, hint, (*loc, at)) for at, item in enumerate(node.items)]
        if isinstance(node, Scalar) and not is_model(core(hint)):
            return [self.plain(node, hint, loc)]
        self.mistake(loc, f"{_name(loc)} must be a list", "start each entry with '- '")
        return None

    def _mapping(self, node: Node, hint: Hint, loc: Loc) -> Plain:
        if not isinstance(node, Fields):
            what = f"{_name(loc)} must be keys with their values"
            self.mistake(loc, what, "write 'key: value', one a line, indented under it")
            return None
        return {
            key: self.plain(value, hint, (*loc, key))
            for key, value in node.values.items()
            if not (isinstance(value, Scalar) and value.text is None)
        }

    def _text(self, node: Node, wanted: Hint, loc: Loc) -> Plain:
        if isinstance(node, Items):
            self.mistake(loc, f"{_name(loc)} must be one text, not a list", "keep one entry")
            return None
        if isinstance(node, Fields):
            first = next(iter(node.values), "")
            what = f"the colon after {first!r} turns the text into fields"
            self.mistake(loc, what, QUOTE)
            return None
        if node.text is None:
            self.mistake(loc, "an entry is empty", "write it or delete its line")
            return None
        if wanted is date:
            return self._date(node.text, loc)
        return self._number(node.text, loc) if wanted in {int, float} else node.text

    def _money(self, node: Scalar, loc: Loc) -> Plain:
        text = node.text or ""
        money = parse_money(text)
        if money is not None:
            return {"amount": str(money.amount), "currency": money.currency}
        self.mistake(loc, f"{text!r} is not an amount with its currency", "write '49.90 EUR'")
        return None

    def _date(self, text: str, loc: Loc) -> Plain:
        if _DATE.fullmatch(text) and _is_day(text):
            return text
        found = _DAY_FIRST.fullmatch(text)
        shown = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""
        fix = f"write {shown!r}" if _is_day(shown) else "write a day such as '2027-01-31'"
        self.mistake(loc, f"{text!r} is not a date as year-month-day", fix)
        return None

    def _number(self, text: str, loc: Loc) -> Plain:
        digits = " ".join(text.split())
        if _NUMBER.fullmatch(digits):
            return digits.replace(" ", "")
        what = f"{text!r} is not a plain number for {_name(loc)}"
        self.mistake(loc, what, "write digits alone, such as 48210 or 48.5")
        return None


def choices(hint: Hint) -> tuple[str, ...]:
    """Give the words that an annotation allows, or none where it allows any."""
    bare = core(hint)
    return tuple(get_args(bare)) if origin(bare) is Literal else ()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _name(loc: Loc, model: type[Model] | None = None) -> str:
    keys = [step for step in loc if isinstance(step, str)]
    if keys:
        return repr(keys[-1])
    return "the file" if model is None else f"the {model.__name__.lower()}"
