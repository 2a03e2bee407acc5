"""What a guide tells its writers to do, and not to do."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from creative_agents.brands.building.document import Sentence
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.rules.source import INTRO, Source

LONGEST_LABEL: Final = 11
"""Words of the first cell of a row that may name what the others speak of."""
LAST_OF_ITEM: Final = 2
"""Sentences of an item that its list's introduction still governs."""
WHOLE: Final = 8
"""Words from which a sentence that introduces a list says something by itself."""
LENGTHS: Final = range(2, 46)
"""Words of a sentence that may be advice."""

_AHEAD: Final = r"(?:(?:to|when|if|for|in|at|pour|quand|si|dans|lors\w*|en)\b[^,.:;]{3,80}, )?"
"""What may stand before an order: its purpose or its case."""

_DO: Final = re.compile(
    # English: an order, a habit, a duty
    rf"^{_AHEAD}(?:always |please |generally,? |when in doubt,? |whenever possible,? )?"
    r"(?:use(?! of)|write|keep|spell|capitali[sz]e|include|address|choose|prefer|start"
    r"|begin|end|focus|"
    r"make|explain|help|be|put|say|show|tell|refer|add|limit|follow|check|break|align|define|"
    r"replace|ask|talk|respect|describe|provide|give|link|treat|lead|cut|separate|italici[sz]e|"
    r"hyphenate|abbreviate|stick|try|speak|do)\b(?!n['’]t)"
    r"|(?<!that )(?<!which )\b(?:we|you) (?:always |generally |usually |also |strongly |mostly )?"
    r"(?:use|prefer|write|"
    r"spell|like|speak|follow|say|address|strive|express|bring|support|recommend|capitali[sz]e|"
    r"talk|should|must|explain|aim)\b"
    r"|\b(?:should|must|is preferred|are preferred|are always|is always)\b"
    # French
    rf"|^{_AHEAD}(?:toujours |si possible,? |dans la mesure du possible,? )?(?:utilis"
    r"|privilégi|préfér|"
    r"employ|écri[rv]|conserv|gard|respect|adopt|commenc|termin|préci[sz]|vérifi|expliqu|choisi|"
    r"donn|s['’]assur|se référ|mettr|indiqu|cit|converti|limit|parl|rédig|soign|tutoy|vouvoy)"
    r"(?:er?|ez|re|r|ir|issez)\b"
    r"|(?<!que )(?<!dont )\b(?:nous|on) (?:nous )?(?:utilis|préfér|privilégi|écriv|parl"
    r"|rédig|aim|employ|adress|"
    r"expliqu|essay|tutoy|vouvoy|recommand|défend|exprim|prenons soin|tien|commen)\w*"
    r"|\b(?:doit|doivent|il faut|il est (?:recommandé|important|conseillé|préférable|essentiel))\b"
    r"|\b(?:à utiliser|est à privilégier|sont toujours|est toujours|commencent? (?:également )?par|"
    r"au format|le format|ne pas hésiter|est omis|le séparateur)\b"
    r"|\bvalent mieux|\bvaut mieux|\bsont (?:mis|placés|écrits|séparés)\b",
    re.IGNORECASE,
)
_DONT: Final = re.compile(
    rf"^{_AHEAD}(?:please )?(?:avoid|never|don['’]t|do not|stop|not)\b"
    r"|\b(?:we|you) (?:always |generally |usually |also )?(?:avoid|never|(?:don['’]t"
    r"|do not)(?! have| want| need)|try to avoid)"
    r"\b|\b(?:should not|must not|should never|must never|shouldn['’]t|mustn['’]t"
    r"|recommend against)\b"
    rf"|^{_AHEAD}(?:éviter|évitez|ne pas(?! hésit)|ne jamais|jamais|pas d|proscrire|bannir"
    r"|n['’]utilis)"
    r"|\b(?:à éviter|à proscrire|à bannir|est proscrit|évitons|on évite|ne doi(?:t|vent) (?:pas|"
    r"jamais|aucun)|ne forçons pas)\b|\b(?:nous|on) (?:n['’]|ne )\w+ (?:pas|jamais|personne|aucun)"
    r"|(?<!d['’])\béviter\b|\bsans (?:être|tomber)\b",
    re.IGNORECASE,
)
_NEVER: Final = re.compile(
    r"\?$|^(?:for example|e\.g\.|par exemple|exemples?|ex\.?|examples?|note|see|voir|thanks|yes|no)"
    r"\b|^[✅❌👍👎✔✘]|^(?:let['’]s|if you want|you can also)\b|^ne pas hésiter à (?:nous|contact)"
    r"|^(?:when|if|as|while) we\b|^(?:in the first example|here['’]s|not to fret"
    r"|you don['’]t have)\b",
    re.IGNORECASE,
)
_UNFINISHED: Final = re.compile(
    r"\b(?:be|are|as|identify|include|following|these \w+|être|comme|par|suivante?s?)\s?:\s*\**$",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(
    r"\b(?:slogans?|examples?|exemples?|taglines?|baselines?)\b", re.IGNORECASE
)
_ELLIPTIC: Final = re.compile(
    r"^(?:\w+ ){0,2}(?:them|they|it|this|these|ils|elles|cela|celui-ci|celle-ci)\b"
    r"|^(?:à (?:éviter|utiliser|proscrire)|si ce n['’]est pas le cas)\b",
    re.IGNORECASE,
)
_INTRO_DO: Final = re.compile(
    r"\b(?:should|must|do|always|guidelines|rules|doit|doivent|à faire|règles|consignes)\b",
    re.IGNORECASE,
)
_INTRO_DONT: Final = re.compile(
    r"\b(?:should not|must not|don['’]t|do not|avoid|never|ne pas|éviter|à éviter|jamais)\b",
    re.IGNORECASE,
)


def advice(source: Source) -> Iterator[Line]:
    """Propose what a section tells its writers.

    Args:
        source: The section.

    Yields:
        A line for each sentence that orders, forbids, or says what is always done.
    """
    for block, intro in source.blocks():
        label = _label(block)
        for before, sentence in zip((None, *block), block, strict=False):
            if sentence.kind in {"head", "quoted"} or not source.speaks(sentence.text):
                continue
            if label is not None and (sentence.cell == 0 or _SHOWN.search(label.text)):
                continue
            if place := _place(sentence, intro if len(block) <= LAST_OF_ITEM else ""):
                context = label or (before if _ELLIPTIC.search(sentence.text) else None)
                cited = [sentence] if context is None else [context, sentence]
                text = _text(sentence, label, context, source)
                yield from source.line(place, {"text": text}, cited)


def _place(sentence: Sentence, intro: str) -> Literal["voice.do", "voice.dont"] | None:
    text = sentence.text
    words = len(text.split())
    introduces = INTRO.search(text) and (words < WHOLE or _UNFINISHED.search(text))
    if words not in LENGTHS or _NEVER.search(text) or introduces:
        return None
    if _DONT.search(text):
        return "voice.dont"
    if _DO.search(text):
        return "voice.do"
    if intro and _INTRO_DONT.search(intro):
        return "voice.dont"
    return "voice.do" if intro and _INTRO_DO.search(intro) else None


def _label(block: Sequence[Sentence]) -> Sentence | None:
    """Give the first cell of a row where it names what the others speak of."""
    first = [sentence for sentence in block if sentence.kind == "cell" and sentence.cell == 0]
    words = sum(len(sentence.text.split()) for sentence in first)
    return first[0] if first and words <= LONGEST_LABEL and len(first) < len(block) else None


def _text(
    sentence: Sentence, label: Sentence | None, context: Sentence | None, source: Source
) -> str:
    """Give the advice as it can stand alone."""
    said = INTRO.sub("", sentence.text).rstrip()
    if context is None:
        return said
    if label is None:
        return f"{context.text} {said}"
    colon = "\u00a0: " if source.language == "fr" else ": "
    return f"{label.text.rstrip(' :/')}{colon}{said}"
