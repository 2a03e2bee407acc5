import os
import subprocess
import sys
from pathlib import Path

import pytest
from llm_agents import Reading, openai_at, reader
from llm_loopback import Turn, loopback
from structlog.testing import capture_logs

from creative_agents.errors import ConfigError, ModelUnavailableError, UnknownNameError
from creative_agents.llm.models import create_chat_model, explain

VARIABLES = (
    "CREATIVE_AGENTS_MODEL",
    "CREATIVE_AGENTS_BASE_URL",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def test_a_key_in_the_environment_selects_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a key lying about and no model named, the model is the local one."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    (model,) = explain()
    assert (model.value, model.source) == ("local", "default")


def test_the_environment_names_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable is used when there is no argument, and an argument goes before it."""
    monkeypatch.setenv("CREATIVE_AGENTS_MODEL", "openai:gpt-5-mini")
    monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", "http://127.0.0.1:9/v1")
    model, url, _ = explain()
    assert (model.value, model.source) == ("openai:gpt-5-mini", "CREATIVE_AGENTS_MODEL")
    assert (url.value, url.source) == ("http://127.0.0.1:9/v1", "CREATIVE_AGENTS_BASE_URL")
    assert explain("openai:other", base_url="http://x/v1")[1].source == "argument"


def test_explain_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is said to be set, and from where; never shown."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    settings = explain("openai:gpt-5-mini")
    assert "sk-secret" not in repr(settings)
    assert (settings[2].value, settings[2].source) == ("set", "OPENAI_API_KEY")


@pytest.mark.parametrize("name", ["gpt-4o", "openai:", "anthropic:claude", "Local"])
def test_an_unknown_name_says_what_is_allowed(name: str) -> None:
    """A name that nobody knows is refused with those that are allowed."""
    with pytest.raises(UnknownNameError, match="allowed are 'openai:MODEL', 'local'"):
        create_chat_model(name)


def test_openai_needs_a_key() -> None:
    """OpenAI's own server needs a key, and the error says where to give it."""
    with pytest.raises(ConfigError, match="set OPENAI_API_KEY"):
        create_chat_model("openai:gpt-5-mini")


def test_a_server_of_ones_own_needs_none() -> None:
    """With a base_url a missing key is no error."""
    with loopback() as server:
        reader(create_chat_model("openai:qwen", base_url=server.url)).invoke(Reading(language="en"))
    assert server.headers[0]["authorization"] == "Bearer none"


def test_a_local_model_has_no_server() -> None:
    """A base_url beside a local model is a mistake that is said."""
    with pytest.raises(ConfigError, match="which has no server"):
        explain("local", base_url="http://127.0.0.1/v1")


def test_the_key_stands_in_no_error_and_no_log() -> None:
    """A refused key is not repeated, even when the service repeats it."""
    body = b'{"error": {"message": "Incorrect API key provided: sk-secret"}}'
    with (
        loopback(Turn(status=401, body=body)) as server,
        capture_logs() as logs,
        pytest.raises(ModelUnavailableError, match="refused the key") as caught,
    ):
        reader(openai_at(server.url)).invoke(Reading(language="en"))
    assert "sk-secret" not in f"{caught.value}{logs}{openai_at(server.url)!r}"


def test_nothing_is_sent_to_anybody_else() -> None:
    """With a tracing key lying about, a call goes to the model's server and nowhere else."""
    script = """
import socket, sys
from llm_loopback import loopback
from llm_agents import Reading, openai_at, reader
seen = []
real = socket.socket.connect
def connect(self, address):
    seen.append(address)
    return real(self, address)
socket.socket.connect = connect
with loopback() as server:
    reader(openai_at(server.url)).invoke(Reading(language="en"))
    port = int(server.url.split(":")[2].split("/")[0])
import langsmith.utils
print(langsmith.utils.tracing_is_enabled(), [a for a in seen if a[0] != "127.0.0.1"])
"""
    environment = {
        **{name: value for name, value in os.environ.items() if "LANG" not in name},
        "LANGSMITH_API_KEY": "lsv2_x",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
    }
    child = subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
    )
    assert child.stdout.split("\n")[-2] == "False []"


def test_choosing_a_model_loads_no_framework() -> None:
    """Explaining the settings loads neither openai nor langchain_openai."""
    script = (
        "import sys; from creative_agents.llm.models import explain; explain('openai:x');"
        "print([name for name in ('openai', 'langchain_openai', 'aiohttp') if name in sys.modules])"
    )
    child = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert child.stdout == "[]\n"
