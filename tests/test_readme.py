"""The README: what it shows runs, and it stays short."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from creative_agents import cli
from creative_agents.testing.server import FakeOpenAIServer

ROOT: Final = Path(__file__).parents[1]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_WORDS: Final = 700

_FENCED: Final = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINKED: Final = re.compile(r"\]\((?!https?://|#)(?P<path>[^)]+)\)")


def blocks(language: str) -> list[str]:
    """Give the fenced blocks of a language."""
    return [found["text"] for found in _FENCED.finditer(README) if found["language"] == language]


def commands() -> list[list[str]]:
    """Give the arguments of each `creative-agents` line, its comment taken off."""
    lines = "\n".join(blocks("bash")).replace("\\\n", " ").splitlines()
    words = (shlex.split(line, comments=True) for line in lines)
    return [line[1:] for line in words if line and line[0] == "creative-agents"]


def subcommand(arguments: list[str]) -> list[str]:
    """Give the names that lead to a command: ``["brand", "new"]``."""
    groups = {"brand", "runs", "models"}
    nested = arguments[0] in groups and len(arguments) > 1 and not arguments[1].startswith("-")
    return arguments[: 2 if nested else 1]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place that looks like the repository and can be written to."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server in the place of OpenAI's, as a user names one."""
    with FakeOpenAIServer() as server:
        monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        yield


def test_the_readme_has_at_most_700_words() -> None:
    """Code and diagrams aside."""
    assert len(_FENCED.sub("", README).split()) <= MOST_WORDS


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.split("\n")[0])
@pytest.mark.usefixtures("server", "repository")
def test_a_python_block_runs(code: str) -> None:
    """Each block runs by itself, as it stands."""
    exec(compile(code, "README.md", "exec"), {})


@pytest.mark.usefixtures("server")
def test_the_ten_lines_deliver_a_deck(repository: Path) -> None:
    """The campaign of the first block ends with a folder."""
    exec(compile(blocks("python")[0], "README.md", "exec"), {})

    assert (repository / "out" / "bring-the-old-one" / "campaign.html").is_file()


@pytest.mark.parametrize("arguments", commands(), ids=" ".join)
def test_a_command_exists(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Its help knows every option that the README gives it."""
    assert cli.run([*subcommand(arguments), "--help"]) == 0

    shown = capsys.readouterr().out
    options = [word for word in arguments if word.startswith("--")]
    assert [option for option in options if option not in shown] == []


@pytest.mark.usefixtures("server", "repository")
def test_the_commands_run_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal the run stops at its gate, and every command ends with 0."""
    runnable = [line for line in commands() if "RUN" not in line]
    ended = {" ".join(line): (cli.run(line), capsys.readouterr()) for line in runnable}

    assert {line: code for line, (code, _) in ended.items() if code} == {}, ended


def test_the_make_targets_exist() -> None:
    """What the README says to make, the Makefile makes."""
    named = re.findall(r"^make (\w+)$", "\n".join(blocks("bash")), re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_every_link_leads_somewhere() -> None:
    """A file that the README links to is in the repository."""
    paths = [found["path"] for found in _LINKED.finditer(README)]

    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
