"""The fast parser and the one that explains mistakes give the same tree."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from creative_agents.brands import composing
from creative_agents.brands.composing import ComposeError, RawNode

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("examples", "evals/gold", "src")
    for path in (ROOT / folder).rglob("*.yml")
    if path.stat().st_size < 60_000
)

LINES = st.lists(
    st.sampled_from(
        [
            *(
                "a: b",
                "- c",
                "  d: 'e'",
                "  - f: no",
                '"g": "\\u00e9 \\n x"',
                "h: |",
                "  i",
                "j: >-",
            ),
            *("k: [l, {m: ~}, ]", "n: null", "o: 01000", "p: 12:30", "q: &r s", "t: *r", "# u"),
            *(
                "v: !w x",
                "y: 'it''s'",
                "z: « été »",
                "? aa",
                ": bb",
                "---",
                "  \tcc",
                "dd:\tee",
                "",
            ),
            *(
                "ff: gg # hh",
                "ii: jj#kk",
                "ll: '",
                "mm: [",
                "nn: 😀",
                "oo: pp: qq",
                "- - rr",
                "ss: yes",
            ),
        ]
    ),
    max_size=8,
)


def shape(node: RawNode | None) -> object:
    """Give what is read of a node: what it is, its line, its tag where it matters, its value."""
    if node is None:
        return None
    line, tag = node.start_mark.line, str(node.tag or "")
    marked = tag if tag.startswith("!") or tag.endswith(":null") else ""
    if node.id == "scalar":
        return node.id, line, marked, str(node.value)
    if node.id == "sequence":
        return node.id, line, [shape(each) for each in node.value]
    pairs = [(shape(key), shape(value)) for key, value in node.value]
    return node.id, line, [(key, _placeless(value)) for key, value in pairs]


def _placeless(value: object) -> object:
    """Drop the line of a value that was left blank: nobody reads it, its key's counts."""
    blank = isinstance(value, tuple) and value[0] == "scalar" and not value[3]
    return (*value[:1], *value[2:]) if blank and isinstance(value, tuple) else value


def slowly(text: str) -> object:
    """Read a text with the parser that explains."""
    try:
        return shape(composing._slowly(text))
    except ComposeError as error:
        return error.told


def either(text: str) -> object:
    """Read a text as a brand folder is read."""
    try:
        return shape(composing.compose(text))
    except ComposeError as error:
        return error.told


def test_the_fast_parser_is_there() -> None:
    """Else the tests below would compare one parser with itself."""
    assert yaml.__with_libyaml__
    assert shape(composing._quickly("a: b")) == shape(composing._slowly("a: b"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_our_own_files_read_the_same(path: Path) -> None:
    """Every YAML file that we ship."""
    text = path.read_text("utf-8")
    assert either(text) == slowly(text)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_any_text_reads_the_same(lines: list[str]) -> None:
    """Values, lines, mistakes and what they are told with."""
    text = "\n".join(lines)
    assert either(text) == slowly(text)


@pytest.mark.parametrize(
    "text", ["[" * 5000, "- " * 5000, "? " * 5000, "a:\n" + " " * 500 + "b: c", "{a: " * 5000]
)
def test_deep_nesting_is_left_to_the_parser_that_can_say_so(text: str) -> None:
    """Recursion in C would end the process."""
    with pytest.raises(composing._NotForUsError):
        composing._quickly(text)
