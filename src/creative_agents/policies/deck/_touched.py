"""Touched: what a change of an offer changes in the pieces that speak of it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final, Literal

from creative_agents.domain.asset import AssetField, CopyDeck, Variant
from creative_agents.domain.base import Language, Model
from creative_agents.domain.brand import Brand, Offer, PastPiece
from creative_agents.domain.money import Money
from creative_agents.policies._counts import is_reduction, role
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._fold import letters, phrase
from creative_agents.policies._lines import Line

OfferPart = Literal[
    "price",
    "reference_price",
    "saving",
    "reduction",
    "start",
    "end",
    "name",
    "conditions",
    "legal_line",
    "cta",
]
"""What of an offer changed; ``saving`` and ``reduction`` follow from the two prices."""

_TEXTS: Final[tuple[OfferPart, ...]] = ("legal_line", "conditions", "name", "cta")
_FIGURES: Final[tuple[OfferPart, ...]] = (
    "price",
    "reference_price",
    "saving",
    "reduction",
    "start",
    "end",
)


class Touched(Model):
    """Words of one piece that a change of an offer makes wrong."""

    piece: str
    """Id of the variant or of the past piece."""
    past: bool
    """True for a piece of the brand's archive, false for a variant."""
    sells: bool
    """True when the piece names the offer as its own; false when its words are merely the same."""
    field: str
    """Place in the piece: ``headline[1]``."""
    start: int
    """First code point of the words."""
    end: int
    """Code point after the words."""
    quote: str
    """The words, letter for letter."""
    part: OfferPart
    """What of the offer they say."""
    before: str
    """What the offer held."""
    after: str
    """What it holds now; empty when it holds nothing any more."""


def pieces_touched(
    brand: Brand, before: Offer, after: Offer | None, pieces: CopyDeck | Iterable[Variant] = ()
) -> tuple[Touched, ...]:
    """List every piece that a change of an offer touches, with the exact words.

    Args:
        brand: Whose offer it is; its past pieces are read too.
        before: The offer as it was.
        after: The offer as it becomes; nothing where it is withdrawn.
        pieces: The variants to read beside the past pieces. A variant of another offer is not.

    Returns:
        One entry for each run of words, variants first, each in the order of its piece.
    """
    changed = _changed(before, after)
    variants = pieces.variants if isinstance(pieces, CopyDeck) else tuple(pieces)
    found = [*_in_variants(variants, before, brand, changed)]
    found.extend(_in_past(brand, before, changed))
    return tuple(found)


_Held = Mapping[OfferPart, tuple[Figure | str, ...]]


class _Changes(Model):
    """What an offer held, and how each part reads before and after."""

    before: dict[str, str]
    after: dict[str, str]


def _changed(before: Offer, after: Offer | None) -> _Changes:
    was, now = _parts(before), _parts(after) if after else {}
    parts = [part for part in was if was[part] != now.get(part, "")]
    return _Changes(
        before={part: was[part] for part in parts},
        after={part: now.get(part, "") for part in parts},
    )


def _parts(offer: Offer) -> dict[str, str]:
    """Say each part of an offer as a text: "29.90 EUR", "2027-08-31", "14%"."""
    saved = _saved(offer)
    share = (
        saved.amount * 100 / offer.reference_price.amount if saved and offer.reference_price else 0
    )
    said = {
        "price": offer.price,
        "reference_price": offer.reference_price,
        "saving": saved,
        "reduction": f"{Decimal(share).quantize(Decimal('0.1'))}%" if saved else None,
        "start": offer.start,
        "end": offer.end,
        **{part: getattr(offer, part) for part in _TEXTS},
    }
    return {part: str(value) for part, value in said.items() if value is not None}


def _saved(offer: Offer) -> Money | None:
    price, reference = offer.price, offer.reference_price
    if price is None or reference is None or reference.amount <= price.amount:
        return None
    return Money(amount=reference.amount - price.amount, currency=price.currency)


def _in_variants(
    variants: Iterable[Variant], offer: Offer, brand: Brand, changes: _Changes
) -> Iterator[Touched]:
    for variant in variants:
        if variant.offer in {None, offer.id}:
            fields = [*variant.asset.fields]
            if variant.on_image:
                fields.append(AssetField(name="on_image", text=variant.on_image))
            sells = variant.offer == offer.id or _speaks_of(fields, offer, brand)
            about = {"piece": variant.id, "past": False, "sells": sells}
            yield from _touched(fields, variant.asset.language, offer, changes, about)


def _in_past(brand: Brand, offer: Offer, changes: _Changes) -> Iterator[Touched]:
    for piece in brand.pieces:
        fields = [*_fields(piece)]
        about = {"piece": piece.id, "past": True, "sells": _speaks_of(fields, offer, brand)}
        yield from _touched(fields, piece.language, offer, changes, about)


def _fields(piece: PastPiece) -> Iterator[AssetField]:
    for name, texts in piece.fields.items():
        for index, text in enumerate(texts, 1):
            yield AssetField(name=name, index=index, text=text)


def _speaks_of(fields: Iterable[AssetField], offer: Offer, brand: Brand) -> bool:
    products = (brand.product(id) for id in offer.products)
    said = [offer.name, *(product.name for product in products if product)]
    whole = letters("\n".join(field.text for field in fields)).plain
    return any(letters(name).plain in whole for name in said)


def _touched(
    fields: Iterable[AssetField],
    language: Language,
    offer: Offer,
    changes: _Changes,
    about: Mapping[str, object],
) -> Iterator[Touched]:
    for field in fields:
        line = Line(field, "text", letters(field.text))
        taken: list[tuple[int, int]] = []
        for part, (start, end) in (
            *_texts(line, changes),
            *_amounts(line, language, offer, changes),
        ):
            if not any(first < end and start < last for first, last in taken):
                taken.append((start, end))
                said = {"before": changes.before[part], "after": changes.after[part], "part": part}
                place = {"field": field.place, "start": start, "end": end}
                quote = field.text[start:end]
                yield Touched.model_validate({**about, **place, **said, "quote": quote})


def _texts(line: Line, changes: _Changes) -> Iterator[tuple[str, tuple[int, int]]]:
    for part in _TEXTS:
        if part in changes.before:
            for match in phrase(changes.before[part]).finditer(line.typed.plain):
                yield part, line.typed.span(*match.span())


def _amounts(
    line: Line, language: Language, offer: Offer, changes: _Changes
) -> Iterator[tuple[str, tuple[int, int]]]:
    for figure in figures(line.plain, language):
        for part in _FIGURES:
            if part in changes.before and _says(figure, part, offer, line):
                yield part, line.bare.span(figure.start, figure.end)
                break


def _says(figure: Figure, part: OfferPart, offer: Offer, line: Line) -> bool:
    if part in {"start", "end"}:
        day = offer.start if part == "start" else offer.end
        return day is not None and figure.agrees(
            Figure("date", Decimal(day.month) + Decimal(day.day) / 100, str(day.year), 0, 0)
        )
    if part == "reduction":
        return is_reduction(figure, line) and figure.value in _shares(offer)
    amounts = {
        "price": offer.price,
        "reference_price": offer.reference_price,
        "saving": _saved(offer),
    }
    money = amounts[part]
    if money is None or figure.kind != "money" or figure.value != money.amount:
        return False
    said = role(figure, line)
    return figure.unit in {"", money.currency} and (part != "saving" or said in {"saving", "price"})


def _shares(offer: Offer) -> set[Decimal]:
    saved, reference = _saved(offer), offer.reference_price
    if saved is None or reference is None:
        return set()
    share = saved.amount * 100 / reference.amount
    return {share.quantize(Decimal(1), rounding) for rounding in (ROUND_DOWN, ROUND_HALF_UP)}
