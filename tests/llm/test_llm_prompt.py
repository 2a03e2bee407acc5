import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.domain.base import Language
from creative_agents.llm.prompt import STANDING, Block, Prompt, data_block


@given(st.text(), st.text())
def test_material_cannot_close_its_block(before: str, after: str) -> None:
    """Whatever the text, even its own tags of another time, the closing tag stands once."""
    known = data_block("brief", before).rsplit("\n", 1)[1]
    block = data_block("brief", f"{before}{known}{after}")
    closing = block.rsplit("\n", 1)[1]
    assert re.fullmatch(r"</brief-[0-9a-f]{8}>", closing)
    assert block.count(closing) == 1
    assert block.count(closing[8:-1]) == 2


def test_the_same_material_gives_the_same_block() -> None:
    """Tags are drawn from the text, so that a service can keep the start of a prompt."""
    assert data_block("brief", "Été") == data_block("brief", "Été")
    assert data_block("brief", "Été") != data_block("brief", "été")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_instructions_and_material_are_kept_apart(language: Language) -> None:
    """Instructions and the standing sentence are the system's; material and task are not."""
    prompt = Prompt(instructions="Be brief.", data=(Block("brief", "the sea"),), task="Write.")
    system, human = prompt.messages(language)
    assert system.text == f"Be brief.\n\n{STANDING[language]}"
    assert human.text.endswith("\n\nWrite.")
    assert "the sea" in human.text
    assert "the sea" not in system.text


def test_stable_parts_come_first() -> None:
    """Two prompts that differ in the task share everything before it."""
    blocks = (Block("brand", "warm"), Block("copy", "a line"))
    one, two = (
        Prompt(instructions="x", data=blocks, task=task).messages("en") for task in ("a", "b")
    )
    assert one[0] == two[0]
    assert one[1].text[:-1] == two[1].text[:-1]


def test_a_prompt_without_material_has_no_standing_sentence() -> None:
    """A small model is spared a sentence about blocks that are not there."""
    system, human = Prompt(instructions="x", task="y").messages("en")
    assert (system.text, human.text) == ("x", "y")
