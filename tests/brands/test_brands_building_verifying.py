from typing import Any

import pytest

from creative_agents.brands.building.lines import Citation, Line, Place
from creative_agents.brands.building.markdown import read_markdown
from creative_agents.brands.building.verifying import objection

TEXT = "# Voice\n\nWrite **email**, never e-mail. Keep sentences under 20 words.\n"
DOCUMENT = read_markdown("guide.md", TEXT)
FIRST, SECOND = DOCUMENT.sentences()


def line(place: Place, value: dict[str, Any], **changes: Any) -> Line:
    """Make a line on the first sentence, or on another place."""
    start, end = changes.pop("span", (FIRST.start, FIRST.end))
    cited: dict[str, Any] = {
        "file": "guide.md",
        "start": start,
        "end": end,
        "quote": TEXT[start:end],
        "line": 3,
        **changes,
    }
    return Line(place=place, value=value, citation=Citation(**cited), by="model")


def why(one: Line) -> str:
    """Give the objection to a line."""
    return objection(one, {"guide.md": DOCUMENT}) or ""


def test_a_line_that_its_citation_carries_is_proposed() -> None:
    """Literal words stand in the citation; a sentence may be put in other words."""
    assert why(line("terms", {"use": "email", "avoid": ["e-mail"]})) == ""
    said = {"text": "Sentences have fewer than 20 words."}
    assert why(line("voice.do", said, span=(SECOND.start, SECOND.end))) == ""


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (line("voice.do", {"text": "Write"}, file="other.md"), "no document 'other.md'"),
        (line("voice.do", {"text": "Write"}, quote="Write mail"), "does not stand in 'guide.md'"),
        (line("voice.do", {"text": "Write"}, start=0, end=3), "does not stand in 'guide.md'"),
        (line("terms", {"avoid": ["courriel"]}), "'courriel' does not stand"),
        (line("voice.do", {"text": "Write under 25 words"}), "figure '25' does not stand"),
        (line("voice.do", {"text": "Be radically honest always"}), "something else"),
        (line("voice.examples", {"yes": "Write email", "no": "Nope"}), "'Nope' does not stand"),
    ],
)
def test_a_line_that_rests_on_nothing_is_refused(one: Line, reason: str) -> None:
    """A quote that is not in the document, a word or a figure that is not in the quote."""
    assert reason in why(one)


def test_a_line_must_fit_its_place() -> None:
    """A form of address that nobody knows is no line at all."""
    with pytest.raises(ValueError, match="Input should be 'tu', 'vous' or 'none'"):
        line("voice.address", {"text": "thou"})
