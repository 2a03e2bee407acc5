"""One question on the screen: all that somebody needs to decide it."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import ValidationError
from rich.panel import Panel
from rich.text import Text

from creative_agents import channels as channel_files
from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import standing_variants
from creative_agents.approvals.changes import Change, Since, since_last_round
from creative_agents.approvals.question import Approval, Question, Vote
from creative_agents.approvals.shown import shown_lines
from creative_agents.approvals.voting import missing, still_missing
from creative_agents.cli.gates import show_strategy
from creative_agents.cli.plain import plain
from creative_agents.cli.screen import Screen
from creative_agents.cli.views import every_label, piece_panel
from creative_agents.delivery.places import Labels
from creative_agents.delivery.words import Words
from creative_agents.domain.approval import Need
from creative_agents.domain.base import Language, Model
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Challenge
from creative_agents.domain.cost import Cost
from creative_agents.domain.language import detect
from creative_agents.domain.strategy import Strategy
from creative_agents.errors import UnknownNameError

if TYPE_CHECKING:
    from creative_agents.cli.approving import Desk

NounT = TypeVar("NounT", bound=Model)

SEEN_SIGNS: Final = 12
"""Signs of a fingerprint that are enough to type."""

_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "kept": ("", ""),
    "gone": ("[-", "-]"),
    "new": ("{+", "+}"),
}
_TEXTS: Final[Mapping[str, str]] = {
    "problem": "problem",
    "insight": "insight",
    "proposition": "proposition",
    "idea": "idea",
    "answer": "assumption",
}
"""The texts of a question that is no copy, and how they are called where it is shown."""

_STYLES: Final = {"kept": "", "gone": "red strike", "new": "green underline"}


def show_card(desk: "Desk", row: Approval) -> None:
    """Show a question in its brand's language.

    Args:
        desk: What the command line knows.
        row: The question.
    """
    brand = desk.known_brand(row.question)
    screen = Screen(brand.language if brand else language_of(row.question))
    screen.headline(row.question.title)
    screen.show(*_head(screen, row, brand))
    _show_subject(screen, row, brand)
    _show_since(screen, _since(desk, row), row, brand)
    screen.show(screen.pair("card.cost", _told_cost(screen, cost_so_far(row.question.run_id))))
    if row.waits:
        screen.show(*_ways(screen, row))


def card_data(desk: "Desk", row: Approval) -> dict[str, object]:
    """Give a question as JSON: the row, what changed, what the run has cost."""
    since, cost = _since(desk, row), cost_so_far(row.question.run_id)
    changes = [
        {
            "piece": change.piece,
            "place": change.place,
            "parts": [[part.kind, part.text] for part in change.parts],
        }
        for change in (since.changes if since else ())
    ]
    return {
        **json.loads(row.model_dump_json()),
        "seen": row.seen,
        "still_needs": still_missing(row),
        "since": {"round": since.round, "notes": dict(since.notes), "changes": changes}
        if since
        else None,
        "cost": json.loads(cost.model_dump_json()),
        "next": desk.next_step(row.question),
    }


def cost_so_far(run_id: str) -> Cost:
    """Give what a run has cost on this machine; no framework is loaded for it."""
    from creative_agents.approvals.opening import data_file
    from creative_agents.llm.calls import SqliteCallLog
    from creative_agents.llm.spending import summarise

    return summarise(SqliteCallLog(data_file()).calls(run_id))


def language_of(question: Question) -> Language:
    """Give the language of a question whose brand is not known: its copy's, or its title's."""
    variants = question.subject.get("variants")
    if isinstance(variants, list):
        for variant in standing_variants(Approval(question=question)).values():
            return variant.asset.language
    return "fr" if detect(question.title) == "fr" else "en"


def change_text(change: Change, *, marks: bool) -> Text:
    """Give a changed text: what went struck out, what came underlined, or both in brackets."""
    told = Text()
    for part in change.parts:
        before, after = _MARKS[part.kind] if marks else ("", "")
        told.append(plain(f"{before}{part.text}{after}"), style=_STYLES[part.kind])
    return told


def _since(desk: "Desk", row: Approval) -> Since | None:
    return since_last_round(row, desk.approvals.book.of_run(row.question.run_id))


def _head(screen: Screen, row: Approval, brand: Brand | None) -> Iterator[Text]:
    question = row.question
    place = screen.say(
        "card.place",
        id=question.id,
        gate=Words(screen.language).term("gate", question.gate),
        round=question.round,
        brand=brand.name if brand else question.brand,
        run=question.run_id,
    )
    yield Text(plain(place), style="dim")
    yield screen.pair("card.risk", screen.say(f"card.{question.risk}"))
    yield screen.pair("card.status", screen.say(f"card.{row.status}"))
    yield screen.pair("card.asked", _moment(screen, question.asked_at))
    if row.expires_at:
        yield screen.pair("card.expires", _moment(screen, row.expires_at))
    if row.claimed_by:
        yield screen.pair("card.at_it", row.claimed_by)
    needs = question.terms.needs if not row.votes else _missing(row)
    if needs and row.waits:
        told = " · ".join(_need(screen, need) for need in needs)
        yield screen.pair("card.needs", told)
    for vote in row.votes:
        yield screen.pair("card.said", _vote(screen, question, vote))


def _missing(row: Approval) -> tuple[Need, ...]:
    return missing(row.question, row.votes, now=row.votes[-1].at)


def _need(screen: Screen, need: Need) -> str:
    who = screen.say("card.or").join(need.roles) or screen.say("card.somebody")
    if need.count > 1:
        who = screen.say("card.several", count=need.count, who=who)
    return screen.say("card.why", who=who, rule=need.why) if need.why else who


def _vote(screen: Screen, question: Question, vote: Vote) -> str:
    who = vote.answer.by or screen.say("card.nobody")
    said = [
        " ".join(filter(None, (piece, screen.say(f"verdict.{one.verdict}"), one.note)))
        for piece, one in decisions(question, vote.answer).items()
    ]
    return screen.say("gate.pair", name=who, text=" · ".join(said))


def _show_subject(screen: Screen, row: Approval, brand: Brand | None) -> None:
    question = row.question
    if "variants" in question.subject:
        _show_pieces(screen, row, brand)
    elif strategy := _read(Strategy, question.subject.get("strategy")):
        show_strategy(screen, strategy, folders=_folders(brand))
    elif challenge := _read(Challenge, question.subject.get("challenge")):
        _show_holes(screen, challenge)
    else:
        for line in shown_lines(question)[1:]:
            if not line.decides:
                screen.show(Text.assemble((f"{line.label}  ", "dim"), plain(line.text)))
    if question.recommended:
        screen.show(screen.pair("card.recommended", question.recommended))


def _read(noun: type[NounT], value: object) -> NounT | None:
    """Read a noun of ours; a graph of one's own may show something else under its name."""
    try:
        return noun.model_validate(value)
    except ValidationError:
        return None


def _show_pieces(screen: Screen, row: Approval, brand: Brand | None) -> None:
    folders = _folders(brand)
    variants = list(standing_variants(row).values())
    labels = every_label(variants, screen.language, folders)
    for number, variant in enumerate(variants, 1):
        place = screen.say("gate.piece_of", number=number, count=len(variants))
        try:
            channel = channel_files.load(variant.asset.channel, *folders)
        except UnknownNameError:  # a graph of one's own may write for a channel of its own
            texts = "\n".join(f"{text.place}  {text.text}" for text in variant.asset.fields)
            screen.show(Panel(Text(plain(texts)), title=Text(variant.id), title_align="left"))
        else:
            screen.show(
                piece_panel(screen, row.question, variant, channel, place=place, labels=labels)
            )


def _folders(brand: Brand | None) -> tuple[str, ...]:
    return (brand.folder,) if brand and brand.folder else ()


def _show_holes(screen: Screen, challenge: Challenge) -> None:
    screen.show(Text(plain(challenge.restated), style="italic"))
    for item in challenge.questions:
        told = Text(plain(f"{item.question}\n"), style="bold")
        told.append(plain(f"{item.why}\n"), style="not bold")
        told.append_text(screen.pair("gate.assumption", item.assumption))
        screen.show(Panel(told, title=Text(item.id), title_align="left"))


def _show_since(screen: Screen, since: Since | None, row: Approval, brand: Brand | None) -> None:
    if since is None:
        return
    for piece, note in since.notes.items():
        name = screen.say("card.sent_back", piece=piece)
        screen.show(screen.say("gate.pair", name=name, text=note))
    if not since.changes:
        screen.show(screen.say("card.unchanged", round=since.round))
        return
    key = "card.corrected" if since.round == row.question.round else "card.since"
    screen.show(Text(screen.say(key, round=since.round), style="bold"))
    labels = _labels(screen, row, brand)
    for change in since.changes:
        label = _changed(screen, change, labels)
        told = change_text(change, marks=not sys.stdout.isatty())
        screen.show(Text.assemble((f"{label}  ", "dim"), told))


def _labels(screen: Screen, row: Approval, brand: Brand | None) -> Labels:
    if "variants" not in row.question.subject:
        return {}
    variants = standing_variants(row).values()
    return every_label(variants, screen.language, _folders(brand))


def _changed(screen: Screen, change: Change, labels: Labels) -> str:
    """Say in words which text changed: of which piece, and what a marketer calls its place."""
    if told := labels.get(change.piece, {}).get(change.place):
        return f"{change.piece} · {told}"
    owner, _, what = change.place.rpartition(" ")
    if what in _TEXTS:
        return " · ".join(filter(None, (owner, screen.say(f"gate.{_TEXTS[what]}"))))
    within = change.place.startswith(change.piece)
    return change.place if within else f"{change.piece} {change.place}"


def _told_cost(screen: Screen, cost: Cost) -> str:
    if not cost.calls:
        return screen.say("card.no_calls")
    if cost.usd is None:
        return screen.say("card.unpriced", calls=cost.calls)
    return screen.say("card.calls", usd=Words(screen.language).dollars(cost.usd), calls=cost.calls)


def _ways(screen: Screen, row: Approval) -> Iterator[Text]:
    id, words = row.question.id, " | ".join(row.question.allowed)
    route = f" --choice {row.question.recommended or 'ID'}" if row.question.choices else ""
    yield screen.pair("card.answer", f"creative-agents {words} {id}{route}")
    if row.seen != row.question.fingerprint:
        yield Text(screen.say("card.seen", seen=row.seen[:SEEN_SIGNS]), style="bold")


def _moment(screen: Screen, at: datetime) -> str:
    return Words(screen.language).moment(at)
