"""The plain text: the same campaign in Markdown, for a mail or a pull request."""

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from creative_agents.delivery.mockups import button
from creative_agents.delivery.view import view
from creative_agents.delivery.words import Words
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel

if TYPE_CHECKING:
    from jinja2 import Environment

_SPECIAL: Final = re.compile(r"[\\`*<\[|~]|(?<!\w)_|_(?!\w)")
_LINE_START: Final = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s)", re.MULTILINE)
_BLANKS: Final = re.compile(r"\n{3,}")


class _Written(str):
    """Text that is Markdown already."""

    __slots__ = ()


def render_markdown(campaign: Campaign, brand: Brand, channels: Mapping[str, Channel]) -> str:
    """Show a campaign as Markdown in which nobody's copy can make markup.

    Args:
        campaign: The whole run.
        brand: The brand, whose language the text has.
        channels: Channels by name.

    Returns:
        CommonMark with pipe tables.
    """
    words = Words(brand.language)
    shown = view(campaign, brand, channels) | {
        "button": partial(button, words=words),
        "pair": partial(_pair, words=words),
    }
    text = _environment().get_template("campaign.md").render(shown)
    return _BLANKS.sub("\n\n", text).strip() + "\n"


def escaped(text: str) -> str:
    """Escape the signs that Markdown or HTML would read as markup, and no others."""
    safe = _SPECIAL.sub(r"\\\g<0>", text)
    return _LINE_START.sub(r"\1\\\2", safe)


def _pair(key: str, text: str, words: Words) -> str:
    return words("md.pair", label=words(key), text=text)


def _quoted(text: str) -> str:
    return _Written("\n".join(f"> {line}".rstrip() for line in escaped(text).splitlines()))


def _cell(text: str) -> str:
    return _Written("<br>".join(escaped(text).splitlines()))


def _code(text: str) -> str:
    return _Written(text.replace("`", "'").replace("\n", " "))


def _finalize(value: object) -> object:
    return value if isinstance(value, _Written) else escaped(str(value))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=PackageLoader("creative_agents.delivery", "templates"),
        autoescape=False,  # noqa: S701 - the text is not HTML; `_finalize` escapes each value
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"quoted": _quoted, "cell": _cell, "code": _code}
    return environment
