"""`brand build` as a person types it."""

import json
from pathlib import Path

import pytest
from cli_terminal import Terminal, Typed
from guide_files import ENGLISH, FRENCH

from creative_agents.brands.loader import load_brand


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """Give a guide in English."""
    path = tmp_path / "guide.md"
    path.write_text(ENGLISH, "utf-8")
    return path


def test_a_build_without_a_terminal_waits_and_says_how_to_go_on(cli: Typed, guide: Path) -> None:
    """It ends with 0, or with 5 where the caller asks for that."""
    words = ("brand", "build", guide, "--out", guide.parent / "hut", "--model", "none")
    ran = cli(*words)
    waiting = cli(*words, "--fail-if-waiting")

    assert (ran.code, waiting.code) == (0, 5)
    assert "lines to decide" in ran.out
    assert "--answer FILE" in ran.out
    assert not (guide.parent / "hut").exists()


def test_decisions_come_from_a_file(cli: Typed, guide: Path, tmp_path: Path) -> None:
    """The folder is written and can be checked; building again says that nothing changed."""
    words = ("brand", "build", guide, "--out", tmp_path / "hut", "--model", "none")
    asked = cli(*words, "--json").json
    refused = asked["question"]["pieces"][0]
    answer = tmp_path / "answer.json"
    decisions = [{"piece": refused, "verdict": "reject"}]
    answer.write_text(json.dumps({"default": "approve", "decisions": decisions}), "utf-8")
    done = cli(*words, "--answer", answer)
    again = cli(*words)

    assert (asked["status"], asked["refused"]) == ("waiting", 0)
    assert (done.code, done.out) == (0, f"{tmp_path / 'hut'}\n")
    assert f"{asked['asked'] - 1} of {asked['asked']} lines approved" in done.err
    assert cli("brand", "check", tmp_path / "hut").code == 0
    assert "nothing changed" in again.out


def test_a_french_guide_is_asked_about_in_french(cli: Typed, tmp_path: Path) -> None:
    """The language is the documents' own."""
    (tmp_path / "guide.md").write_text(FRENCH, "utf-8")
    ran = cli("brand", "build", tmp_path / "guide.md", "--out", tmp_path / "pre", "--model", "none")

    assert "lignes à décider" in ran.out


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("none.md", None, "there is no document"),
        ("bad.pdf", b"no pdf", "is damaged or is none"),
        ("empty.md", b"", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_ends_with_2(
    cli: Typed, tmp_path: Path, name: str, content: bytes | None, expected: str
) -> None:
    """Nothing is written."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = cli("brand", "build", tmp_path / name, "--out", tmp_path / "hut", "--model", "none")

    assert ran.code == 2
    assert expected in ran.err.splitlines()[-1]
    assert not (tmp_path / "hut").exists()


def test_a_build_from_nothing_is_refused(cli: Typed) -> None:
    """It says what to name."""
    ran = cli("brand", "build")

    assert ran.code == 2
    assert "brand build needs documents, or --from-run RUN" in ran.err


TALK = (
    ("Decide all at once, or one by one? [all/one by one] (one by one):", ""),
    ("guide.md:1 « Use *bed* instead of *berth*. »", ""),
    ("Your decision [approve/edit/reject] (approve):", ""),
    ("Your decision [approve/edit/reject] (approve):", "edit"),
    ("The line as it must be", "Keep sentences short."),
    ("Your decision [approve/edit/reject] (approve):", "rej"),
)
"""What appears, and what the person types then; nothing typed after a citation."""


def test_a_person_decides_line_by_line_in_a_terminal(tmp_path: Path) -> None:
    """Each line stands above its sentence; Enter approves."""
    guide = tmp_path / "guide.md"
    guide.write_text(
        "Use *bed* instead of *berth*.\n\nKeep sentences under 20 words.\n\nAvoid jargon.\n",
        "utf-8",
    )
    words = ["brand", "build", str(guide), "--out", str(tmp_path / "hut"), "--model", "none"]
    with Terminal(words, env={"CREATIVE_AGENTS_HOME": str(tmp_path / "home")}) as terminal:
        for shown, typed in TALK:
            terminal.wait_for(shown)
            if not shown.startswith("guide.md"):
                terminal.type(typed)
        code = terminal.end()
    brand = load_brand(tmp_path / "hut")

    assert code == 0
    assert brand.terms[0].avoid == ("berth",)
    assert brand.voice.do == ("Keep sentences short.",)
    assert brand.voice.dont == ()
