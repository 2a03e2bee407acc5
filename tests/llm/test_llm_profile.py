import pytest
from llm_agents import SyncOnlyChat

from creative_agents.llm.profile import ModelKind, mark, profile_of
from creative_agents.testing.scripted_model import ScriptedChatModel


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("gpt-5-mini", "strong"),
        ("claude-sonnet-4-5", "strong"),
        ("qwen2.5-coder-1.5b-instruct", "small"),
        ("Qwen2.5-0.5B", "small"),
        ("SmolLM2-135M-Instruct", "small"),
        ("llama-3.3-70b", "strong"),
        ("mistral-7b", "strong"),
        ("gemma-3-4b-it", "small"),
    ],
)
def test_the_size_in_a_name_tells(name: str, kind: ModelKind) -> None:
    """A model of at most four billion parameters is small, and its copy is a draft."""
    profile = profile_of(ScriptedChatModel(model_name=name))
    assert (profile.kind, profile.draft, profile.name) == (kind, kind == "small", name)


def test_a_mark_tells_better_than_a_name() -> None:
    """What the maker of a model wrote on it is believed before its name."""
    marks = mark(kind="small", name="tiny", serial=True)
    profile = profile_of(ScriptedChatModel(model_name="gpt-5", metadata=marks))
    assert (profile.kind, profile.name, profile.serial) == ("small", "tiny", True)


def test_the_caller_has_the_last_word() -> None:
    """An argument goes before the mark and the name."""
    marks = mark(kind="small", name="tiny", serial=True)
    assert profile_of(ScriptedChatModel(metadata=marks), kind="strong").kind == "strong"


def test_a_model_without_a_name_is_called_by_its_class() -> None:
    """Every model has a name for the record."""
    assert profile_of(SyncOnlyChat(answers=[])).name == "SyncOnlyChat"
