"""Weights from the public hub, over HTTP, from where the last attempt stopped."""

from collections.abc import Callable
from pathlib import Path

import httpx2

from creative_agents.errors import WeightsError
from creative_agents.llm.weights_files import kept
from creative_agents.llm.weights_pins import Weights

_TIMEOUT = 30.0
"""Seconds without a byte after which a connection counts as dead."""

_TRIES = 4
"""Connections in a row that may bring nothing."""

_HAS_ALL = 416
"""Status with which a server says that it has nothing after the given byte."""


def download(pin: Weights, part: Path, progress: Callable[[int, int], None]) -> None:
    """Fill the unfinished file from the hub.

    Args:
        pin: What to fetch.
        part: The unfinished file; what it holds is kept and not asked for again.
        progress: Told the bytes there are and the bytes there will be.

    Raises:
        WeightsError: The hub cannot be reached, or does not have the file.
    """
    fruitless = 0
    while (before := kept(part)) < pin.size:
        try:
            _stream(pin, part, progress)
        except httpx2.HTTPStatusError as error:
            raise _failure(pin, part, f"it answered {error.response.status_code}") from error
        except httpx2.TransportError as error:
            fruitless = 0 if kept(part) > before else fruitless + 1
            if fruitless == _TRIES:
                raise _failure(pin, part, str(error) or type(error).__name__) from error


def _stream(pin: Weights, part: Path, progress: Callable[[int, int], None]) -> None:
    start = kept(part)
    headers = {"Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    with (
        httpx2.Client(follow_redirects=True, timeout=_TIMEOUT) as client,
        client.stream("GET", pin.hub, headers=headers) as answer,
    ):
        if answer.status_code == _HAS_ALL:
            part.unlink()
            raise httpx2.ReadError("the file on the hub is shorter than what is kept")
        answer.raise_for_status()
        continues = answer.status_code == httpx2.codes.PARTIAL_CONTENT
        with part.open("ab" if continues else "wb") as file:
            for chunk in answer.iter_raw():
                file.write(chunk)
                if file.tell() > pin.size:
                    break
                progress(file.tell(), pin.size)
    if kept(part) < pin.size:
        raise httpx2.ReadError("the connection closed early")


def _failure(pin: Weights, part: Path, why: str) -> WeightsError:
    return WeightsError(
        f"{pin.title} cannot be fetched from {pin.hub!r}: {why}; {kept(part) / 1e6:.0f} MB are "
        f"kept: type the same line again, or: creative-agents models fetch --weights registry"
    )
