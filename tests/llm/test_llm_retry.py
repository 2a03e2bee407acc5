import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelRateLimitError,
)

from creative_agents.errors import ModelUnavailableError
from creative_agents.llm.retry import FEWER_ATTEMPTS, is_transient, retry_after, with_retries


@dataclass
class Response:
    """Headers of an answer."""

    headers: dict[str, str]


def limited(wait: str | None) -> ModelRateLimitError:
    """A rate limit of any provider, with what it asks to wait."""
    error = ModelRateLimitError("slow down")
    error.response = Response({} if wait is None else {"retry-after": wait})  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(("header", "seconds"), [("3", 3.0), ("0.5", 0.5), ("soon", None)])
def test_retry_after_in_seconds(header: str, seconds: float | None) -> None:
    """A number of seconds is read; a word is not."""
    assert retry_after(limited(header)) == seconds
    assert retry_after(limited(None)) is None


def test_retry_after_as_a_date() -> None:
    """A date is read as the time until then, never less than nothing."""
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert retry_after(limited(later)) == pytest.approx(30, abs=3)
    assert retry_after(limited("Wed, 21 Oct 2015 07:28:00 GMT")) == 0


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (ModelAPIError("500"), True),
        (TimeoutError(), True),
        (ConnectionResetError(), True),
        (limited("1"), True),
        (limited("3600"), False),
        (ModelAuthenticationError("401"), False),
        (ContextOverflowError("long"), False),
        (KeyError("a bug"), False),
    ],
)
def test_what_is_worth_another_try(error: Exception, *, transient: bool) -> None:
    """Failures of the service pass; mistakes, bugs and hour-long bans do not."""
    assert is_transient(error) is transient


def test_a_programming_error_is_not_hidden() -> None:
    """What is not the service's failure is raised as it is, at once."""
    calls = 0

    async def send() -> None:
        nonlocal calls
        calls += 1
        raise KeyError("a bug")

    with pytest.raises(KeyError, match="a bug"):
        asyncio.run(with_retries(send, on_retry=lambda: None))
    assert calls == 1


def test_tries_are_bounded() -> None:
    """A service that never answers in time is given up after the bound, in one line."""
    retries = 0

    def note() -> None:
        nonlocal retries
        retries += 1

    async def send() -> None:
        raise TimeoutError

    with pytest.raises(ModelUnavailableError, match="did not answer in time: resume later"):
        asyncio.run(with_retries(send, on_retry=note))
    assert retries == FEWER_ATTEMPTS - 1
