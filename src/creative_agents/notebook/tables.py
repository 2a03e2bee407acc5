"""Tables and charts that a notebook shows by itself: plain HTML and plain bars."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from creative_agents import channels as channel_files
from creative_agents.delivery.opening import opening
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.channel import Limit
from creative_agents.domain.measure import measure
from creative_agents.domain.review import Finding, PieceReaction
from creative_agents.tools.checking import Checked

_WORDS: Final = Catalogue(
    en={
        "piece": "Piece",
        "opening": "Opens with",
        "idea": "Idea",
        "findings": "Findings",
        "level": "Level",
        "place": "Place",
        "quote": "Words",
        "message": "What is wrong",
        "why": "Why",
        "fix": "What to write",
        "rule": "Rule",
        "error": "error",
        "warning": "warning",
        "suggestion": "suggestion",
        "incomplete": "A rule could not finish: nothing here says that the copy is clean.",
        "persona": "Reader",
        "understood": "Understood",
        "brand": "Brand recalled",
        "next": "Would do next",
        "length": "Length",
        "limit": "Limit",
        "pieces": "{title}: {count} approved pieces. Read by synthetic personas, who forecast "
        "nothing.",
        "none": "Nothing to show.",
        "text": "Text",
    },
    fr={
        "piece": "Pièce",
        "opening": "Première ligne",
        "idea": "Idée",
        "findings": "Remarques",
        "level": "Niveau",
        "place": "Place",
        "quote": "Mots",
        "message": "Ce qui ne va pas",
        "why": "Pourquoi",
        "fix": "À écrire",
        "rule": "Règle",
        "error": "erreur",
        "warning": "avertissement",
        "suggestion": "suggestion",
        "incomplete": "Une règle n’a pas pu aller au bout\u00a0: rien ici ne dit que le texte est "
        "en règle.",
        "persona": "Lecteur",
        "understood": "A compris",
        "brand": "Marque retenue",
        "next": "Ferait ensuite",
        "length": "Longueur",
        "limit": "Limite",
        "pieces": "{title}\u00a0: {count} pièces validées. Lues par des personas synthétiques, qui "
        "ne prédisent rien.",
        "none": "Rien à montrer.",
        "text": "Texte",
    },
)
_COLOURS: Final = {True: "#2f6f5e", False: "#b3261e"}
"""A bar within its limit, and one beyond it."""


@dataclass(frozen=True)
class Shown:
    """Something that a notebook shows by itself."""

    html: str
    """The markup; what people and models wrote is escaped in it."""

    def _repr_html_(self) -> str:
        return self.html


def show(campaign: Campaign) -> Shown:
    """Show a campaign at a glance: each approved piece with its idea and its findings.

    Args:
        campaign: The record, as a finished run gives it.

    Returns:
        A table in the brief's language.
    """
    language = campaign.brief.language
    found = {review.piece: len(review.findings) for review in campaign.reviews}
    rows = [
        (piece.id, opening(piece.asset), piece.idea, str(found.get(piece.id, 0)))
        for piece in campaign.deck.variants
    ]
    told = _WORDS.say(language, "pieces", title=campaign.brief.title, count=len(rows))
    shown = table(("piece", "opening", "idea", "findings"), rows, language)
    return Shown(f"<p>{escape(told)}</p>{shown}")


def findings_table(findings: Iterable[Finding] | Checked, *, language: Language = "en") -> Shown:
    """Show findings, each with its place, its words, its rule, its reason and its fix.

    Args:
        findings: What a policy or a guardian found, or what `tools.checking` gave; its notices
            then stand below the table.
        language: Language of the headings.
    """
    found = findings.findings if isinstance(findings, Checked) else tuple(findings)
    rows = [
        (
            _WORDS.say(language, one.level),
            f"{one.piece} {one.field}".strip(),
            one.quote,
            one.message,
            one.why,
            one.fix,
            one.rule,
        )
        for one in found
    ]
    heads = ("level", "place", "quote", "message", "why", "fix", "rule")
    below = [_WORDS.say(language, "incomplete")] if any(one.incomplete for one in found) else []
    below += findings.notices if isinstance(findings, Checked) else ()
    notices = "".join(f"<p>{escape(line)}</p>" for line in below)
    return Shown(f"{table(heads, rows, language)}{notices}")


def reactions_table(reactions: Iterable[PieceReaction], *, language: Language = "en") -> Shown:
    """Show what synthetic personas understood, piece by piece; no mark, since none was given.

    Args:
        reactions: What they said.
        language: Language of the headings.
    """
    rows = [
        (
            one.piece,
            one.persona,
            one.reaction.understood,
            one.reaction.recalled_brand,
            one.reaction.next_action,
        )
        for one in reactions
    ]
    return Shown(table(("piece", "persona", "understood", "brand", "next"), rows, language))


def limits_chart(deck: CopyDeck, *, language: Language = "en", folder: str | None = None) -> Shown:
    """Show how much of its room each text takes: a bar a text, red beyond the limit.

    Args:
        deck: The pieces.
        language: Language of the headings.
        folder: The brand folder, where it has channels of its own.

    Returns:
        Bars for the texts that have a longest length, in the platform's own unit.

    Raises:
        UnknownNameError: A piece's channel has no file.
    """
    bars = [bar for piece in deck.variants for bar in _bars(piece, folder)]
    heads = ("piece", "place", "length", "limit")
    return Shown(_grid(heads, bars, language))


def _bars(piece: Variant, folder: str | None) -> Iterator[tuple[str, ...]]:
    channel = channel_files.load(piece.asset.channel, *([folder] if folder else ()))
    for field in piece.asset.fields:
        limits = channel.format.field(field.name).limits
        limit = next((each for each in limits if each.max), None)
        if limit is not None and limit.max is not None:
            length = measure(field.text, limit.unit, language=piece.asset.language)
            yield escape(piece.id), escape(field.place), _bar(length, limit.max), _limit(limit)


def _bar(length: int, most: int) -> str:
    colour = _COLOURS[length <= most]
    width = min(100, round(100 * length / most))
    return (
        f'<div style="width:12em;background:#eee"><div style="width:{width}%;background:{colour};'
        f'height:.6em"></div></div>{length}'
    )


def _limit(limit: Limit) -> str:
    return f"{limit.max} {limit.unit} ({limit.level})"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], language: Language) -> str:
    """Make a table of texts.

    Args:
        heads: Titles, as keys of the catalogue.
        rows: What stands below them, not escaped yet.
        language: Language of the titles.
    """
    return _grid(heads, [[escape(cell) for cell in row] for row in rows], language)


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]], language: Language) -> str:
    """Make a table of cells that are markup already."""
    if not rows:
        return f"<p>{escape(_WORDS.say(language, 'none'))}</p>"
    top = "".join(f"<th>{escape(_WORDS.say(language, head))}</th>" for head in heads)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
