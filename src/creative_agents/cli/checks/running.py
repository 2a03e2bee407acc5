"""The check itself: each file with the rules that are its own, the pieces of a folder together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from creative_agents.channels import load as load_channel
from creative_agents.cli.checks.pieces import Piece, Pieces, read_pieces, spans
from creative_agents.cli.checks.places import Lines
from creative_agents.cli.checks.report import Remark
from creative_agents.cli.checks.sources import Source
from creative_agents.delivery.lines import labelled
from creative_agents.domain.asset import Asset, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.language import detect
from creative_agents.domain.review import Finding
from creative_agents.errors import InputError
from creative_agents.rules import Config, Situation
from creative_agents.tools.checking import Checked, check, check_text, check_together

_SAMPLE: Final = 4_000
"""Code points that are enough to tell a language."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What copy is checked against."""

    brand: Brand | None = None
    """Whose copy."""
    packs: tuple[str | Path, ...] = ()
    """Packs that were named."""
    config: Config | None = None
    """A ``.vale.ini``, for files of copy."""
    market: str | None = None
    """Where it runs."""
    on: date
    """The day."""
    language: Language | None = None
    """Language of the messages; absent: the brand's, else the copy's."""

    @property
    def usual(self) -> bool:
        """Whether the packs that always hold run: not where others were named for no brand."""
        return self.brand is not None or not (self.packs or self.config)


@dataclass
class Found:
    """What was found, as it comes."""

    remarks: list[Remark] = field(default_factory=list)
    """The findings."""
    notices: list[str] = field(default_factory=list)
    """What was not checked."""
    refused: list[str] = field(default_factory=list)
    """Files that could not be read."""
    pieces: int = 0
    """Pieces and files that were checked."""


def run(sources: Iterable[Source], settings: Settings) -> Found:
    """Check files.

    Args:
        sources: The files.
        settings: What they are checked against.

    Returns:
        The findings in the order of the files.
    """
    found = Found()
    campaigns: dict[str, list[tuple[Source, Pieces]]] = {}
    channels: set[str] = set()
    for source in sources:
        if source.tree is None:
            found.remarks += _text(source, settings, found)
            found.pieces += 1
            continue
        try:
            pieces = read_pieces(source.tree, settings.brand.language if settings.brand else None)
            _know_channels(pieces, settings.brand, channels)
        except InputError as error:
            found.refused.append(f"{source.path}: {error}")
            continue
        together = source.path if pieces.brief else str(PurePosixPath(source.path).parent)
        campaigns.setdefault(together, []).append((source, pieces))
    for campaign in campaigns.values():
        try:
            found.remarks += _campaign(campaign, settings, found)
        except InputError as error:
            found.refused.append(f"{campaign[0][0].path}: {error}")
    return found


def _know_channels(pieces: Pieces, brand: Brand | None, known: set[str]) -> None:
    """Refuse a file whose channel nobody knows before it is held beside its neighbours."""
    folders = (brand.folder,) if brand is not None and brand.folder is not None else ()
    for piece in pieces.pieces:
        if piece.asset.channel not in known:
            load_channel(piece.asset.channel, *folders)
            known.add(piece.asset.channel)


def _text(source: Source, settings: Settings, found: Found) -> Iterator[Remark]:
    checked = check_text(
        source.text,
        format=source.format,
        brand=settings.brand,
        market=settings.market,
        on=settings.on,
        packs=settings.packs,
        usual=settings.usual,
        language=settings.language,
    )
    findings = [*checked.findings]
    found.notices += checked.notices
    if settings.config is not None and source.file is not None:
        where = Situation(
            market=settings.market or "", on=settings.on, reader=settings.language or ""
        )
        ruled = settings.config.check(source.file, source.text, where)
        findings += ruled.findings
        found.notices += settings.config.notices
    lines = Lines(source.text)
    told = _told_in(settings) or detect(source.text[:_SAMPLE]) or "en"
    for finding in sorted(findings, key=lambda one: (one.start or 0, one.end or 0, one.rule)):
        start = finding.start
        span = None if start is None else (start, start if finding.end is None else finding.end)
        yield replace(_remark(source, lines, finding, span), language=told)


def _campaign(
    campaign: Sequence[tuple[Source, Pieces]], settings: Settings, found: Found
) -> list[Remark]:
    """Check the pieces of one file or of one folder, each by itself and together."""
    every = [(source, piece) for source, pieces in campaign for piece in pieces.pieces]
    copies = _identified(every)
    checked = _checked(copies, campaign[0][1].brief, settings)
    found.pieces += len(every)
    found.notices += checked.notices
    remarks: list[Remark] = []
    for number, (copy, (source, piece)) in enumerate(zip(copies, every, strict=True), start=1):
        id = copy.id if isinstance(copy, Variant) else f"{copy.channel}/{number}"
        of_it = (one for one in checked.findings if one.piece in {"", id})
        mine = _in_words(_remarks(source, piece, of_it), copy, settings)
        remarks += sorted(mine, key=lambda one: (one.line, one.column, one.finding.rule))
    return remarks


def _checked(copies: Sequence[Asset | Variant], brief: Brief | None, settings: Settings) -> Checked:
    together = len(copies) > 1
    if together:
        return check_together(
            copies,
            settings.brand,
            market=settings.market,
            on=settings.on,
            brief=brief,
            packs=settings.packs,
            usual=settings.usual,
            language=settings.language,
        )
    copy = copies[0]
    variant = copy if isinstance(copy, Variant) else None
    return check(
        copy.asset if isinstance(copy, Variant) else copy,
        settings.brand,
        market=settings.market,
        on=settings.on,
        brief=brief,
        variant=variant,
        packs=settings.packs,
        usual=settings.usual,
        language=settings.language,
    )


def _identified(every: Sequence[tuple[Source, Piece]]) -> list[Asset | Variant]:
    """Give each variant an id of its own: files may name theirs alike."""
    given: list[Asset | Variant] = []
    taken: set[str] = set()
    for source, piece in every:
        copy = piece.copy
        if isinstance(copy, Variant) and copy.id in taken:
            copy = copy.model_copy(update={"id": f"{source.path} {copy.id}"})
        if isinstance(copy, Variant):
            taken.add(copy.id)
        given.append(copy)
    return given


def _remarks(source: Source, piece: Piece, findings: Iterable[Finding]) -> Iterator[Remark]:
    assert source.tree is not None
    lines = Lines(source.text)
    texts: dict[str, list[tuple[int, int]] | None] = {}
    for finding in findings:
        if finding.field not in texts:
            texts[finding.field] = spans(piece, finding.field, source.tree, source.text)
        span = _span(finding, texts[finding.field])
        way = piece.texts.get(finding.field, piece.way)
        begins = source.tree.places.get(way, (0, 0))[0]
        yield _remark(source, lines, finding, span, begins=begins)


def _in_words(
    remarks: Iterable[Remark], copy: Asset | Variant, settings: Settings
) -> Iterator[Remark]:
    """Name the places of a piece, in the language of its findings."""
    asset = copy.asset if isinstance(copy, Variant) else copy
    told = _told_in(settings) or asset.language
    brand = settings.brand
    channel = load_channel(asset.channel, *((brand.folder,) if brand and brand.folder else ()))
    labels = {field.place: name for field, name in labelled(asset, channel, language=told)}
    for one in remarks:
        yield replace(one, place=labels.get(one.finding.field, ""), language=told)


def _told_in(settings: Settings) -> Language | None:
    return settings.language or (settings.brand.language if settings.brand else None)


def _span(finding: Finding, texts: list[tuple[int, int]] | None) -> tuple[int, int] | None:
    """Give the span of a finding in its file, from its span in the field."""
    start, end = finding.start, finding.end
    if start is None or not texts or start >= len(texts):
        return None
    first = texts[start][0]
    if end is None or end <= start:
        return first, first
    return first, texts[min(end, len(texts)) - 1][1]


def _remark(
    source: Source,
    lines: Lines,
    finding: Finding,
    span: tuple[int, int] | None,
    *,
    begins: int = 0,
) -> Remark:
    place = lines.place(*(span or (begins, begins)))
    return Remark(
        path=source.path,
        finding=finding,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        shown=lines.line(place.line),
        span=span,
    )
