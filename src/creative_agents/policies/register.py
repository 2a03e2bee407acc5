"""Register: a French piece says tu or vous as the brand does, and never both."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Address
from creative_agents.domain.review import Finding
from creative_agents.policies._given import given, inside
from creative_agents.policies._lines import Line, lines
from creative_agents.policies.base import Place, PolicyContext, Rule

WRONG: Final = Rule(name="register.wrong", level="error")
MIXED: Final = Rule(name="register.mixed", level="error")
_TU: Final = re.compile(
    r"(?<![\w-])(?:tu|te|toi|tes|ta|tien(?:ne)?s?)(?!\w)|(?<!\w)t'(?=[aeiouyh])|-(?:toi|tu)(?!\w)|"
    r"(?<!le )(?<!un )(?<!bon )(?<!du )(?<!ce )(?<!au )(?<![\w-])ton(?! (?:sur|de voix))(?!\w)"
)
_VOUS: Final = re.compile(
    r"(?<!rendez-)(?<!\w)(?:vous|votre|vos|votres)(?!\w)|"
    r"(?<!\w)(?!chez|assez|nez|rez|rendez|merguez|fez|pez|suarez|lopez)[a-z]{2,}ez(?!\w)"
)
_SPEECH: Final = re.compile(r'"[^"\n]*"')


def register(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find the other way of addressing the reader, once a line, and a mix of both.

    What somebody else wrote or said is not the writer's register: mandatories, quotes, speech.
    """
    if piece.language != "fr":
        return
    read = lines(piece, context)
    said = {
        "tu": [*_places(_TU, read, context)],
        "vous": [*_places(_VOUS, read, context)],
    }
    wanted = _wanted(context)
    if wanted == "none":
        if said["tu"] and said["vous"]:
            fewer = min(said.values(), key=len)
            yield from (MIXED.finding(context, place) for place in fewer)
        return
    for place in said["vous" if wanted == "tu" else "tu"]:
        yield WRONG.finding(context, place, wanted=wanted)


def _wanted(context: PolicyContext) -> Address:
    """The audience's address where the brief names one that has it, else the brand's."""
    for id in context.brief.audiences if context.brief else ():
        audience = context.brand.audience(id)
        if audience is not None and audience.address is not None:
            return audience.address
    return context.brand.voice.address


def _places(
    pattern: re.Pattern[str], read: tuple[Line, ...], context: PolicyContext
) -> Iterator[Place]:
    for line in read:
        if not pattern.search(line.plain):
            continue
        theirs = (*given(line, context), *_speech(line))
        places = (line.place(*match.span()) for match in pattern.finditer(line.plain))
        own = next((place for place in places if not inside(place, theirs)), None)
        if own is not None:
            yield own


def _speech(line: Line) -> tuple[tuple[int, int], ...]:
    return tuple(line.bare.span(*match.span()) for match in _SPEECH.finditer(line.plain))
