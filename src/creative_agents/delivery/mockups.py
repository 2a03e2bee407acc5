"""Mock-ups: which template shows a piece as its channel would, and what it needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from creative_agents.delivery.pieces import Piece
from creative_agents.delivery.words import Words
from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Brand
from creative_agents.domain.sms import sms_encoding

SEARCH_ADS: Final = 3
"""How many combinations of a responsive search ad are shown."""
_HEADLINES: Final = 3
_DESCRIPTIONS: Final = 2


@dataclass(frozen=True)
class SearchAd:
    """One combination that a search engine may show."""

    headlines: tuple[str, ...]
    descriptions: tuple[str, ...]


@dataclass(frozen=True)
class Storyboard:
    """The script of a film as a table: a column for each field that has several texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: tuple[tuple[str, str], ...]
    """Label and text of what holds over the whole film."""


@cache
def _templates() -> frozenset[str]:
    folder = resources.files("creative_agents.delivery") / "templates" / "mockups"
    return frozenset(file.name for file in folder.iterdir())


def mockup(piece: Piece) -> str:
    """Give the template that shows a piece: its channel's own, a storyboard, or the generic one.

    Args:
        piece: The piece. A film without a template of its own is a storyboard.

    Returns:
        The template's name; a file of the channel's name in ``templates/mockups`` wins.
    """
    own = f"{piece.variant.asset.channel}.html"
    if own in _templates():
        return f"mockups/{own}"
    film = piece.channel is not None and piece.channel.format.video
    return f"mockups/{'storyboard' if film else 'generic'}.html"


def search_ads(asset: Asset) -> tuple[SearchAd, ...]:
    """Give a few combinations of a responsive search ad, showing as many texts as possible.

    Args:
        asset: The texts, which the engine may combine in any order.

    Returns:
        At most `SEARCH_ADS` combinations, always the same ones for the same texts.
    """
    return tuple(dict.fromkeys(_combinations(asset)))


def _combinations(asset: Asset) -> Iterator[SearchAd]:
    for number in range(SEARCH_ADS):
        yield SearchAd(
            _turn(asset.texts("headline"), number, _HEADLINES),
            _turn(asset.texts("description"), number, _DESCRIPTIONS),
        )


def _turn(texts: tuple[str, ...], number: int, size: int) -> tuple[str, ...]:
    taken = min(size, len(texts))
    return tuple(texts[(number * size + step) % len(texts)] for step in range(taken))


def storyboard(piece: Piece) -> Storyboard:
    """Lay a script out: texts that come in numbers side by side, the others below."""
    names = tuple(dict.fromkeys(line.field.name for line in piece.lines))
    several = [name for name in names if len(piece.variant.asset.texts(name)) > 1]
    texts = {name: piece.variant.asset.texts(name) for name in several}
    length = max((len(column) for column in texts.values()), default=0)
    return Storyboard(
        columns=tuple(_column(piece, name) for name in several),
        rows=tuple(
            tuple(texts[name][row] if row < len(texts[name]) else "" for name in several)
            for row in range(length)
        ),
        whole=tuple(
            (line.label, line.field.text)
            for line in piece.lines
            if line.field.name not in several and line.counted and line.field.text
        ),
    )


def _column(piece: Piece, name: str) -> str:
    label = next(line.label for line in piece.lines if line.field.name == name)
    return label.rsplit("\u00a0", 1)[0]


def folded(piece: Piece, name: str, words: Words) -> Markup:
    """Show a text as a feed does: what stands before the fold, then the rest in grey.

    Args:
        piece: The piece.
        name: The field. Its fold is the channel's visible limit.
        words: The reader's language.

    Returns:
        Escaped HTML.
    """
    text = piece.variant.asset.text(name)
    fold = _fold(piece, name)
    if fold is None or len(text) <= fold:
        return Markup.escape(text)
    cut = text.rfind(" ", 0, fold + 1)
    fold = cut if cut > 0 else fold
    more = words("mock.more")
    return Markup('{}<span class="fold">… <b>{}</b>\n{}</span>').format(
        text[:fold].rstrip(), more, text[fold:].lstrip()
    )


def _fold(piece: Piece, name: str) -> int | None:
    fields = piece.channel.format.fields if piece.channel else ()
    for field in fields:
        if field.name == name and (limit := field.limit("visible")):
            return limit.max
    return None


def sms_count(text: str, words: Words) -> str:
    """Say how many segments an SMS takes, in which alphabet, and how long it is."""
    encoding = sms_encoding(text)
    segments = words.count("mock.segments", encoding.segments)
    return words("mock.sms", segments=segments, alphabet=encoding.alphabet, units=encoding.units)


def button(text: str, words: Words) -> str:
    """Give the words on a button: the platform's own for its codes, the copy's otherwise."""
    named = words.term("button", text)
    return text.replace("_", " ").capitalize() if named == text and text.isupper() else named


def domain(brand: Brand) -> str:
    """Give the site's name as an ad shows it; the brand's name where it has no site."""
    host = urlsplit(brand.identity.link or "").hostname or ""
    return host.removeprefix("www.") or brand.name
