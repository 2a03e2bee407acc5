"""Retry: what a transport failure is, how long to wait, and when to give up."""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from errno import ECONNREFUSED
from typing import NoReturn, TypeVar

import structlog
from langchain_core import exceptions as langchain_errors
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from creative_agents.errors import ModelError, ModelUnavailableError

T = TypeVar("T")

ATTEMPTS = 5
"""How often a call is tried in all."""

FEWER_ATTEMPTS = 3
"""The same when a try ran out of time, which may have been paid, or when nobody listens."""

LONGEST_WAIT = 60.0
"""Longest wait before a try, in seconds; a service that asks for more has given up on us."""

_FIRST_WAIT = 0.5

_log = structlog.get_logger(__name__)


async def with_retries(send: Callable[[], Awaitable[T]], *, on_retry: Callable[[], None]) -> T:
    """Make a call, and again after a transport failure.

    Rate limits, failures of the service, broken connections and timeouts are tried again,
    after what ``Retry-After`` says or a growing, jittered wait. A refused key, an unknown
    model or an invalid request is not.

    Args:
        send: Makes the call.
        on_retry: Called before each new try.

    Returns:
        What `send` returns.

    Raises:
        ModelUnavailableError: No try gave an answer, or trying again is useless.
    """
    try:
        return await send()
    except Exception as error:  # noqa: BLE001 - raised again unless it is a known failure
        if not is_transient(error):
            _raise(error)
        first = error
    return await _again(send, first, on_retry)


async def _again(
    send: Callable[[], Awaitable[T]], first: Exception, on_retry: Callable[[], None]
) -> T:
    failures = [first]

    async def once() -> T:
        if failures:
            raise failures.pop()
        return await send()

    def note(state: RetryCallState) -> None:
        on_retry()
        error = state.outcome.exception() if state.outcome else None
        wait = state.next_action.sleep if state.next_action else 0.0
        _log.info("model call retried", failure=type(error).__name__, wait_seconds=round(wait, 2))

    retrying = AsyncRetrying(
        retry=retry_if_exception(is_transient),
        stop=_is_enough,
        wait=_wait,
        before_sleep=note,
        reraise=True,
    )
    try:
        return await retrying(once)
    except Exception as error:  # noqa: BLE001 - raised again, explained where it can be
        _raise(error)


def is_transient(error: BaseException) -> bool:
    """Say whether the same call may succeed when it is made again."""
    if isinstance(error, ModelError):
        return False
    if getattr(error, "code", None) == "insufficient_quota":
        return False
    if (wait := retry_after(error)) is not None and wait > LONGEST_WAIT:
        return False
    if isinstance(error, langchain_errors.ModelError):
        return error.is_retryable
    return isinstance(error, ConnectionError | TimeoutError)


def retry_after(error: BaseException) -> float | None:
    """Read how long the service asks to wait, in seconds; nothing when it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    value = headers.get("retry-after")
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except ValueError:
        return None


def _raise(error: Exception) -> NoReturn:
    """Say in one line what a model's service did; what is not its failure stays as it is."""
    if isinstance(error, langchain_errors.ModelError | ConnectionError | TimeoutError):
        raise ModelUnavailableError(_line(error)) from error
    raise error


def _line(error: Exception) -> str:
    if getattr(error, "code", None) == "insufficient_quota":
        return "the model's service says that the account has no credit left: add some, then resume"
    for kind, line in _LINES.items():
        if isinstance(error, kind):
            return line.format(said=_said(error), wait=retry_after(error))
    return f"the model's service failed: {_said(error)}; resume when it is back"


_LINES: dict[type[Exception], str] = {
    langchain_errors.ModelAuthenticationError: (
        "the model's service refused the key: check OPENAI_API_KEY or the api_key argument"
    ),
    langchain_errors.ModelPermissionDeniedError: (
        "the model's service refused the caller: the key may not use this model"
    ),
    langchain_errors.ModelNotFoundError: (
        "the model's service does not know this model: {said}; check its name and base_url"
    ),
    langchain_errors.ContextOverflowError: (
        "the prompt is longer than the model can read: shorten the brief or use another model"
    ),
    langchain_errors.ModelInvalidRequestError: (
        "the model's service refused the request: {said}; check that it takes JSON schemas"
    ),
    langchain_errors.ModelRateLimitError: (
        "the model's service is over its rate limit: resume later, or with fewer calls at once"
    ),
    langchain_errors.ModelTimeoutError: (
        "the model's service did not answer in time: resume later, or raise the timeout"
    ),
    TimeoutError: "the model's service did not answer in time: resume later, or raise the timeout",
    langchain_errors.ModelConnectionError: (
        "the model's service could not be reached: check that it runs and its base_url, then resume"
    ),
    ConnectionError: (
        "the model's service could not be reached: check that it runs and its base_url, then resume"
    ),
}


def _said(error: Exception) -> str:
    """What the service said, short and on one line."""
    return " ".join(str(error).split())[:160]


def _is_enough(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    ran_out = isinstance(error, TimeoutError | langchain_errors.ModelTimeoutError)
    return state.attempt_number >= (FEWER_ATTEMPTS if ran_out or _is_deaf(error) else ATTEMPTS)


def _is_deaf(error: BaseException | None) -> bool:
    """Say whether a connection was refused, however deep below."""
    while error is not None:
        if isinstance(error, OSError) and error.errno == ECONNREFUSED:
            return True
        error = error.__cause__ or error.__context__
    return False


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = retry_after(error) if error else None
    growing = min(LONGEST_WAIT, _FIRST_WAIT * 2 ** (state.attempt_number - 1))
    jittered: float = growing * random.uniform(0.5, 1.0)  # noqa: S311 - spreads callers, hides nothing
    return jittered if asked is None else asked + jittered * 0.1
