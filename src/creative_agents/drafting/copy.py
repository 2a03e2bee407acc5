"""A piece from a small model: each field takes the best line that fits it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from creative_agents.brands.digest import products
from creative_agents.brands.owned import STOP, landing_page, owned_texts, plain_text
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.channel import Channel, FormatField
from creative_agents.domain.measure import measure
from creative_agents.domain.sms import to_gsm7
from creative_agents.drafting.lines import Line, LineWriter, Shape
from creative_agents.drafting.sources import Kind, Source, of_kinds, sources
from creative_agents.errors import BriefError
from creative_agents.llm.small_checks import Wanted

ORDERS: Final[tuple[tuple[Kind, ...], ...]] = (
    ("benefit", "fact", "need"),
    ("benefit", "fact", "need"),
    ("need", "benefit", "fact"),
    ("fact", "benefit", "need"),
    ("benefit", "need", "fact"),
    ("need", "fact", "benefit"),
)
"""With which lines each variant leads: proof, ease, belonging, curiosity, pride, relief. What
people said stays theirs: a small model puts their "I" into the brand's mouth. What was proved
stays as it was cleared: a small model turns "sold for 25 years" into "lasts 25 years"."""

LINES: Final = 8
"""Source lines of a variant: with more, a small model loses its place."""

SHORT: Final = 45
"""Characters up to which a field takes a headline; a longer one takes whole sentences."""

BODY: Final = 4
"""Texts of a long field without a limit: some 60 to 80 words."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What is to be written."""

    brand: Brand
    brief: Brief
    channel: Channel
    number: int
    lever: str
    round: int
    on: date
    insight: str
    """The insight that the strategy rests on."""
    written_by: str
    """The model's name."""


@dataclass
class _Desk:
    """The lines at hand while a piece is put together; a line is used once."""

    headlines: tuple[Line, ...]
    texts: tuple[Line, ...]
    used: list[Line] = field(default_factory=list)

    def take(self, shape: Shape, room: int, field: FormatField) -> str | None:
        """Take the best unused line that fits a field."""
        for line in self.headlines if shape == "headline" else self.texts:
            fits = len(line.text) <= room and _fits(line.text, field)
            if fits and line not in self.used and not self._proved_already(line):
                self.used.append(line)
                return line.text
        return None

    def _proved_already(self, line: Line) -> bool:
        """Whether another wording of the same claim stands in the piece."""
        proved = {source.id for used in self.used for source in _claims_of(used)}
        return any(source.id in proved for source in _claims_of(line))


def _claims_of(line: Line) -> list[Source]:
    return [source for source in line.sources if source.kind == "claim"]


class CopyDrafter:
    """Drafts pieces with a small model."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it writes, for the record.
        """
        self._writer = LineWriter(model, name=name)

    async def draft(self, piece: Piece, config: RunnableConfig | None = None) -> Variant:
        """Draft one piece: ask for lines, choose, put together.

        Args:
            piece: What is to be written.
            config: LangChain's configuration.

        Returns:
            A variant; a field for which no line could be used is absent, and the rules will
            say so.
        """
        leading, proved = _leading(piece), _proved(piece)
        headlines = await self._writer.rewrite(
            [(item,) for item in leading],
            "headline",
            _wanted(piece, leading, most=SHORT),
            enough=5,
            config=config,
        )
        texts = await self._writer.rewrite(
            _pairs(leading),
            "text",
            _wanted(piece, leading, sentence=True),
            enough=3,
            config=config,
        )
        desk = _Desk(
            headlines=_joined(
                piece, [line for line in proved if len(line.text) <= SHORT], headlines
            ),
            texts=_joined(piece, [line for line in proved if line.text.endswith(".")], texts),
        )
        fields = tuple(_fields(piece, desk))
        return _variant(piece, fields, desk, leading[0])


def _leading(piece: Piece) -> tuple[Source, ...]:
    """Choose the variant's own lines, other ones than its siblings' as far as there are others.

    They do not depend on the channel, so that the same calls serve every channel.
    """
    known = sources(piece.brand, piece.brief, on=piece.on)
    order = ORDERS[(piece.number - 1) % len(ORDERS)]
    queues = [of_kinds(known, kind) for kind in order]
    turns = max((len(queue) for queue in queues), default=0)
    mixed = [queue[turn] for turn in range(turns) for queue in queues if turn < len(queue)]
    if not mixed:
        raise BriefError(
            f"the folder of {piece.brand.name!r} holds no line to write from: give the products "
            "of the brief a benefit or a fact"
        )
    turn = (piece.number - 1) * LINES % len(mixed)
    return tuple([*mixed[turn:], *mixed[:turn]][:LINES])


def _proved(piece: Piece) -> list[Line]:
    """Give the claims as they were cleared, other ones first for each variant."""
    cleared = of_kinds(sources(piece.brand, piece.brief, on=piece.on), "claim")
    turn = (piece.number - 1) * PROVED % len(cleared) if cleared else 0
    turned = (*cleared[turn:], *cleared[:turn])
    return [Line(item.text, (item,)) for item in turned[:PROVED]]


PROVED: Final = 3
"""Claims of a variant."""


def _joined(piece: Piece, proved: Sequence[Line], written: Sequence[Line]) -> tuple[Line, ...]:
    """Put the proof first where it is the variant's lever, else after what was written."""
    return (*proved, *written) if piece.number == 1 else (*written, *proved)


def _pairs(leading: Sequence[Source]) -> list[tuple[Source, ...]]:
    """Pair a line that holds a figure with one that holds none, so that figures stay apart."""
    figures = [item for item in leading if any(sign.isdigit() for sign in item.text)]
    plain = [item for item in leading if item not in figures]
    pairs: list[tuple[Source, ...]] = list(zip(plain, figures, strict=False))
    rest = [*plain[len(pairs) :], *figures[len(pairs) :]]
    return [*pairs, *((item,) for item in rest)][: LINES // 2 + 1]


def _wanted(
    piece: Piece, leading: Sequence[Source], *, most: int | None = None, sentence: bool = False
) -> Wanted:
    brand, brief = piece.brand, piece.brief
    names = [item.name for item in products(brand, brief, on=piece.on)]
    avoid = [word for term in brand.terms for word in term.avoid]
    return Wanted(
        language=brief.language,
        facts=[*(item.text for item in leading), *names, brand.name, brief.proposition or ""],
        most=most,
        least=6,
        sentence=sentence,
        avoid=[*avoid, *(item.name for item in brand.competitors)],
        prefer=[*names, brand.name],
    )


def _fields(piece: Piece, desk: _Desk) -> Iterator[AssetField]:
    owned = owned_texts(piece.brand, piece.brief, piece.channel)
    made: dict[str, str] = {}
    for item in piece.channel.format.fields:
        texts = [owned[item.name]] if item.name in owned else _write(piece, item, desk, made)
        for index, text in enumerate(texts, start=1):
            made.setdefault(item.name, text)
            yield AssetField(name=item.name, index=index, text=text)


def _write(piece: Piece, item: FormatField, desk: _Desk, made: Mapping[str, str]) -> list[str]:
    if item.name == "plain_text":
        link = landing_page(piece.brand, piece.brief)
        parts = [made.get(name, "") for name in ("body", "cta", "footer")]
        return [plain_text(parts[0], parts[1], link, parts[2], piece.brief.language)]
    if item.choices:
        return [_choice(item)]
    if item.name == "cta":
        return [call_to_action(piece.brand, piece.brief)]
    return _write_copy(piece, item, desk, _locked_line(piece, item, made))


def _write_copy(piece: Piece, item: FormatField, desk: _Desk, first: str) -> list[str]:
    if _is_message(piece.channel):
        return [_message(piece, first, item, desk)]
    if item.kind == "long_text":
        return _long(piece, first, item, desk)
    if first:
        return [first]
    count = max(item.min_count, min(item.count, LINES)) if item.min_count else 0
    shape: Shape = "headline" if _room(item) <= SHORT else "text"
    taken = (desk.take(shape, _room(item), item) for _ in range(count))
    return [text for text in taken if text]


def _long(piece: Piece, first: str, item: FormatField, desk: _Desk) -> list[str]:
    carried = () if _has_footer(piece.channel) else _mandatories(piece)
    room = _room(item, without=10_000)
    texts = [first] if first else []
    for _ in range(BODY):
        left = room - len(" ".join(texts)) - 1
        if text := desk.take("text", left, item):
            texts.append(text)
    return ["\n\n".join((" ".join(texts), *carried))] if texts else []


def _message(piece: Piece, first: str, item: FormatField, desk: _Desk) -> str:
    """Put a text message together: who speaks, one thought, the way out, in one segment."""
    language = piece.brief.language
    start, end = f"{piece.brand.sender or piece.brand.name}: ", f" {STOP[language]}"
    said = first or desk.take("text", SEGMENT - len(start) - len(end), item) or ""
    return to_gsm7(f"{start}{said}{end}") if said else ""


def _is_message(channel: Channel) -> bool:
    limits = (limit for field in channel.format.fields for limit in field.limits)
    return any(limit.unit == "sms_segments" for limit in limits)


SEGMENT: Final = 160
"""Characters of one SMS in GSM-7."""


def _mandatories(piece: Piece) -> tuple[str, ...]:
    return tuple(
        item.text
        for item in piece.brief.mandatories
        if not item.channels or piece.channel.name in item.channels
    )


def _has_footer(channel: Channel) -> bool:
    return any(item.name == "footer" for item in channel.format.fields)


def _locked_line(piece: Piece, item: FormatField, made: Mapping[str, str]) -> str:
    """Give a person's own line where this is the first field in which a reader reads copy."""
    start = piece.brief.start_from
    if start is None or start.kind != "line" or item.name in _NOT_COPY:
        return ""
    if any(name not in _NOT_COPY for name in made) or not _fits(start.text, item):
        return ""
    return start.text if len(start.text) <= _room(item) else ""


_NOT_COPY: Final = frozenset({"sender", "embargo", "final_url", "business_name", "brand_name"})
"""Fields that stand before the first line that a reader reads as copy."""


def _choice(item: FormatField) -> str:
    return "LEARN_MORE" if "LEARN_MORE" in item.choices else item.choices[0]


def call_to_action(brand: Brand, brief: Brief) -> str:
    """Give the call to action: the offer's own, else a plain one."""
    for offer in brand.offers:
        if offer.id in brief.offers and offer.cta:
            return offer.cta
    return PLAIN_CTA[brief.language]


PLAIN_CTA: Final[dict[Language, str]] = {"en": "See how it works", "fr": "Voir comment"}
"""What a button says where no offer says better."""


def _room(item: FormatField, *, without: int = SHORT) -> int:
    limits = (item.limit(level) for level in ("hard", "visible", "recommended"))
    rooms = (limit.max for limit in limits if limit and limit.max and limit.unit in _LETTERS)
    return min(rooms, default=without)


_LETTERS: Final = frozenset({"characters", "google_characters", "x_characters"})
"""Units that a draft counts as letters."""


def _fits(text: str, item: FormatField) -> bool:
    hard = item.limit("hard")
    return not (hard and hard.max and measure(text, hard.unit) > hard.max)


def _variant(piece: Piece, fields: tuple[AssetField, ...], desk: _Desk, lead: Source) -> Variant:
    language = piece.brief.language
    words = Catalogue.load("creative_agents.drafting", "words")
    shown = next(iter(products(piece.brand, piece.brief, on=piece.on)), None)
    product = shown.name if shown else piece.brand.name
    used = [source for line in desk.used for source in line.sources]
    first = used[0] if used else lead
    claims = tuple(dict.fromkeys(item.id for item in used if item.kind == "claim"))
    offer = next((item.id for item in used if item.kind == "offer"), None)
    return Variant(
        id=f"{piece.channel.name}/{piece.number}",
        round=piece.round,
        asset=Asset(channel=piece.channel.name, language=language, fields=fields),
        idea=words.say(language, "copy.idea", source=lead.text),
        lever=piece.lever,
        insight_served=piece.insight,
        difference=words.say(language, "copy.difference", origin=first.origin),
        claims_used=claims,
        offer=offer,
        visual=words.say(language, "copy.visual", product=product),
        alt_text=words.say(language, "copy.alt", product=product),
        written_by=piece.written_by,
        draft=True,
    )
