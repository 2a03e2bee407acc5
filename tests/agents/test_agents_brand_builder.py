"""The brand builder: its prompt, and what becomes of what it proposes."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from guide_files import ENGLISH, FRENCH
from ruamel.yaml import YAML

from creative_agents.agents import brand_builder
from creative_agents.agents.brand_builder import (
    BuildRequest,
    Proposal,
    create_brand_builder,
    proposed_lines,
)
from creative_agents.brands.building.document import Document
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.markdown import read_markdown
from creative_agents.domain.base import Language
from creative_agents.llm.profile import mark
from creative_agents.testing.scripted_model import ScriptedChatModel

SNAPSHOTS = Path(__file__).parent / "snapshots"
GOLD = Path(__file__).parents[2] / "evals" / "gold" / "brand_builder"
GUIDES: dict[Language, str] = {"en": ENGLISH, "fr": FRENCH}


def asked(language: Language = "en") -> tuple[BuildRequest, Document]:
    """Ask about a whole guide."""
    document = read_markdown("guide.md", GUIDES[language])
    request = BuildRequest(language=language, file="guide.md", sections=document.sections)
    return request, document


def lines_of(answer: dict[str, Any]) -> list[Line | str]:
    """Give what becomes of an answer."""
    request, document = asked()
    return list(proposed_lines(Proposal.model_validate(answer), request, document, by="a-model"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_prompt_is_the_one_that_was_reviewed(language: Language) -> None:
    """What a model receives is what stands in the snapshot."""
    messages = brand_builder._render(asked(language)[0]).messages(language)
    text = "\n\n".join(f"--- {item.type} ---\n{item.text}" for item in messages) + "\n"
    snapshot = SNAPSHOTS / f"brand_builder.{language}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.write_text(text, encoding="utf-8")

    assert snapshot.read_text(encoding="utf-8") == text


def test_a_line_carries_the_sentences_that_it_names() -> None:
    """The citation is taken from the document, not from the model."""
    cited = {"sentences": [1], "confidence": "high", "text": "Warm and plain."}
    (line,) = lines_of({"summary": [cited]})

    assert isinstance(line, Line)
    assert line.citation.quote == "We like to speak in a warm, plain way."
    assert (line.place, line.by, line.citation.shown) == ("voice.summary", "a-model", "guide.md:7")


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [([99], "it cites sentence 99 of"), ([0], "it cites sentence 0"), ([1, 14], "too far apart")],
)
def test_a_sentence_that_was_not_shown_is_no_source(numbers: list[int], reason: str) -> None:
    """The line is refused, and the reason is kept."""
    cited = {"sentences": numbers, "confidence": "high", "text": "Warm."}
    (said,) = lines_of({"do": [cited]})

    assert isinstance(said, str)
    assert reason in said


def test_a_strong_model_answers_with_a_proposal() -> None:
    """Over a real chat model, scripted."""
    answer = {"traits": [{"sentences": [3], "confidence": "high", "text": "Warm"}]}
    model = ScriptedChatModel(answers=[Proposal.model_validate(answer)])
    proposal = create_brand_builder(model).invoke(asked()[0])

    assert proposal.traits[0].text == "Warm"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_small_model_only_sorts_and_every_line_is_a_sentence(language: Language) -> None:
    """It is asked one word for each; what refuses something is told by rule."""
    request, document = asked(language)
    texts = [sentence.text for sentence in document.sentences()]
    model = ScriptedChatModel(
        answers=['{"kind": "rule"}'] * len(texts),
        metadata=mark(kind="small", name="tiny", serial=True),
    )
    proposal = create_brand_builder(model).invoke(request)
    lines = list(proposed_lines(proposal, request, document, by="tiny"))
    refusing = {"en": "Avoid exclamation marks.", "fr": "Éviter les points d’exclamation."}

    assert [line.text for line in (*proposal.do, *proposal.dont)] != texts
    assert {line.text for line in (*proposal.do, *proposal.dont)} == set(texts)
    assert refusing[language] in [line.text for line in proposal.dont]
    assert all(isinstance(line, Line) and line.confidence == "low" for line in lines)


def test_a_small_model_is_believed_on_the_brand_only_where_the_brand_speaks() -> None:
    """It says `brand` of nearly everything that is not a rule."""
    request, document = asked()
    count = len(list(document.sentences()))
    model = ScriptedChatModel(
        answers=['{"kind": "brand"}'] * count,
        metadata=mark(kind="small", name="tiny", serial=True),
    )
    proposal = create_brand_builder(model).invoke(request)

    assert [line.text for line in proposal.summary] == [
        "We like to speak in a warm, plain way.",
        "Our voice is:",
    ]


@pytest.mark.parametrize("name", ["18f", "mozilla_fr"])
def test_the_gold_facts_and_the_answers_by_hand_are_sound(name: str) -> None:
    """Twenty facts, each with its places and words; answers that the schema takes."""
    facts = YAML(typ="safe", pure=True).load((GOLD / f"{name}.yml").read_text("utf-8"))["facts"]
    by_hand = json.loads((GOLD / f"{name}.by_hand.json").read_text("utf-8"))

    assert len({fact["id"] for fact in facts}) == 20
    assert all(set(fact) == {"id", "fact", "places", "words", "files"} for fact in facts)
    assert by_hand["answered"] == "by hand"
    assert all(Proposal.model_validate(answer) for answer in by_hand["answers"].values())
