"""A chat completion without the typed client: its URL, its headers, our transport.

The client builds each request anew (headers merged, URL parsed, options modelled), which costs
more than sending it. Here that is done once a model; what the client raises, this raises.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import openai
import orjson

from creative_agents.llm.transport import shared_transport

_KINDS: dict[int, type[openai.APIStatusError]] = {
    400: openai.BadRequestError,
    401: openai.AuthenticationError,
    403: openai.PermissionDeniedError,
    404: openai.NotFoundError,
    409: openai.ConflictError,
    422: openai.UnprocessableEntityError,
    429: openai.RateLimitError,
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where and how to send."""

    url: str
    """The endpoint."""
    headers: Mapping[str, str]
    """What the client sends with each request, the key included."""
    limits: httpx2.Timeout
    """How long each step may take."""

    def __repr__(self) -> str:
        return f"Address({self.url!r})"  # the headers hold the key


def address_of(client: openai.AsyncOpenAI) -> Address | None:
    """Take from a client what it would send; nothing where it adds something to each URL.

    Args:
        client: A client with a fixed key.

    Returns:
        What stays the same from one request to the next.
    """
    if client.default_query:
        return None
    headers = {**client.auth_headers, **client.default_headers}
    return Address(
        url=f"{str(client.base_url).rstrip('/')}/chat/completions",
        headers={name: value for name, value in headers.items() if isinstance(value, str)},
        limits=httpx2.Timeout(client.timeout),
    )


async def send(address: Address, body: Mapping[str, Any]) -> bytes | None:
    """Send one request and read its answer.

    Args:
        address: Where and how.
        body: The JSON of the request.

    Returns:
        The body of the answer; nothing where the service sends elsewhere.

    Raises:
        openai.APIError: As the client: a status of 400 and more, a broken connection, a time-out.
    """
    content = orjson.dumps(body)
    try:
        response = await shared_transport().post(
            address.url, headers=address.headers, content=content, limits=address.limits
        )
    except httpx2.TimeoutException as error:
        raise openai.APITimeoutError(request=error.request) from error
    except httpx2.TransportError as error:
        raise openai.APIConnectionError(request=error.request) from error
    if isinstance(response, bytes):
        return response
    if response.is_error:
        response.request = httpx2.Request("POST", address.url)
        raise _status_error(response)
    return None if response.is_redirect else response.content


def _status_error(response: httpx2.Response) -> openai.APIStatusError:
    status = response.status_code
    kind = _KINDS.get(
        status, openai.InternalServerError if status >= 500 else openai.APIStatusError
    )
    body: object = response.text.strip()
    message = ""
    try:
        told = json.loads(response.content)
    except ValueError:
        told = None
    if isinstance(told, dict):
        body = told.get("error", told)
        message = str(body.get("message") or "") if isinstance(body, dict) else ""
    said = f"Error code: {status}" + (f" - {message}" if message else "")
    return kind(said, response=response, body=body)
