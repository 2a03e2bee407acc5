import json
from typing import Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.cli.checks.pieces import holds_copy
from creative_agents.cli.checks.places import Lines, Place, aligned
from creative_agents.cli.checks.trees import read_tree
from creative_agents.errors import ConfigError

TEXTS: Final = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029"
    ),
    max_size=60,
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_are_counted_from_1(end: str) -> None:
    """Whatever ends a line."""
    text = f"one{end}two 💡 three{end}"
    lines = Lines(text)
    start = text.index("💡")

    assert lines.place(start, start + 1) == Place(2, 5, 2, 6)
    assert lines.line(2) == "two 💡 three"
    assert lines.place(0, start) == Place(1, 1, 2, 5)


@given(TEXTS, st.booleans())
def test_each_sign_of_a_json_text_is_found(text: str, ascii_only: bool) -> None:  # noqa: FBT001
    """Through escapes and pairs of surrogates, its own sign stands in its span."""
    source = json.dumps({"a": [text, 1, True]}, ensure_ascii=ascii_only)
    tree = read_tree(source, is_json=True)
    spans = aligned(text, source, *tree.places[("a", 0)])

    assert tree.value == {"a": [text, 1, True]}
    assert spans is not None
    assert "".join(json.loads(f'"{source[start:end]}"') for start, end in spans) == text


@given(TEXTS, st.sampled_from(["'", '"', "|", ">", None]))
def test_each_sign_of_a_yaml_text_is_found(text: str, style: str | None) -> None:
    """Quoted, plain, literal or folded: a sign that is no space stands in its own span."""
    source = yaml.dump(
        {"b": {"a": text}}, default_style=style, allow_unicode=True, width=20, sort_keys=False
    )
    tree = read_tree(source, is_json=False)
    if tree.value["b"]["a"] != text:
        return  # a plain scalar that means something else
    start, end = tree.places[("b", "a")]
    if source[start] in "|>":
        start = source.index("\n", start) + 1
    spans = aligned(text, source, start, end)
    if spans is None:
        return  # where the two do not agree a finding has no place, never a wrong one
    for sign, (first, last) in zip(text, spans, strict=True):
        if not sign.isspace() and source[first:last] != sign:
            assert source[first] in "\\'"


@pytest.mark.parametrize("is_json", [True, False])
def test_what_is_nested_too_deep_is_refused(*, is_json: bool) -> None:
    """A file made to break readers ends in one line."""
    with pytest.raises(ConfigError, match=r"deep|not YAML|not JSON"):
        read_tree("[" * 5000 + "]" * 5000, is_json=is_json)


def test_aliases_cannot_grow_without_end() -> None:
    """A billion laughs are refused."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ConfigError, match="too large"):
        read_tree("\n".join(lines), is_json=False)


def test_a_yaml_text_stays_what_was_written() -> None:
    """`no` and `1664` are words of copy; a key left blank is nothing."""
    tree = read_tree("a: no\nb: 1664\nc:\nd: 'null'\n", is_json=False)

    assert tree.value == {"a": "no", "b": "1664", "c": None, "d": "null"}


@pytest.mark.parametrize(
    ("value", "is_copy"),
    [
        ({"channel": "x", "fields": {}}, True),
        ([{"asset": {}}], True),
        ({"variants": []}, True),
        ({"name": "package"}, False),
        ([], False),
        ("text", False),
    ],
)
def test_a_file_of_copy_is_told_by_its_keys(value: object, *, is_copy: bool) -> None:
    """Other YAML and JSON of a folder is left alone."""
    assert holds_copy(value) is is_copy
