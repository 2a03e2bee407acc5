"""From YAML to its nodes: by libyaml, which is fast, or by ruamel, which knows YAML 1.2.

What libyaml refuses is read again by ruamel, whose mistakes are told with their line.
"""

import re
from functools import cache
from typing import Any, Final, Protocol, TypeAlias

_RARE: Final = re.compile(
    r"^(?:---|\.\.\.|%)|^\s*(?:- +)*(?:\?(?:\s|$)|-\s*$)|[\t\x85\u2028\u2029]", re.MULTILINE
)
"""What the two parsers place, or end a line at, differently."""

_MANY: Final = 50
"""Levels beyond which C is not trusted to stop in time; a brand folder has five."""

_NESTED: Final = re.compile(rf"^ {{{4 * _MANY}}}|(?:[-?] +){{{_MANY}}}", re.MULTILINE)
_BRACKETS: Final = re.compile(r"[\[\]{}]")

Told: TypeAlias = tuple[int, str, str]
"""A mistake: its line from 1, what is wrong, what to write."""


class RawNode(Protocol):
    """A node of either parser."""

    @property
    def id(self) -> str:
        """``scalar``, ``sequence`` or ``mapping``."""
        ...

    @property
    def tag(self) -> object:
        """Its tag."""
        ...

    @property
    def value(self) -> Any:  # noqa: ANN401 - text, nodes, or pairs of nodes
        """Text of a scalar, nodes of a list, pairs of nodes of fields."""
        ...

    @property
    def start_mark(self) -> Any:  # noqa: ANN401 - each parser's own
        """Where it begins; its `line` counts from 0."""
        ...


class ComposeError(Exception):
    """The text is no YAML."""

    def __init__(self, told: Told) -> None:
        """Take what is told: line, what is wrong, what to write."""
        super().__init__(*told)
        self.told = told


def compose(text: str) -> RawNode | None:
    """Read YAML into nodes.

    Args:
        text: One document.

    Returns:
        The root; nothing where the text holds comments only.

    Raises:
        ComposeError: It is no YAML.
    """
    try:
        return _quickly(text)
    except _NotForUsError:
        return _slowly(text)


class _NotForUsError(Exception):
    """libyaml is absent, or would not read this as ruamel does."""


def _quickly(text: str) -> RawNode | None:
    import yaml  # noqa: PLC0415 - as ruamel below: whoever reads no folder pays for neither

    if not yaml.__with_libyaml__ or _RARE.search(text) or _is_deep(text):
        raise _NotForUsError
    loader = _loader()(text)
    try:
        root: RawNode | None = loader.get_single_node()
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise _NotForUsError from error
    finally:
        loader.dispose()
    return root


def _slowly(text: str) -> RawNode | None:
    from ruamel.yaml import YAML  # noqa: PLC0415 - slow to import, seldom needed
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - as above

    from creative_agents.brands.yaml_mistakes import explain  # noqa: PLC0415 - as above

    parser = YAML(typ="safe", pure=True)
    parser.composer.warn_double_anchors = False
    try:
        root: RawNode | None = parser.compose(text)
    except YAMLError as error:
        raise ComposeError(explain(error, text)) from error
    except RecursionError as error:
        told = (1, "the nesting is too deep", "write flat lists and fields")
        raise ComposeError(told) from error
    return root


@cache
def _loader() -> type[Any]:
    """Make libyaml's parser without YAML 1.1's guesses: only what stands for nothing is known."""
    from yaml import CSafeLoader  # noqa: PLC0415 - as above

    class Loader(CSafeLoader):
        yaml_implicit_resolvers = {}  # noqa: RUF012 - the parent's, which is its own

    for first in ("~", "n", "N", ""):
        nothing = re.compile("(?:~|null|Null|NULL|)\\Z")
        Loader.add_implicit_resolver("tag:yaml.org,2002:null", nothing, [first])
    return Loader


def _is_deep(text: str) -> bool:
    if _NESTED.search(text):
        return True
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth += 1 if bracket.group() in "[{" else -1
        if depth > _MANY:
            return True
    return False
