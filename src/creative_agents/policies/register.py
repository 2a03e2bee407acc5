"""Register: a French piece says tu or vous as the brand does, and never both."""

from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Address
from creative_agents.domain.review import Finding
from creative_agents.policies._address import Person, speaks_to_several, spoken_to
from creative_agents.policies._given import given, inside
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._speech import speech
from creative_agents.policies.base import Place, PolicyContext, Rule

WRONG: Final = Rule(name="register.wrong", level="error")
MIXED: Final = Rule(name="register.mixed", level="error")
SEVERAL: Final = Rule(name="register.several", level="suggestion")


def register(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find the other way of addressing the reader, form by form, and a mix of both.

    What somebody else wrote or said is not the writer's register: mandatories, quotes, speech.
    Where a piece that says tu names several people, its vous may be their plural: a suggestion.
    """
    if piece.language != "fr":
        return
    wanted = _wanted(piece, context)
    read = lines(piece, context)
    if wanted == "none":
        said = [[*_places("tu", read, context)], [*_places("vous", read, context)]]
        if all(said):
            rule = SEVERAL if _are_several(read) else MIXED
            yield from (rule.finding(context, place) for place in min(said, key=len))
        return
    wrong = [*_places("vous" if wanted == "tu" else "tu", read, context)]
    rule = SEVERAL if wrong and wanted == "tu" and _are_several(read) else WRONG
    for place in wrong:
        yield rule.finding(context, place, wanted=wanted)


def _are_several(read: tuple[Line, ...]) -> bool:
    """Whether a piece says tu to one reader, and names others with that reader."""
    says_tu = any(True for line in read for _ in spoken_to(line.typed.plain, line.plain, "tu"))
    return says_tu and any(speaks_to_several(line.typed.plain) for line in read)


def _wanted(piece: Asset, context: PolicyContext) -> Address:
    """The channel's address, else the audience's where the brief names one, else the voice's."""
    voice = context.brand.voice
    if piece.channel in voice.addresses:
        return voice.addresses[piece.channel]
    for id in context.brief.audiences if context.brief else ():
        audience = context.brand.audience(id)
        if audience is not None and audience.address is not None:
            return audience.address
    return voice.address


def _places(person: Person, read: tuple[Line, ...], context: PolicyContext) -> Iterator[Place]:
    for line in read:
        places = [
            line.typed_place(*span) for span in spoken_to(line.typed.plain, line.plain, person)
        ]
        if places:
            theirs = (*given(line, context), *speech(line, words=1))
            yield from (
                place for place in places if not inside(place, theirs) and not _is_name(place)
            )


def _is_name(place: Place) -> bool:
    """Whether a form stands inside a sentence with a capital, as a name does: "M. Suarez"."""
    before = place.field.text[: place.start].rstrip(" \u00a0\u202f")
    capital = place.quote[:1].isupper() and not place.quote.isupper()
    return capital and before[-1:].isalnum()
