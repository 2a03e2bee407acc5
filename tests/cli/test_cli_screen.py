import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from creative_agents.cli.plain import one_line, plain
from creative_agents.cli.progress import ProgressDisplay
from creative_agents.cli.screen import Screen
from creative_agents.domain.base import Language
from creative_agents.domain.campaign import CampaignProgress

VERDICTS = {
    "en": {"approve": 1, "edit": 2, "revise": 3, "reject": 4},
    "fr": {"valider": 1, "corriger": 2, "à reprendre": 3, "refuser": 4},
}


def make_screen(
    language: Language, typed: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[Screen, io.StringIO]:
    """Make a screen before which somebody has typed some lines."""
    shown = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return Screen(language, Console(file=shown, width=80)), shown


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "approve\n", 1),
        ("en", "A\n", 1),
        ("en", " rej \n", 4),
        ("en", "r\n\nrev\n", 3),
        ("fr", "Valider\n", 1),
        ("fr", "a reprendre\n", 3),
        ("fr", "à\n", 3),
        ("fr", "approve\nref\n", 4),
    ],
)
def test_a_word_is_known_by_its_first_letters(
    language: Language, typed: str, meant: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Case and accents do not count; what fits two words, or none, is asked again."""
    screen, _ = make_screen(language, typed, monkeypatch)

    assert screen.choose("?", VERDICTS[language]) == meant


def test_an_empty_line_approves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a default, somebody who presses Enter is asked again."""
    screen, shown = make_screen("en", "\n\nedit\n", monkeypatch)

    assert screen.choose("Your decision", VERDICTS["en"]) == 2
    assert shown.getvalue().count("Please write one of these: approve, edit") == 2


def test_a_screen_says_names_in_the_languages_own_way() -> None:
    """A colon stands after a no-break space in French."""
    assert Screen("en").pair("gate.risk", "none").plain == "Risk: none"
    assert Screen("fr").pair("gate.risk", "aucun").plain == "Risque\u00a0: aucun"


def test_what_a_model_wrote_cannot_command_the_terminal() -> None:
    """Escapes that would clear the screen or set its title are gone; line breaks stay."""
    text = "a\x1b]0;owned\x07b\x9b2Jc\r\nd\te"

    assert plain(text) == "a]0;ownedb2Jc\nd\te"
    assert one_line(text) == "a]0;ownedb2Jc d e"


def told(*steps: CampaignProgress) -> list[str]:
    """Show some steps elsewhere than on a terminal."""
    shown = io.StringIO()
    with ProgressDisplay(Console(file=shown, width=40)) as display:
        for step in steps:
            display(step)
    return [line.split("s  ", 1)[1] for line in shown.getvalue().splitlines()]


def steps() -> Iterator[CampaignProgress]:
    """Make the steps of a small campaign."""
    yield CampaignProgress(step="read_brief", message="reading the brief")
    for done in range(4):
        preview = "Ride home\ntonight, the long way round" if done == 2 else ""
        yield CampaignProgress(
            step="write_copy", message="writing copy", done=done, total=3, preview=preview
        )


def test_a_log_has_a_line_for_each_step_and_each_first_look() -> None:
    """Lines are whole, however narrow; steps that only count stay silent for a while."""
    assert told(*steps()) == [
        "reading the brief",
        "writing copy 0/3",
        "writing copy 2/3: Ride home tonight, the long way round",
    ]


def test_on_a_terminal_the_step_is_live() -> None:
    """What works now and how far it is stands in one line that moves."""
    shown = io.StringIO()
    console = Console(file=shown, width=60, force_terminal=True)
    with ProgressDisplay(console) as display:
        for step in steps():
            display(step)

    assert "writing copy 2/3: Ride home tonight" in shown.getvalue()
    assert "\x1b[2K" in shown.getvalue()


@pytest.mark.parametrize(("language", "told"), [("en", "Routes: a"), ("fr", "Routes\u00a0: a")])
def test_a_first_look_follows_the_colon_of_the_language(language: Language, told: str) -> None:
    """French has a no-break space before it."""
    shown = io.StringIO()
    with ProgressDisplay(Console(file=shown), language=language) as display:
        display(CampaignProgress(step="s", message="Routes", preview="a"))

    assert told in shown.getvalue()
