"""As much HTTP/1.1 as a local server of JSON needs, without a framework's cost."""

import asyncio
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

_REASONS: Final = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    411: "Length Required",
    429: "Too Many Requests",
    500: "Internal Server Error",
}
_RESET_AT_ONCE: Final = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request, whole."""

    method: str
    """``GET`` or ``POST``."""
    path: str
    """The path, without the query."""
    query: str
    """What stands after the ``?``."""
    headers: Mapping[str, str]
    """Headers, their names in lower case."""
    body: bytes
    """The body; empty when there is none."""


Handler = Callable[[HttpRequest, "HttpConnection"], None]
"""Called with each request; it must call `HttpConnection.reply` or `reset`, now or later."""


class HttpConnection(asyncio.Protocol):
    """One kept-alive connection: hands over one request at a time, in order."""

    def __init__(self, handler: Handler, siblings: set["HttpConnection"]) -> None:
        self._handler = handler
        self._siblings = siblings
        self._buffer = bytearray()
        self._busy = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast(asyncio.Transport, transport)
        self._siblings.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the transport: an answer still to come has nowhere to go."""
        del exc
        self._siblings.discard(self)
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Collect bytes until a request is whole."""
        self._buffer += data
        self._advance()

    @property
    def open(self) -> bool:
        """Whether an answer can still reach the client."""
        return self._transport is not None and not self._transport.is_closing()

    def reply(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Send a whole response and take the next request."""
        self.write(head(status, {"Content-Length": str(len(body)), **(headers or {})}) + body)
        self.finish()

    def write(self, data: bytes) -> None:
        """Send bytes of a response that is under way."""
        if self._transport is not None:
            self._transport.write(data)

    def finish(self) -> None:
        """End a response; the next request may come."""
        self._busy = False
        self._advance()

    def reset(self) -> None:
        """Cut the connection as a crashed peer does, with a TCP reset."""
        if self.open and self._transport is not None:
            peer = self._transport.get_extra_info("socket")
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_ONCE)
            self._transport.abort()

    def abort(self) -> None:
        """Close the connection without waiting for anything."""
        if self._transport is not None:
            self._transport.abort()

    def _refuse_chunks(self) -> None:
        """Say what is missing and hang up: what follows could not be told from a request."""
        body = b'{"error": {"message": "send a Content-Length"}}'
        self.write(head(411, {"Content-Length": str(len(body)), "Connection": "close"}) + body)
        if self._transport is not None:
            self._transport.close()

    def _advance(self) -> None:
        if self._busy or not self.open:
            return
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        method, target, headers = _parsed_head(bytes(self._buffer[:end]))
        if "transfer-encoding" in headers:
            self._refuse_chunks()
            return
        start, length = end + 4, int(headers.get("content-length", "0"))
        if len(self._buffer) < start + length:
            return
        body = bytes(self._buffer[start : start + length])
        del self._buffer[: start + length]
        self._busy = True
        path, _, query = target.partition("?")
        self._handler(HttpRequest(method, path, query, headers, body), self)


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """Write the head of a response; JSON unless `headers` says otherwise."""
    lines = [f"HTTP/1.1 {status} {_REASONS[status]}"]
    if "Content-Type" not in headers:
        lines.append("Content-Type: application/json")
    lines.extend(f"{name}: {value}" for name, value in headers.items())
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _parsed_head(raw: bytes) -> tuple[str, str, dict[str, str]]:
    first, *lines = raw.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    return method, target, {name.strip().lower(): value.strip() for name, _, value in pairs}
