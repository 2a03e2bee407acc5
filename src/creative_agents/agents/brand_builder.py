"""The brand builder: what documents say of a brand, each line with the sentences behind it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import Field, JsonValue, ValidationError

from creative_agents.brands.building.document import Document, Section, Sentence
from creative_agents.brands.building.lines import Line, Place
from creative_agents.brands.building.rules.source import cite
from creative_agents.domain.base import Confidence, Language, Model, Text
from creative_agents.domain.brand import Address, ClaimKind
from creative_agents.drafting.sorting import Label, SentenceSorter, SortingRequest
from creative_agents.llm.profile import profile_of
from creative_agents.llm.prompt import Block, Prompt
from creative_agents.llm.runnable import async_runnable
from creative_agents.llm.structured import Request, structured_agent

NAME: Final = "brand_builder"

FARTHEST: Final = 8
"""Sentences that may lie between the first and the last on which a line rests."""

_REFUSES: Final = re.compile(
    r"\b(?:avoid|never|not|don['’]t|no|éviter|évitons|évite|ne|n['’]\w+|jamais|sans|aucun)\b",
    re.IGNORECASE,
)
_OF_BRAND: Final = re.compile(r"^(?:we|our|nous|notre|nos|on|la marque|the brand)\b", re.IGNORECASE)

PROMPT: Final[dict[Language, str]] = {
    "en": """\
You read a brand's own documents and fill in its brand folder: the memory from which every text of \
the brand will be written and checked. A person will approve each line, sentence in hand. Write in \
English.

How you work
- A line says one thing, in one sentence that a writer can follow without the document.
- Each line names the numbers of the sentences on which it rests, all of them and no others. If \
no sentence says it, there is no line.
- Keep the document's own words where they are short and clear. Words to use or to avoid, examples, \
names and figures stay letter for letter.
- Write nothing twice. Leave out how the document came about, its thanks, its links, and advice \
that is not about the brand's texts.

What goes where
- summary: how the brand sounds, in whole sentences. traits: an adjective with what it means here. \
address: for French, how the reader is addressed.
- do and dont: what writers do and never do, spelling and figures included.
- examples: pairs that the document itself shows, the good one and the bad one.
- terms: a word to use, the words it replaces, and why. A condition ("unless ...") goes in the reason.
- positioning: what the brand promises, to whom. products and audiences: as the document names \
and describes them.
- claims: only what the document proves, with its proof and the date of the proof.
- confidence: high where the sentence says it outright, low where you conclude it.""",
    "fr": """\
Vous lisez les documents d'une marque et vous remplissez son dossier : la mémoire à partir de \
laquelle chacun de ses textes sera écrit et contrôlé. Une personne validera chaque ligne, la phrase \
sous les yeux. Écrivez en français, avec ses accents.

Comment vous travaillez
- Une ligne dit une seule chose, en une phrase que l'on peut suivre sans le document.
- Chaque ligne donne les numéros des phrases sur lesquelles elle repose, toutes et elles seules. Si \
aucune phrase ne le dit, il n'y a pas de ligne.
- Gardez les mots du document quand ils sont courts et clairs. Les mots à employer ou à éviter, les \
exemples, les noms et les chiffres restent à la lettre.
- N'écrivez rien deux fois. Laissez de côté l'histoire du document, ses remerciements, ses liens, et \
les conseils qui ne portent pas sur les textes de la marque.

Ce qui va où
- summary : comment la marque parle, en phrases entières. traits : un adjectif et ce qu'il veut dire \
ici. address : comment le lecteur est adressé.
- do et dont : ce que l'on fait et ce que l'on ne fait jamais en écrivant, orthographe et chiffres \
compris.
- examples : les paires que le document montre lui-même, la bonne et la mauvaise.
- terms : un mot à employer, les mots qu'il remplace, et pourquoi. Une condition (« sauf ... ») va \
dans la raison.
- positioning : ce que la marque promet, et à qui. products et audiences : comme le document les \
nomme et les décrit.
- claims : seulement ce que le document prouve, avec la preuve et sa date.
- confidence : high quand la phrase le dit en toutes lettres, low quand vous le concluez.""",
}

TASK: Final[dict[Language, str]] = {
    "en": "Propose the lines that these sentences of {file} support.",
    "fr": "Proposez les lignes que ces phrases de {file} permettent.",
}


class Cited(Model):
    """What every proposed line carries."""

    sentences: tuple[int, ...] = Field(min_length=1)
    """Numbers of the sentences on which it rests."""
    confidence: Confidence
    """How sure it is."""


class CitedText(Cited):
    """A line that is one text."""

    text: Text
    """The line."""


class CitedAddress(Cited):
    """How a French reader is addressed."""

    text: Address
    """tu, vous, or none."""


class CitedTerm(Cited):
    """A word that the brand uses or refuses."""

    use: str
    """What to write; empty: write nothing in its place."""
    avoid: tuple[Text, ...]
    """What not to write."""
    reason: str
    """Why, or under which condition; empty: nothing is said of it."""


class CitedExample(Cited):
    """A pair that shows the voice."""

    yes: Text
    """As the brand says it, letter for letter."""
    no: Text
    """As it never would, letter for letter."""


class CitedNamed(Cited):
    """A product or an audience."""

    name: Text
    """What it is called."""
    description: Text
    """What it is, who they are."""


class CitedClaim(Cited):
    """A claim with its proof."""

    text: Text
    """The claim."""
    kind: ClaimKind
    """Its family."""
    statement: Text
    """What was found, with its numbers."""
    date: Text
    """When, as 2026-09-01."""


class Proposal(Model):
    """What some sentences say of a brand."""

    name: tuple[CitedText, ...] = ()
    """The brand's name as its audience reads it; empty where it is not said."""
    positioning: tuple[CitedText, ...] = ()
    """What it promises, to whom."""
    summary: tuple[CitedText, ...] = ()
    """How it sounds."""
    address: tuple[CitedAddress, ...] = ()
    """How a French reader is addressed."""
    traits: tuple[CitedText, ...] = ()
    """An adjective each, with what it means here."""
    do: tuple[CitedText, ...] = ()
    """What writers do."""
    dont: tuple[CitedText, ...] = ()
    """What writers never do."""
    examples: tuple[CitedExample, ...] = ()
    """Pairs."""
    terms: tuple[CitedTerm, ...] = ()
    """Words to use and to avoid."""
    products: tuple[CitedNamed, ...] = ()
    """What it sells or offers."""
    audiences: tuple[CitedNamed, ...] = ()
    """Whom it talks to."""
    claims: tuple[CitedClaim, ...] = ()
    """What it may say because the document proves it."""


class BuildRequest(Request):
    """What the brand builder reads at once."""

    file: Text
    """The document's name."""
    sections: tuple[Section, ...]
    """Sections of it."""


_PLACES: Final[dict[str, Place]] = {
    "name": "identity.name",
    "positioning": "about.positioning",
    "summary": "voice.summary",
    "address": "voice.address",
    "traits": "voice.traits",
    "do": "voice.do",
    "dont": "voice.dont",
    "examples": "voice.examples",
    "terms": "terms",
    "products": "products",
    "audiences": "audiences",
    "claims": "claims",
}


def create_brand_builder(model: BaseChatModel) -> Runnable[BuildRequest, Proposal]:
    """Make the agent that reads documents and proposes lines of a brand folder.

    A small model writes nothing: it sorts sentences, and each line is a sentence as it stands.

    Args:
        model: Any chat model.

    Returns:
        A Runnable from sections of one document to a `Proposal`, for `proposed_lines` to cite.
    """
    if profile_of(model).kind == "small":
        return _small_builder(model)
    return structured_agent(model, name=NAME, render=_render, output=Proposal, temperature=0.0)


def proposed_lines(
    proposal: Proposal, request: BuildRequest, document: Document, *, by: str
) -> Iterator[Line | str]:
    """Give the lines of a proposal, each with its citation taken from the document.

    Args:
        proposal: What the model answered.
        request: What it read.
        document: The document.
        by: The model's name.

    Yields:
        A line, or for one that cites nothing that was shown, the reason why it is refused.
    """
    shown = _shown(request)
    for key, place in _PLACES.items():
        for cited in getattr(proposal, key):
            yield _line(place, cited, shown, document, by)


def _line(
    place: Place, cited: Cited, shown: Sequence[Sentence], document: Document, by: str
) -> Line | str:
    numbers = sorted(set(cited.sentences))
    if numbers[0] < 1 or numbers[-1] > len(shown):
        return f"it cites sentence {numbers[-1]} of {len(shown)}"
    if numbers[-1] - numbers[0] > FARTHEST:
        return f"it cites sentences {numbers[0]} to {numbers[-1]}, too far apart to be its source"
    value = cited.model_dump(mode="json", exclude={"sentences", "confidence"})
    kept: dict[str, JsonValue] = {key: said for key, said in value.items() if said not in ("", [])}
    sentences = [shown[number - 1] for number in numbers]
    try:
        return Line(
            place=place,
            value=kept,
            citation=cite(document, sentences),
            confidence=cited.confidence,
            by=by,
        )
    except ValidationError:
        return f"its place {place!r} cannot take it"


def _render(request: BuildRequest) -> Prompt:
    return Prompt(
        instructions=PROMPT[request.language],
        data=(Block("document", _numbered(request)),),
        task=TASK[request.language].format(file=request.file),
    )


def _numbered(request: BuildRequest) -> str:
    lines: list[str] = []
    number = 0
    for section in request.sections:
        if section.headings:
            lines.append(f"## {' > '.join(section.headings)}")
        for sentence in section.sentences:
            number += 1
            lines.append(f"[{number}] {sentence.text}")
    return "\n".join(lines)


def _shown(request: BuildRequest) -> tuple[Sentence, ...]:
    return tuple(sentence for section in request.sections for sentence in section.sentences)


def _small_builder(model: BaseChatModel) -> Runnable[BuildRequest, Proposal]:
    sorter = SentenceSorter(model, name=NAME)

    async def build(request: BuildRequest, config: RunnableConfig) -> Proposal:
        found: dict[str, list[CitedText]] = {}
        for number, sentence in enumerate(_shown(request), start=1):
            asked = SortingRequest(language=request.language, sentence=sentence.text)
            if key := _key(await sorter.sort(asked, config), sentence.text):
                cited = CitedText(sentences=(number,), confidence="low", text=sentence.text)
                found.setdefault(key, []).append(cited)
        return Proposal.model_validate(found, from_attributes=True)

    return async_runnable(build, name=NAME)


def _key(label: Label, text: str) -> str:
    """Say where a sorted sentence goes; one on the brand must have the brand as its subject."""
    if label == "rule":
        return "dont" if _REFUSES.search(text) else "do"
    return "summary" if label == "brand" and _OF_BRAND.search(text) else ""
