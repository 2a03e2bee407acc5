"""Check copy: the rules of the brand, the packs, the law, the voice and what is only ours.

Everything here is deterministic and asks no model; what was loaded once stays loaded.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from creative_agents import channels as channel_files
from creative_agents.domain.asset import Asset, CopyDeck, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.by_identity import by_identity
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.channel import Channel
from creative_agents.domain.language import detect
from creative_agents.domain.review import Finding
from creative_agents.policies import check as check_policies
from creative_agents.policies import check_deck
from creative_agents.policies.base import DeckContext, PolicyContext
from creative_agents.rules import Bounds, Situation
from creative_agents.rules.formats import Format
from creative_agents.tools._concerned import categories, categories_named, offer_of
from creative_agents.tools._documents import check_document
from creative_agents.tools._forbidden import without_forbidden
from creative_agents.tools._meaning import Embeddings
from creative_agents.tools._nobody import nobody, of_nobody
from creative_agents.tools._packs import Reading, law_packs
from creative_agents.tools._precedence import GRAVITY, without_doubles

if TYPE_CHECKING:
    from creative_agents.tools.score import Score

Part = Literal["policies", "packs", "voice", "originality"]
"""A part of a check."""

PARTS: Final[tuple[Part, ...]] = get_args(Part)
"""Every part, in the order in which they run."""

_NOT_READ: Final = frozenset({"url", "choice"})


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    findings: tuple[Finding, ...] = ()
    """Errors first, then warnings and suggestions, each in the order of the piece."""
    notices: tuple[str, ...] = ()
    """What was not checked, or not understood, each told once."""
    pieces: int = 1
    """How many pieces were checked."""

    @property
    def incomplete(self) -> bool:
        """Whether a rule could not finish, so that nothing may call the copy clean."""
        return any(finding.incomplete for finding in self.findings)

    @property
    def score(self) -> "Score":
        """The score with its composition, for those who must report one."""
        from creative_agents.tools.score import score_of  # noqa: PLC0415 - few ask for it

        return score_of(self.findings, pieces=self.pieces)


def check(  # noqa: PLR0913 - what is checked, against what, where, when
    piece: Asset,
    brand: Brand | None,
    *,
    market: str | None = None,
    on: date | None = None,
    brief: Brief | None = None,
    variant: Variant | None = None,
    packs: Sequence[str | Path] | None = None,
    usual: bool = True,
    channels: Mapping[str, Channel] | None = None,
    language: Language | None = None,
    parts: Collection[Part] = PARTS,
    embeddings: Embeddings | None = None,
) -> Checked:
    """Check one piece.

    Args:
        piece: The copy.
        brand: Whose copy it is; absent: what asks for no brand runs, the limits of the channel
            and the packs.
        market: ISO 3166-1 code of the market; absent: the brief's, else each of the brand's.
        on: The day; absent: today (UTC). The law and the offers of that day hold.
        brief: What was asked, where something was.
        variant: The variant that the piece belongs to; its findings carry its id.
        packs: More packs: names of ours, or folders.
        usual: Whether the packs that always hold for a language run.
        channels: Channels by name, before those of the brand folder and ours.
        language: Language of the messages; absent: the brand's.
        parts: What to run; absent: everything.
        embeddings: An embedding, to find past and rival lines that say the same in other words.

    Returns:
        The findings, each once.

    Raises:
        UnknownNameError: Nobody knows the piece's channel.
        ConfigError: A pack does not exist or cannot be read.
    """
    day = on or datetime.now(UTC).date()
    markets = _markets(market, brief, brand)
    owner = brand or nobody(language or piece.language)
    reader = in_language(owner, language)
    channel = _channel(piece.channel, owner, channels)
    found: list[Finding] = []
    notices: tuple[str, ...] = ()
    if "policies" in parts:
        context = PolicyContext(
            brand=reader,
            channel=channel,
            today=day,
            brief=brief,
            variant=variant,
            market=markets[0] if len(markets) == 1 else None,
        )
        found += check_policies(piece, context, policies=None if brand else of_nobody())
    if "packs" in parts:
        where = Situation(
            language=piece.language,
            channel=piece.channel,
            categories=categories(piece, owner, brief=brief, variant=variant),
            on=day,
            reader=reader.language,
        )
        fields = _fields(piece, channel, variant)
        reading = Reading(brand, piece.language, tuple(packs or ()), usual=usual)
        ours = reading.together(where, markets)
        read = ours.rules.check_fields(fields, "plain", ours.situation).findings
        found += ours.in_order(without_forbidden(read, fields, channel, ours.rules))
        notices = (*_notices(markets, reader.language), *reading.notices(markets))
    if "voice" in parts and brand:
        from creative_agents.tools.voice import check_voice  # noqa: PLC0415 - of pieces alone

        found += check_voice(piece, reader)
    if "originality" in parts and brand:
        from creative_agents.tools.originality import check_originality  # noqa: PLC0415 - as above

        found += check_originality(piece, reader, embeddings=embeddings)
    placed = _named(_placed(found, piece), variant)
    return Checked(_sorted(without_doubles(placed), piece), notices)


def check_together(  # noqa: PLR0913 - as `check`
    pieces: Sequence[Asset | Variant],
    brand: Brand | None,
    *,
    market: str | None = None,
    on: date | None = None,
    brief: Brief | None = None,
    packs: Sequence[str | Path] | None = None,
    usual: bool = True,
    channels: Mapping[str, Channel] | None = None,
    language: Language | None = None,
    parts: Collection[Part] = PARTS,
) -> Checked:
    """Check the pieces of one campaign, each by itself and against each other.

    Args:
        pieces: The copy. An asset without a variant gets the id ``<channel>/<number>``, and the
            offer of the product that it names.
        brand: As for `check`.
        market: As for `check`.
        on: As for `check`.
        brief: As for `check`.
        packs: As for `check`.
        usual: As for `check`.
        channels: As for `check`.
        language: As for `check`.
        parts: As for `check`.

    Returns:
        The findings, each with the id of its piece.

    Raises:
        UnknownNameError: Nobody knows a piece's channel.
        ConfigError: A pack does not exist or cannot be read.
    """
    day = on or datetime.now(UTC).date()
    owner = brand or nobody(language or _language_of(pieces))
    variants = [_variant(piece, number, owner) for number, piece in enumerate(pieces, start=1)]
    found: list[Finding] = []
    notices: list[str] = []
    for piece, variant in zip(pieces, variants, strict=True):
        alone = check(
            variant.asset,
            brand,
            market=market,
            on=day,
            brief=brief,
            variant=piece if isinstance(piece, Variant) else None,
            packs=packs,
            usual=usual,
            channels=channels,
            language=language,
            parts=parts,
        )
        found += (one.model_copy(update={"piece": variant.id}) for one in alone.findings)
        notices += alone.notices
    context = DeckContext(
        brand=in_language(owner, language),
        channels={
            variant.asset.channel: _channel(variant.asset.channel, owner, channels)
            for variant in variants
        },
        today=day,
        brief=brief,
    )
    found += check_deck(CopyDeck(variants=tuple(variants)), context)
    order = {variant.id: number for number, variant in enumerate(variants)}
    kept = sorted(
        without_doubles(found), key=lambda one: (GRAVITY[one.level], order.get(one.piece, -1))
    )
    return Checked(tuple(kept), tuple(dict.fromkeys(notices)), pieces=len(variants))


def check_text(  # noqa: PLR0913 - as `check`
    text: str,
    *,
    format: Format = "plain",
    brand: Brand | None = None,
    market: str | None = None,
    on: date | None = None,
    packs: Sequence[str | Path] | None = None,
    channel: str = "",
    usual: bool = True,
    text_language: Language | None = None,
    language: Language | None = None,
) -> Checked:
    """Check a text that is no piece of a channel: a page, an article, a file of a repository.

    Code and addresses are left alone. The rules of the brand that know no channel read it too.

    Args:
        text: The text.
        format: How it is written.
        brand: Whose text; absent: packs alone read it.
        market: As for `check`.
        on: As for `check`.
        packs: As for `check`.
        channel: Name of the channel for which rules of a pack may ask.
        usual: Whether the packs that always hold for a language run.
        text_language: Language of the text; absent: what it shows, else the brand's, else
            English.
        language: Language of the messages; absent: the brand's, else the text's.

    Returns:
        The findings, with their places in code points of `text`.

    Raises:
        ConfigError: A pack does not exist or cannot be read, or nobody knows the format.
    """
    day = on or datetime.now(UTC).date()
    if not text.strip():
        return Checked()
    written = text_language or detect(text[:_SAMPLE]) or (brand.language if brand else "en")
    reader = language or (brand.language if brand else written)
    markets = _markets(market, None, brand)
    where = Situation(
        language=written,
        channel=channel,
        categories=categories_named(text[: Bounds().size], brand) if brand else frozenset(),
        on=day,
        reader=reader,
    )
    found: list[Finding] = []
    reading = Reading(brand, written, tuple(packs or ()), in_file=True, usual=usual)
    ours = reading.together(where, markets)
    found += ours.in_order(ours.rules.check(text, format, ours.situation).findings)
    if brand is not None:
        found += check_document(
            text,
            format,
            in_language(brand, reader),
            language=written,
            market=markets[0] if len(markets) == 1 else None,
            on=day,
        )
    kept = sorted(without_doubles(found), key=lambda one: (one.start or 0, one.rule))
    return Checked(tuple(kept), (*_notices(markets, reader), *reading.notices(markets)))


_SAMPLE: Final = 4_000
"""Code points that are enough to tell a language."""


@by_identity(32)
def in_language(brand: Brand, language: Language | None) -> Brand:
    """Give a brand whose findings come in a language; the same object for the same two.

    Args:
        brand: The brand.
        language: The language; absent: the brand's own.
    """
    if language is None or language == brand.language:
        return brand
    return brand.model_copy(update={"language": language})


def _markets(market: str | None, brief: Brief | None, brand: Brand | None) -> tuple[str, ...]:
    if market is not None:
        return (market,)
    if brief is not None:
        return (brief.market,)
    return brand.markets if brand else ()


def _channel(name: str, brand: Brand, given: Mapping[str, Channel] | None) -> Channel:
    if given is not None and name in given:
        return given[name]
    return _loaded(name, brand.folder, brand.fingerprint)


@lru_cache(maxsize=256)
def _loaded(name: str, folder: str | None, _version: str) -> Channel:
    return channel_files.load(name, *((folder,) if folder else ()))


def _fields(piece: Asset, channel: Channel, variant: Variant | None) -> dict[str, str]:
    """Give what a reader reads, by place; words on the picture count too."""
    kinds = {field.name: field.kind for field in channel.format.fields}
    read = {
        field.place: field.text
        for field in piece.fields
        if kinds.get(field.name) not in _NOT_READ and field.text.strip()
    }
    if variant is not None and variant.on_image:
        read["on_image"] = variant.on_image
    return read


def _notices(markets: Sequence[str], language: Language) -> tuple[str, ...]:
    words = Catalogue.load("creative_agents.tools", "words")
    if not markets:
        return (words.say(language, "notice.no_market"),)
    return tuple(
        words.say(language, "notice.no_pack", market=each)
        for each in markets
        if not law_packs(each)
    )


def _language_of(pieces: Sequence[Asset | Variant]) -> Language:
    if not pieces:
        return "en"
    first = pieces[0]
    return first.asset.language if isinstance(first, Variant) else first.language


def _variant(piece: Asset | Variant, number: int, brand: Brand) -> Variant:
    if isinstance(piece, Variant):
        return piece
    offer = offer_of(piece, brand)
    return Variant(
        id=f"{piece.channel}/{number}",
        asset=piece,
        idea=piece.channel,
        claims_used=tuple(claim.id for claim in brand.claims),
        offer=offer.id if offer else None,
    )


def _placed(findings: Iterable[Finding], piece: Asset) -> Iterable[Finding]:
    """Give a span to a finding that quotes a whole text; what is missing has none."""
    texts = {field.place: field.text for field in piece.fields}
    for one in findings:
        if one.start is None and one.quote and one.quote == texts.get(one.field):
            yield one.model_copy(update={"start": 0, "end": len(one.quote)})
        else:
            yield one


def _named(findings: Iterable[Finding], variant: Variant | None) -> Iterable[Finding]:
    if variant is None:
        return findings
    return [one if one.piece else one.model_copy(update={"piece": variant.id}) for one in findings]


def _sorted(findings: Iterable[Finding], piece: Asset) -> tuple[Finding, ...]:
    found = list(findings)
    if len(found) < 2:
        return tuple(found)
    order = {field.place: number for number, field in enumerate(piece.fields)}
    return tuple(
        sorted(
            found,
            key=lambda f: (GRAVITY[f.level], order.get(f.field, -1), f.start or 0, f.rule),
        )
    )
