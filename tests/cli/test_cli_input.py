import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_terminal import ENGLISH_BRIEF, LARKWICK, Ran, Typed

from creative_agents.graphs.runs_index import RunsIndex
from creative_agents.testing.server import FakeOpenAIServer

GOOD = ENGLISH_BRIEF.read_text(encoding="utf-8")


def one_line(ran: Ran) -> str:
    """Give the one line that a mistake gives; nothing stands on standard output."""
    assert ran.out == ""
    assert ran.code == 2
    (line,) = ran.err.splitlines()
    assert line.startswith("error: ")
    return line.removeprefix("error: ")


@pytest.fixture
def run_with(cli: Typed, tmp_path: Path, server: FakeOpenAIServer) -> Callable[..., Ran]:
    """Runs the English example with one thing changed; no call may be made."""

    def typed(*more: object, brief: str = GOOD, brand: Path = LARKWICK) -> Ran:
        file = tmp_path / "brief.yml"
        file.write_text(brief, encoding="utf-8")
        ran = cli("run", file, "--brand", brand, "--out", tmp_path / "out", *more)
        assert server.stats.requests == 0
        assert RunsIndex().all() == ()
        return ran

    return typed


def test_a_brief_without_a_needed_field(run_with: Callable[..., Ran]) -> None:
    """The line says which field, and where."""
    brief = "\n".join(line for line in GOOD.splitlines() if not line.startswith("title:"))

    assert "title" in one_line(run_with(brief=brief))


@pytest.mark.parametrize("how", ["option", "brief"])
def test_an_unknown_channel(run_with: Callable[..., Ran], how: str) -> None:
    """The known ones are listed, wherever the unknown one was named."""
    if how == "option":
        ran = run_with("--channels", "sms,billboard")
    else:
        ran = run_with(brief=GOOD.replace("[google_rsa, meta_feed, email]", "[billboard]"))

    line = one_line(ran)
    assert line.startswith("no channel is named 'billboard'")
    assert "google_rsa" in line


def test_a_channel_of_the_folder_that_cannot_be_read(
    run_with: Callable[..., Ran], tmp_path: Path
) -> None:
    """It is told before the first call, though the brief does not ask for it."""
    shutil.copytree(LARKWICK, tmp_path / "brand")
    (tmp_path / "brand" / "channels").mkdir()
    (tmp_path / "brand" / "channels" / "kiosk.toml").write_text("name = 'booth'\n", "utf-8")
    ran = run_with(brand=tmp_path / "brand")

    assert ran.code == 2
    assert "kiosk.toml:1: name is 'booth'; write 'kiosk'" in ran.err


def test_a_brief_without_channels(run_with: Callable[..., Ran]) -> None:
    """Nobody guesses where a campaign runs."""
    brief = GOOD.replace("channels: [google_rsa, meta_feed, email]", "")

    assert "names no channel: add `channels:` to it, or pass --channels" in one_line(
        run_with(brief=brief)
    )


def test_a_folder_that_is_no_brand(run_with: Callable[..., Ran], tmp_path: Path) -> None:
    """The line says how to make one."""
    assert "brand.yml" in one_line(run_with(brand=tmp_path))


def test_a_folder_that_is_not_there(run_with: Callable[..., Ran], tmp_path: Path) -> None:
    """The path is in the line."""
    assert "nowhere" in one_line(run_with(brand=tmp_path / "nowhere"))


def test_yaml_that_cannot_be_read(run_with: Callable[..., Ran]) -> None:
    """The line carries the line of the file."""
    assert "brief.yml:2:" in one_line(run_with(brief="title: a\nlanguage: [en\nmarket: GB\n"))


@pytest.mark.parametrize("brief", ["", "\n\n", "# only a comment\n"])
def test_an_empty_brief(run_with: Callable[..., Ran], brief: str) -> None:
    """The line says what to write."""
    line = one_line(run_with(brief=brief))
    assert " is empty; write " in line


def test_a_brief_of_10_megabytes(run_with: Callable[..., Ran]) -> None:
    """It is refused by its size, unread."""
    assert "10,000,002 bytes and 200,000 are allowed" in one_line(
        run_with(brief="# " + "x" * 10_000_000)
    )


def test_a_brief_that_is_not_there(cli: Typed, tmp_path: Path) -> None:
    """The path is in the line."""
    ran = cli("run", tmp_path / "none.yml", "--brand", LARKWICK)

    assert "none.yml" in one_line(ran)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--model", "gpt"), "model 'gpt' is not known: allowed are 'openai:MODEL', 'local'"),
        (("--model", "local"), "base_url"),
        (("--budget", "lots"), "--budget is 'lots': give US dollars"),
        (("--budget", "-1"), "--budget is '-1': give US dollars, zero or more"),
        (("--budget", "nan"), "--budget is 'nan': give US dollars"),
        (("--name", "../out"), "--name is '../out': use lower-case letters"),
        (("--variants", "7"), "invalid value for '--variants'"),
        (("--approve", "maybe"), "'maybe' is not one of 'ask', 'policy'"),
        (("--colour",), "no such option: --colour"),
    ],
)
def test_an_option_that_cannot_be_taken(
    run_with: Callable[..., Ran],
    options: tuple[str, ...],
    words: str,
    server: FakeOpenAIServer,
) -> None:
    """The line names the option, the value and what is allowed."""
    more = ("--base-url", server.base_url) if options == ("--model", "local") else ()

    assert words in one_line(run_with(*options, *more))


def test_a_budget_that_cannot_be_held_is_refused_before_the_first_call(
    cli: Typed, tmp_path: Path, server: FakeOpenAIServer
) -> None:
    """A model without a price and a budget do not go together."""
    ran = cli(
        "run", ENGLISH_BRIEF, "--brand", LARKWICK, "--out", tmp_path / "out", "--budget", "$2.50"
    )

    assert ran.code == 2
    assert "the price of 'openai:fake' is not known" in ran.err.splitlines()[-1]
    assert server.stats.requests == 0
    assert RunsIndex().all() == ()


def test_a_name_that_is_taken(cli: Typed, campaign: Typed, server: FakeOpenAIServer) -> None:
    """The line says how to go on with the run of that name."""
    campaign("--name", "spring")
    before = server.stats.requests
    ran = campaign("--name", "spring")

    assert "there is a run 'spring' already: `creative-agents resume spring`" in one_line(ran)
    assert server.stats.requests == before
    assert cli("runs", "list").out.count("spring") == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("bogus",), "no such command 'bogus'; `creative-agents --help` shows how"),
        (("run",), "missing argument 'BRIEF'; `creative-agents run --help` shows how"),
        (("resume",), "missing argument 'RUN'; `creative-agents resume --help` shows how"),
        (("resume", "spring"), "there is no run 'spring': `creative-agents runs list` shows them"),
        (("runs", "show", "spring"), "there is no run 'spring'"),
        (("runs", "delete", "spring", "--yes"), "there is no run 'spring'"),
        (("brand", "check", "/nowhere"), "'/nowhere'"),
        (("brand", "new", "..."), "'...' is not a name"),
        (
            ("models", "fetch", "--weights", "mail"),
            "invalid value for '--weights': 'mail' is not one of 'hub', 'registry'",
        ),
    ],
)
def test_what_cannot_be_understood_gives_one_line(
    cli: Typed, typed: tuple[str, ...], words: str
) -> None:
    """A usage error ends with 2 and says where to look."""
    assert words in one_line(cli(*typed))
