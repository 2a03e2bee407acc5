"""``brand.yml``, the public format: what a page or a deck needs of it.

The format is https://posit-dev.github.io/brand-yml/ (read 2026-11-22): ``meta``, ``logo``,
``color``, ``typography``, ``defaults``. Keys of other tools are left alone; a key that looks
like a mistyped one of these is a mistake.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Final

from creative_agents.brands.problems import Problems, nearest
from creative_agents.brands.tree import Fields, Items, Loc, Node, Scalar, line_of
from creative_agents.domain.brand import Colour, Identity

_SECTIONS: Final = ("meta", "logo", "color", "typography", "defaults")
_THEME: Final = (
    "primary",
    "secondary",
    "tertiary",
    "success",
    "info",
    "warning",
    "danger",
    "light",
    "dark",
    "link",
    "foreground",
    "background",
)
_SIZES: Final = ("medium", "large", "small")
_HEX: Final = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)


def read_identity(root: Node, *, file: str, problems: Problems) -> Identity | None:
    """Read a public ``brand.yml``.

    Args:
        root: The file's tree.
        file: How the person knows the file.
        problems: Where mistakes are noted.

    Returns:
        The identity, or nothing where the file names no brand.
    """
    if not isinstance(root, Fields):
        problems.add(
            file, root.line, "the file must be fields", "write 'meta:' and under it 'name: …'"
        )
        return None
    reader = _IdentityReader(file, root, problems)
    reader.check_sections()
    name, legal_name = reader.names()
    if name is None:
        line = line_of(root, ("meta", "name"))
        problems.add(file, line, "the brand has no name", "write 'meta:' and under it 'name: …'")
        return None
    return Identity(
        name=name,
        legal_name=legal_name,
        link=reader.text("meta", "link") or reader.text("meta", "link", "home"),
        colours=reader.colours(),
        font=reader.font(),
        logo=reader.logo(),
    )


@dataclass(frozen=True, slots=True)
class _IdentityReader:
    file: str
    root: Fields
    problems: Problems

    def at(self, *loc: str) -> Node | None:
        """Give the node at a place."""
        node: Node | None = self.root
        for step in loc:
            node = node.values.get(step) if isinstance(node, Fields) else None
        return node

    def text(self, *loc: str) -> str | None:
        """Give the text at a place; nothing where it is blank, absent or not a text."""
        node = self.at(*loc)
        return (node.text or "").strip() or None if isinstance(node, Scalar) else None

    def mistake(self, loc: Loc, what: str, fix: str) -> None:
        """Note a mistake at a place."""
        self.problems.add(self.file, line_of(self.root, loc), what, fix)

    def check_sections(self) -> None:
        """Note the keys that look like a mistyped section, and sections of the wrong shape."""
        for key, node in self.root.values.items():
            near = nearest(key, _SECTIONS)
            if near is not None and key not in _SECTIONS:
                self.mistake((key,), f"unknown key {key!r}", f"write {near!r}")
            blank = isinstance(node, Scalar) and node.text is None
            if key in _SECTIONS[2:] + _SECTIONS[:1] and not isinstance(node, Fields) and not blank:
                self.mistake((key,), f"{key!r} must be fields", "indent its keys under it")

    def names(self) -> tuple[str | None, str | None]:
        """Give the name that the audience reads and the legal one."""
        full = self.text("meta", "name", "full")
        short = self.text("meta", "name", "short") or self.text("meta", "name")
        return short or full, full

    def colours(self) -> tuple[Colour, ...]:
        """Give the palette with its values, the primary colour first, each value once."""
        palette = self.at("color", "palette")
        names = palette.values if isinstance(palette, Fields) else ()
        guide = self._values([("palette", name) for name in names])
        roles = self._values([(role,) for role in _THEME])
        primary = self._values([("primary",)])
        found = {
            **primary,
            **guide,
            **{value: roles[value] for value in roles if value not in guide},
        }
        return tuple(Colour(name=name, value=value) for value, name in found.items())

    def _values(self, places: list[tuple[str, ...]]) -> dict[str, str]:
        """Give the name of each value at these places, the first name where two share one."""
        found: dict[str, str] = {}
        for place in places:
            if (node := self.at("color", *place)) is not None:
                name, value = self._resolve(place, node)
                if value is not None:
                    found.setdefault(value, name)
        return found

    def _resolve(self, place: tuple[str, ...], node: Node) -> tuple[str, str | None]:
        name, seen = place[-1], [place]
        while True:
            if isinstance(node, Fields):  # the format's pair of a light and a dark mode
                node = (
                    node.values.get("light") or node.values.get("dark") or Scalar(node.line, None)
                )
            text = (node.text or "").strip() if isinstance(node, Scalar) else ""
            if _HEX.fullmatch(text):
                return name, _six_digits(text)
            target = self._target(text)
            if target is None or target in seen:
                return name, self._named(place, text, cycle=target in seen)
            seen.append(target)
            name = target[-1]
            node = self.at("color", *target) or Scalar(node.line, None)

    def _target(self, text: str) -> tuple[str, ...] | None:
        if self.at("color", "palette", text) is not None:
            return ("palette", text)
        return (text,) if text in _THEME and self.at("color", text) is not None else None

    def _named(self, place: tuple[str, ...], text: str, *, cycle: bool) -> str | None:
        value = css_colours().get(text.lower())
        if value is not None:
            return value
        fix = "write its hexadecimal value between quotes, such as '\"#1f6f5c\"'"
        if not text:
            what = f"the colour {place[-1]!r} is empty, '#' without quotes starts a comment"
        elif cycle:
            what = f"the colour {place[-1]!r} leads back to itself"
        else:
            what = f"the colour {text!r} is neither a value nor a name of the palette"
        self.mistake(("color", *place), what, fix)
        return None

    def font(self) -> str | None:
        """Give the family of the base font, or of the first font that the file lists."""
        base = self.text("typography", "base", "family") or self.text("typography", "base")
        fonts = self.at("typography", "fonts")
        if base is not None or not isinstance(fonts, Items) or not fonts.items:
            return base
        first = fonts.items[0]
        family = first.values.get("family") if isinstance(first, Fields) else None
        return family.text if isinstance(family, Scalar) else None

    def logo(self) -> str | None:
        """Give the path of the logo, of medium size where there are several."""
        path = self.text("logo")
        for size in _SIZES:
            path = path or self._logo_path("logo", size)
        if path is None or "://" in path:
            return path
        inside = PurePosixPath(path)
        if inside.is_absolute() or ".." in inside.parts:
            what = f"the logo {path!r} lies outside the brand folder"
            self.mistake(("logo",), what, "put it into the folder and write its path there")
            return None
        return path

    def _logo_path(self, *loc: str) -> str | None:
        if self.at(*loc, "light") is not None:
            return self._logo_path(*loc, "light")
        path = self.text(*loc, "path") or self.text(*loc)
        if path is not None and self.at("logo", "images", path) is not None:
            return self.text("logo", "images", path, "path") or self.text("logo", "images", path)
        return path


@cache
def css_colours() -> dict[str, str]:
    """Give the colours that CSS knows by name, in hexadecimal."""
    data = files("creative_agents.brands").joinpath("css_colours.toml").read_text("utf-8")
    return dict(tomllib.loads(data)["colours"])


def _six_digits(text: str) -> str:
    digits = text[1:].lower()
    if len(digits) < 6:
        digits = "".join(2 * digit for digit in digits)
    return f"#{digits[:6]}"
