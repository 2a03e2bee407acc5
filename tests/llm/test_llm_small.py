import re

import pytest
from pydantic import ValidationError

from creative_agents.llm.schema import shape_of
from creative_agents.llm.small import LONGEST, latin_pattern, lines_type, numbered


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Fix it from £29 - it's quick (really)."),
        (
            "fr",
            "« Déjà prêt\u00a0? », dit-il\u00a0: à 19\u202fh, 5\u00a0% de l’œuvre coûte 34\u00a0€.",
        ),
    ],
)
def test_a_language_has_its_own_signs(language: str, line: str) -> None:
    """Accents, both apostrophes, guillemets, no-break spaces and currencies pass."""
    assert re.search(latin_pattern(language), line)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line", ["Light 征服", "Свет now", "Line\nbreak", "A <b>tag</b>", 'A "quote"']
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_other_script_passes(language: str, line: str) -> None:
    """Neither another script nor a sign that breaks a line or a JSON string."""
    assert not re.search(latin_pattern(language), line)  # type: ignore[arg-type]


def test_a_sentence_ends_as_one() -> None:
    """With `sentence`, the last sign is a full stop or a question mark."""
    pattern = latin_pattern("fr", sentence=True)
    assert re.search(pattern, "Votre soupe est prête.")
    assert not re.search(pattern, "Votre soupe est prête")


def test_an_opening_puts_the_line_on_the_rails() -> None:
    """The line starts with one of the words, letter for letter, and is one sentence."""
    pattern = latin_pattern("en", opens=("With Tea (No. 9), you ", "You "), closes="[.]")
    assert re.search(pattern, "With Tea (No. 9), you drink it hot.")
    assert re.search(pattern, "You drink it hot.")
    assert not re.search(pattern, "We drink it hot.")
    assert not re.search(pattern, "You drink. It is hot.")


def test_a_loop_costs_one_line() -> None:
    """A line that never ends is closed by the pattern itself."""
    assert not re.search(latin_pattern("en"), "A" + "a" * (LONGEST + 1))


def test_lines_are_numbered_keys() -> None:
    """The JSON has the keys 1 to n, all required, each with the pattern of its language."""
    schema = shape_of(lines_type("fr", 3)).schema
    assert list(schema["properties"]) == schema["required"] == ["1", "2", "3"]
    assert schema["properties"]["1"]["pattern"] == latin_pattern("fr")


def test_lines_come_back_in_order() -> None:
    """What the model wrote under 1 is the first text."""
    answer = lines_type("en", 2).model_validate_json('{"1": "First line", "2": "Second line"}')
    assert answer.texts() == ("First line", "Second line")


def test_a_line_too_few_is_refused() -> None:
    """Each source line has its answer, or the answer is asked for again."""
    with pytest.raises(ValidationError, match="Field required"):
        lines_type("en", 2).model_validate_json('{"1": "Alone"}')


def test_the_same_lines_have_the_same_type() -> None:
    """The type, and so its schema, is built once."""
    assert lines_type("en", 4) is lines_type("en", 4)
    assert lines_type("en", 4) is not lines_type("en", 4, sentence=True)


def test_a_source_cannot_open_a_line_of_its_own() -> None:
    """A line break inside a source becomes a space: numbers stay ours."""
    assert numbered(["a\n2. b", "c"]) == "1. a 2. b\n2. c"
