import re
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_terminal import (
    ENGLISH_BRIEF,
    FRENCH_BRIEF,
    KERMORVEL,
    LARKWICK,
    Terminal,
)

from creative_agents.domain.campaign import Campaign
from creative_agents.graphs.runs_index import RunsIndex

LONG = "Trop long. " * 40
OWN = "Une marée, une boîte, un dîner. À jeudi !"


TALK = (
    ("Your decision [approve/edit/revise/reject]:", "maybe"),
    ("Please write one of these: approve, edit, revise, reject.", "a"),
    ("Route [a/b]", "b"),
    ("Decide all at once, or one by one? [all/one by one] (one by one):", ""),
    ("x_post/1 [approve/edit/revise/reject]:", "approve"),
    ("x_post/2 [approve/edit/revise/reject]:", "rej"),
    ("Why? (optional)", "says nothing"),
    ("sms/1 [approve/edit/revise/reject]:", "rev"),
    ("What must change?", ""),
    ("Please write something.", "warmer"),
    ("sms/2 [approve/edit/revise/reject]:", "approve"),
    ("sms/1 [approve/edit/reject]:", "approve"),
)
"""What appears, and what the director types then."""


def editor(folder: Path) -> Mapping[str, str]:
    """Make an editor that first writes too long a text, and a good one when it is asked again."""
    script, marker = folder / "editor.sh", folder / "asked"
    change = "/^=== text\\[1\\]/{n;s/.*/%s/}"
    script.write_text(
        "#!/bin/sh\n"
        f"if [ -e {marker} ]; then text='{OWN}'; else text='{LONG}'; fi\n"
        f"touch {marker}\n"
        f'sed -i -e "$(printf "{change}" "$text")" "$1"\n'
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {"EDITOR": str(script), "VISUAL": ""}


COLOURS = re.compile(r"\x1b\[[0-9;]*?(?:3[0-7]|9[0-7]|38|4[0-7])[;m]")
"""Escapes that set a colour; bold and dim are none."""


def gate_lines(seen: str) -> list[str]:
    """Give the lines of the gates: those of a panel."""
    return [line for line in seen.splitlines() if line.startswith(("╭", "│", "╰"))]


def delivered(out: Path, run: str) -> Campaign:
    """Read what was delivered."""
    return Campaign.model_validate_json((out / run / "campaign.json").read_bytes())


@pytest.mark.usefixtures("server")
def test_a_director_answers_every_gate_in_an_english_terminal(tmp_path: Path) -> None:
    """Approve a route, send a piece back with a note, correct one, reject one, approve one."""
    out = tmp_path / "out"
    given = ["--out", str(out), "--channels", "x_post,sms", "--variants", "2", "--name", "en"]
    command = ["run", str(ENGLISH_BRIEF), "--brand", str(LARKWICK), *given]
    with Terminal(command) as terminal:
        terminal.wait_for("choose a route")
        for words, typed in TALK:
            terminal.wait_for(words)
            terminal.type(typed)
        assert terminal.end() == 0
    done = delivered(out, "en")

    assert done.route == "b"
    assert [item.reason for item in done.set_aside] == ["rejected: says nothing"]
    assert {variant.id: variant.round for variant in done.deck.variants} == {
        "x_post/1": 1,
        "sms/1": 2,
        "sms/2": 1,
    }
    assert {gate.answer.via for gate in done.gates} == {"terminal"}


@pytest.mark.usefixtures("server")
def test_a_french_director_corrects_in_her_editor_on_a_narrow_screen(tmp_path: Path) -> None:
    """A text that breaks a rule is asked again; the good one is delivered, letter for letter."""
    out = tmp_path / "out"
    given = ["--out", str(out), "--channels", "x_post", "--variants", "1", "--name", "fr"]
    command = ["run", str(FRENCH_BRIEF), "--brand", str(KERMORVEL), *given]
    with Terminal(command, columns=60, env={**editor(tmp_path), "NO_COLOR": "1"}) as terminal:
        terminal.wait_for("Votre décision [valider/corriger/à")
        terminal.type("valider")
        terminal.wait_for("Piste [a/b]")
        terminal.type("")
        terminal.wait_for("Les premières lettres d’un mot suffisent.")
        terminal.wait_for("x_post/1")
        terminal.type("corriger")
        terminal.wait_for("Votre texte enfreint une règle")
        terminal.wait_for("La corriger encore ? [oui/non] (oui)")
        terminal.type("o")
        assert terminal.end() == 0
        seen, raw = terminal.text, terminal.raw

    assert delivered(out, "fr").deck.variants[0].asset.text("text") == OWN
    assert {len(line) for line in gate_lines(seen)} == {60}
    assert not COLOURS.search(raw)


@pytest.mark.usefixtures("server")
def test_leaving_a_gate_keeps_the_question(tmp_path: Path) -> None:
    """Ctrl-D ends with 0, Ctrl-C with 130; both times the run still waits and says how to go on."""
    command = ["--out", str(tmp_path), "--channels", "x_post", "--name", "later"]
    with Terminal(["run", str(ENGLISH_BRIEF), "--brand", str(LARKWICK), *command]) as terminal:
        terminal.wait_for("Your decision")
        terminal.leave()
        terminal.wait_for("to go on, in a terminal: creative-agents resume later")
        assert terminal.end() == 0
    with Terminal(["resume", "later"]) as terminal:
        terminal.wait_for("Your decision")
        terminal.interrupt()
        terminal.wait_for("what was done is kept; to go on: creative-agents resume later")
        assert terminal.end() == 130

    assert RunsIndex().get("later").status == "waiting"
