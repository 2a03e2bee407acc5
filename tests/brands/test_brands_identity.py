from importlib.resources import files

import pytest

from creative_agents.brands.identity import css_colours, read_identity
from creative_agents.brands.problems import Problems
from creative_agents.brands.tree import parse_tree
from creative_agents.domain.brand import Identity

META = "meta:\n  name: Acme\n"


def identity(text: str) -> Identity:
    """Read a public brand file that holds no mistake, a name given."""
    problems = Problems()
    tree = parse_tree(META + text, name="brand.yml", problems=problems)
    assert tree is not None
    found = read_identity(tree, file="brand.yml", problems=problems)
    assert problems.lines() == ()
    assert found is not None
    return found


def test_a_short_and_a_full_name_are_told_apart() -> None:
    """The audience reads the short one."""
    problems = Problems()
    text = (
        "meta:\n  name: {full: Acme Lamps Ltd, short: Acme}\n  link: {home: 'https://a.example'}\n"
    )
    tree = parse_tree(text, name="brand.yml", problems=problems)
    assert tree is not None
    found = read_identity(tree, file="brand.yml", problems=problems)
    assert found == Identity(name="Acme", legal_name="Acme Lamps Ltd", link="https://a.example")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('color:\n  primary: "#ABC"\n', ["primary #aabbcc"]),
        ('color:\n  primary: "#11223344"\n', ["primary #112233"]),
        ("color:\n  primary: RebeccaPurple\n", ["primary #663399"]),
        (
            'color:\n  primary: main\n  palette: {ink: "#111111", brick: "#aa0000", main: brick}\n',
            ["brick #aa0000", "ink #111111"],
        ),
        (
            'color:\n  foreground: "#111111"\n  info: primary\n  primary: "#222222"\n',
            ["primary #222222", "foreground #111111"],
        ),
        (
            'color:\n  primary:\n    light: "#333333"\n    dark: "#444444"\n',
            ["primary #333333"],
        ),
    ],
)
def test_colours_come_as_values_with_the_primary_first(text: str, values: list[str]) -> None:
    """Short values, names of the palette, names of CSS and other roles are all followed."""
    found = identity(text).colours
    assert [f"{colour.name} {colour.value}" for colour in found] == values


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("typography:\n  base: Inter\n", "Inter"),
        ("typography:\n  base:\n    family: Inter\n    size: 1rem\n", "Inter"),
        ("typography:\n  fonts:\n    - source: google\n      family: Karla\n", "Karla"),
        ("typography:\n  headings:\n    color: primary\n", None),
    ],
)
def test_the_font_is_the_base_or_else_the_first_listed(text: str, font: str | None) -> None:
    """A brand without a base font shows the first that it lists."""
    assert identity(text).font == font


@pytest.mark.parametrize(
    ("text", "logo"),
    [
        ("logo: logo.png\n", "logo.png"),
        ("logo:\n  small: s.svg\n  medium: m.svg\n", "m.svg"),
        ("logo:\n  medium:\n    light: l.svg\n    dark: d.svg\n", "l.svg"),
        ("logo:\n  large:\n    path: big.svg\n    alt: A lamp\n", "big.svg"),
        ("logo:\n  images:\n    mark:\n      path: m.svg\n      alt: A\n  medium: mark\n", "m.svg"),
        ("logo:\n  images:\n    mark: m.svg\n  medium:\n    light: mark\n", "m.svg"),
    ],
)
def test_the_logo_is_found_in_every_form_of_the_format(text: str, logo: str) -> None:
    """A text, a size, a pair of modes, a path with its words, a named image."""
    assert identity(text).logo == logo


def test_sections_of_other_tools_are_left_alone() -> None:
    """The public format may carry what we do not know."""
    text = "defaults:\n  shiny:\n    theme: dark\nx-our-site:\n  - 1\n"
    assert identity(text) == Identity(name="Acme")


def test_the_colours_of_css_are_148_and_carry_their_source() -> None:
    """The list is data with its source and the day it was read."""
    text = files("creative_agents.brands").joinpath("css_colours.toml").read_text("utf-8")
    assert len(css_colours()) == 148
    assert 'source = "https://www.w3.org/' in text
    assert "checked = 2026-" in text
