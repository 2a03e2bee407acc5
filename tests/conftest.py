"""What every test gets: its own home, no key, no model by accident."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"  # before langgraph is imported anywhere
os.environ["LANGSMITH_TRACING"] = "false"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's is read or written, and no key lies about."""
    monkeypatch.setenv("CREATIVE_AGENTS_HOME", str(tmp_path / "home"))
    for name in ("CREATIVE_AGENTS_MODEL", "CREATIVE_AGENTS_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _own_logs() -> Iterator[None]:
    """The command line configures logs for its process; the next test finds them as they were."""
    yield
    structlog.reset_defaults()
