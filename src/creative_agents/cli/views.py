"""What a gate shows: routes and pieces as a person reads them."""

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from creative_agents import channels as channel_files
from creative_agents.approvals.question import Question
from creative_agents.cli.plain import plain
from creative_agents.cli.screen import Screen
from creative_agents.delivery.places import Labels, finding_in_words
from creative_agents.delivery.words import Words
from creative_agents.domain.asset import AssetField, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.channel import Channel, FormatField
from creative_agents.domain.measure import measure
from creative_agents.domain.review import Finding, Kept, Level, PieceReaction, Review
from creative_agents.domain.strategy import Route
from creative_agents.errors import UnknownNameError

_NO_LABELS: Final[Labels] = MappingProxyType({})

_STYLES: dict[Level, str] = {"error": "bold red", "warning": "yellow", "suggestion": "dim"}


def route_panel(
    screen: Screen, route: Route, recommended: str, *, folders: Sequence[str] = ()
) -> Panel:
    """Show a route: the idea, why this client, the risk, how it looks.

    Args:
        screen: Where.
        route: The route.
        recommended: Id of the route that the agents recommend.
        folders: Brand folders, which may hold channels of their own.
    """
    marks = [screen.say("gate.recommended")] if route.id == recommended else []
    marks += [screen.say("gate.bold")] if route.bold else []
    table = _grid()
    table.add_row(_name(screen.say("gate.idea")), Text(plain(route.idea), style="bold"))
    if route.tagline:
        table.add_row("", Text(screen.say("gate.quoted", text=plain(route.tagline)), "italic"))
    table.add_row(_name(screen.say("gate.why")), Text(plain(route.why)))
    table.add_row(_name(screen.say("gate.risk")), Text(plain(route.risk)))
    for example in route.examples:
        table.add_row(
            _name(channel_name(example.channel, screen.language, folders)),
            Text(plain(example.looks)),
        )
    title = " · ".join([route.id.upper(), route.name, *marks])
    return Panel(table, title=Text(plain(title)), title_align="left")


def piece_panel(
    screen: Screen,
    question: Question,
    variant: Variant,
    channel: Channel,
    *,
    place: str = "",
    labels: Labels = _NO_LABELS,
) -> Panel:
    """Show a piece: its texts with their lengths, what carries them, what was remarked.

    Args:
        screen: Where.
        question: The copy question, which holds remarks and reactions.
        variant: The piece.
        channel: Its channel.
        place: Which piece of how many, shown in the corner.
        labels: What a marketer calls the places of each piece, for remarks that name another.
    """
    names = place_labels(channel, variant, screen.language)
    texts = _grid(columns=3)
    for item in variant.asset.fields:
        field = _field(channel, item)
        texts.add_row(
            _name(names[item.place]),
            Text(plain(_told(screen, field, item))),
            _length(field, variant, item),
        )
    parts: list[RenderableType] = [texts, Text(), *_about(screen, variant)]
    every = {**labels, variant.id: names}
    remarks = [finding_in_words(one, every, variant.id) for one in _remarks(question, variant.id)]
    parts += finding_lines(screen, remarks, names)
    parts += _kept_lines(screen, question, variant.id)
    parts += _reader_lines(screen, question, variant.id)
    draft = Words(screen.language)("banner.draft.title")
    title = f"{variant.id} · {channel.label.in_(screen.language)}"
    return Panel(
        Group(*parts),
        title=Text(f"{title} · {draft}" if variant.draft else title),
        title_align="left",
        subtitle=Text(place) if place else None,
        subtitle_align="right",
    )


def place_labels(channel: Channel, variant: Variant, language: Language) -> dict[str, str]:
    """Give what a marketer calls each place of a piece: ``headline[3]`` is ``Headline 3``."""
    labels = {}
    for item in variant.asset.fields:
        field = _field(channel, item)
        label = field.label.in_(language) if field else item.name
        alone = field is not None and field.max_count == 1
        labels[item.place] = label if alone else f"{label} {item.index}"
    return labels


def every_label(
    variants: Iterable[Variant], language: Language, folders: Sequence[str] = ()
) -> dict[str, dict[str, str]]:
    """Give what a marketer calls each place of each piece; of unknown channels nothing."""
    found = {}
    for variant in variants:
        if channel := _channel(variant.asset.channel, folders):
            found[variant.id] = place_labels(channel, variant, language)
    return found


def channel_name(name: str, language: Language, folders: Sequence[str] = ()) -> str:
    """Give what a marketer calls a channel; its bare name where nobody knows it."""
    channel = _channel(name, folders)
    return channel.label.in_(language) if channel else name


def _channel(name: str, folders: Sequence[str]) -> Channel | None:
    try:
        return channel_files.load(name, *folders)
    except UnknownNameError:  # a graph of one's own may write for a channel of its own
        return None


def finding_lines(
    screen: Screen, findings: Sequence[Finding], names: dict[str, str]
) -> Iterator[Text]:
    """Show remarks, one a line: how grave, where, what is wrong, what to do."""
    if findings:
        yield Text(screen.say("gate.findings"), style="dim")
    for item in findings:
        level, where = screen.say(f"level.{item.level}"), names.get(item.field, item.field)
        said = f"{item.message} {item.fix}".strip()
        told = " · ".join(part for part in (level, where, said) if part)
        yield Text(plain(told), style=_STYLES[item.level])


def _grid(columns: int = 2) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(max_width=22)
    table.add_column(ratio=1)
    if columns == 3:
        table.add_column(justify="right", no_wrap=True)
    return table


def _name(text: str) -> Text:
    return Text(plain(text), style="dim")


def _told(screen: Screen, field: FormatField | None, item: AssetField) -> str:
    """Give a text as it is; the platform's word for a button stands behind the reader's."""
    if field is None or field.kind != "choice":
        return item.text
    named = Words(screen.language).term("button", item.text)
    return item.text if named == item.text else f"{named} ({item.text})"


def _field(channel: Channel, item: AssetField) -> FormatField | None:
    return next((field for field in channel.format.fields if field.name == item.name), None)


def _length(field: FormatField | None, variant: Variant, item: AssetField) -> Text:
    limit = field and (field.limit("hard") or field.limit("visible") or field.limit("recommended"))
    if not limit or limit.max is None or not limit.unit.endswith("characters"):
        return Text()
    length = measure(item.text, limit.unit, language=variant.asset.language)
    return Text(f"{length}/{limit.max}", style="red" if length > limit.max else "dim")


def _about(screen: Screen, variant: Variant) -> Iterator[Text]:
    lever = f" ({variant.lever})" if variant.lever else ""
    yield screen.pair("gate.idea", variant.idea + lever, style="italic")
    told = {
        "difference": variant.difference,
        "visual": variant.visual,
        "on_image": variant.on_image,
        "alt_text": variant.alt_text,
        "claims": ", ".join(variant.claims_used),
        "offer": variant.offer or "",
    }
    for key, text in told.items():
        if text:
            yield screen.pair(f"gate.{key}", text)


def _remarks(question: Question, piece: str) -> list[Finding]:
    found = [item for review in _reviews(question, piece) for item in review.findings]
    across = (Finding.model_validate(item) for item in _listed(question, "coherence"))
    return [*found, *(item for item in across if item.piece == piece)]


def _kept_lines(screen: Screen, question: Question, piece: str) -> Iterator[Text]:
    kept: list[Kept] = [item for review in _reviews(question, piece) for item in review.keep]
    for item in kept:
        quoted = screen.say("gate.quoted", text=plain(item.quote))
        yield screen.pair("gate.keep", f"{quoted} {item.why}")


def _reader_lines(screen: Screen, question: Question, piece: str) -> Iterator[Text]:
    said = [PieceReaction.model_validate(item) for item in _listed(question, "reactions")]
    mine = [item for item in said if item.piece == piece]
    if mine:
        yield Text(screen.say("gate.readers"), style="dim")
    for item in mine:
        name = screen.say("gate.understood", persona=item.persona)
        tail = [
            screen.say("gate.pair", name=screen.say(f"gate.{key}"), text=text)
            for key, text in (
                ("barrier", item.reaction.barrier),
                ("jarring", item.reaction.jarring),
            )
            if text
        ]
        told = screen.say("gate.pair", name=name, text=item.reaction.understood)
        yield Text(plain(" · ".join([told, *tail])))


def _reviews(question: Question, piece: str) -> list[Review]:
    reviews = (Review.model_validate(item) for item in _listed(question, "reviews"))
    return [review for review in reviews if review.piece == piece]


def _listed(question: Question, key: str) -> list[object]:
    value = question.subject.get(key, [])
    assert isinstance(value, list)
    return list(value)
