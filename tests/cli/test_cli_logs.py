"""Where logs go."""

import pytest
import structlog

from creative_agents.cli.logs import configure_logs
from creative_agents.errors import ConfigError


def test_logs_go_to_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard output holds results alone."""
    monkeypatch.setenv("CREATIVE_AGENTS_LOG", "info")
    configure_logs()
    structlog.get_logger().info("answer rejected")

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "answer rejected" in shown.err


def test_logs_are_quiet_unless_somebody_asks(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning is not shown by default."""
    configure_logs()
    structlog.get_logger().warning("answer rejected")

    assert capsys.readouterr().err == ""


def test_an_unknown_level_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error lists the levels."""
    monkeypatch.setenv("CREATIVE_AGENTS_LOG", "loud")

    with pytest.raises(ConfigError, match=r"CREATIVE_AGENTS_LOG is 'loud': give one of debug"):
        configure_logs()
