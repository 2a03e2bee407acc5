import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openai
import pytest

from creative_agents.testing.recorded import recorded_answers
from creative_agents.testing.server.__main__ import main


@contextmanager
def process(*arguments: str) -> Iterator[dict[str, str]]:
    """Run the server as a process and give its addresses."""
    command = [sys.executable, "-m", "creative_agents.testing.server", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        yield json.loads(running.stdout.readline())
        running.communicate(timeout=10)
    assert running.returncode == 0


def ask(base_url: str) -> Any:
    """Ask one question."""
    with openai.OpenAI(base_url=base_url, api_key="none", max_retries=0) as client:
        return client.chat.completions.create(
            model="fake", messages=[{"role": "user", "content": "go"}]
        )


def test_it_serves_and_ends_with_its_input(tmp_path: Path) -> None:
    """The process prints its address, answers from a file, and ends when its input does."""
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"for": "any call", "answer": "Bonjour"}\n', "utf-8")
    with process("--answers", str(answers), "--latency-ms", "5") as address:
        assert ask(address["base_url"]).choices[0].message.content == "Bonjour"
        with urllib.request.urlopen(address["root_url"] + "/stats", timeout=5) as response:
            assert json.load(response)["good"] == 1


def test_faults_can_be_set_on_the_command_line() -> None:
    """A rate given on the command line strikes."""
    fallen = pytest.raises(openai.InternalServerError, match="fallen over")
    with process("--rate", "server_error=1", "--seed", "3") as address, fallen:
        ask(address["base_url"])


@pytest.mark.parametrize("rate", ["server_error", "server_errors=0.1", "=1"])
def test_a_bad_rate_is_a_usage_error(rate: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault that does not exist ends the process with status 2 and the value."""
    with pytest.raises(SystemExit, match="2"):
        main(["--rate", rate])
    assert repr(rate) in capsys.readouterr().err


def test_recorded_answers_keep_their_order(tmp_path: Path) -> None:
    """Answers of one key come in the order of the file; empty lines say nothing."""
    path = tmp_path / "a.jsonl"
    lines = ['{"for": "Ad", "answer": {"n": 1}}', "", '{"for": "Ad", "answer": {"n": 2}}']
    path.write_text("\n".join(lines), "utf-8")
    assert recorded_answers(path) == {"Ad": [{"n": 1}, {"n": 2}]}


def test_a_line_of_another_shape_is_refused(tmp_path: Path) -> None:
    """A line without its two keys is named by file and number."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"for": "Ad", "answer": 1}\n{"to": "Ad"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"a\.jsonl:2: .* must have 'for' and 'answer' only"):
        recorded_answers(path)
