"""Sorting a guide's sentences with a small model."""

import pytest

from creative_agents.domain.base import Language
from creative_agents.drafting.sorting import SentenceSorter, SortingRequest
from creative_agents.llm.background import run_sync
from creative_agents.llm.profile import mark
from creative_agents.testing.scripted_model import ScriptedChatModel


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Put the price first."), ("fr", "Le prix d’abord.")]
)
def test_a_sentence_gets_one_word_of_a_closed_list(language: Language, text: str) -> None:
    """The schema leaves the model nothing else to say, and the sentence comes last."""
    model = ScriptedChatModel(
        answers=['{"kind": "rule"}'],
        metadata=mark(kind="small", name="tiny", serial=True),
    )
    request = SortingRequest(language=language, sentence=text)
    label = run_sync(SentenceSorter(model, name="brand_builder").sort(request))
    (asked,) = model.requests

    assert label == "rule"
    assert asked.messages[-1].text == text
    assert asked.schema is not None
    assert asked.schema["properties"]["kind"]["enum"] == ["rule", "brand", "other"]
