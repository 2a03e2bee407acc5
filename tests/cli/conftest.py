"""What the tests of the command line share: a server that answers, and commands to type."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_terminal import ENGLISH_BRIEF, LARKWICK, Ran, Typed

from creative_agents.cli import run
from creative_agents.testing.server import FakeOpenAIServer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAIServer]:
    """A server whose answers let a whole campaign run, and which the environment names."""
    with FakeOpenAIServer() as server:
        monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", server.base_url)
        monkeypatch.setenv("CREATIVE_AGENTS_MODEL", "openai:fake")
        yield server


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Typed:
    """Types a command in this process, where nobody is at a terminal."""

    def typed(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return typed


@pytest.fixture
def campaign(cli: Typed, tmp_path: Path) -> Typed:
    """Runs the English example into a folder of its own, with what a test adds."""

    def typed(*more: object, brief: Path = ENGLISH_BRIEF, brand: Path = LARKWICK) -> Ran:
        given = ("--out", tmp_path / "out", "--channels", "sms,x_post", "--variants", "1")
        return cli("run", brief, "--brand", brand, *given, *more)

    return typed
