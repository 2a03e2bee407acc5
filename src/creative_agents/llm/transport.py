"""The transport under the OpenAI client: aiohttp, one session a process and event loop.

It costs a third of the client's own transport for each call. A session belongs to the loop
it was opened in, so each loop has its own; it is closed when its loop shuts down.
"""

import asyncio
import atexit
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from ssl import SSLContext
from urllib.request import getproxies
from weakref import WeakKeyDictionary

import aiohttp
import httpx2

_CONNECTIONS = 1000
"""Most connections at once, as many as the OpenAI client allows itself."""


class AiohttpTransport(httpx2.AsyncBaseTransport):
    """Sends the requests of an httpx2 client through aiohttp."""

    def __init__(self) -> None:
        self._sessions: WeakKeyDictionary[
            asyncio.AbstractEventLoop, tuple[aiohttp.ClientSession, AsyncGenerator[None, None]]
        ] = WeakKeyDictionary()
        atexit.register(self._abandon)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request; its answer is read as the caller reads it."""
        session = await self._session()
        with _translated(lambda: request):
            answer = await session.request(
                request.method,
                str(request.url),
                headers=request.headers.multi_items(),
                data=await request.aread() or None,
                allow_redirects=False,
                timeout=_timeout(request.extensions.get("timeout", {})),
                server_hostname=request.extensions.get("sni_hostname"),
            )
        return httpx2.Response(
            answer.status,
            headers=answer.raw_headers,
            stream=_Body(answer, request),
            extensions={"http_version": b"HTTP/1.1"},
        )

    async def post(
        self, url: str, *, headers: Mapping[str, str], content: bytes, limits: httpx2.Timeout
    ) -> bytes | httpx2.Response:
        """Send a body that is ready and read the whole answer, whatever its status.

        Args:
            url: Where to.
            headers: All that the service must see.
            content: The body.
            limits: How long each step may take, in seconds.

        Returns:
            The body of a good answer; else the answer, read. A redirection is not followed.

        Raises:
            httpx2.TransportError: The service could not be reached, or broke off.
        """
        session = await self._session()
        with _translated(lambda: httpx2.Request("POST", url)):
            async with session.post(
                url,
                headers=headers,
                data=content,
                allow_redirects=False,
                timeout=_timeout(limits.as_dict()),
            ) as answer:
                read = await answer.read()
        if answer.status < 300 and "content-encoding" not in answer.headers:
            return read
        return httpx2.Response(answer.status, headers=answer.raw_headers, content=read)

    async def aclose(self) -> None:
        """Close the session of the running loop; those of other loops end with them."""
        entry = self._sessions.pop(asyncio.get_running_loop(), None)
        if entry is not None:
            await entry[1].aclose()

    async def _session(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        entry = self._sessions.get(loop)
        if entry is None:
            session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS, ssl=_ssl_context()),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=bool(getproxies()),
            )
            guard = self._close_with_loop(loop, session)
            entry = self._sessions[loop] = session, guard
            await anext(guard)
        return entry[0]

    async def _close_with_loop(
        self, loop: asyncio.AbstractEventLoop, session: aiohttp.ClientSession
    ) -> AsyncGenerator[None, None]:
        """Wait in the loop: what shuts it down closes its async generators first."""
        try:
            yield
        finally:
            self._sessions.pop(loop, None)
            await session.close()

    def _abandon(self) -> None:
        """Close sessions whose loop stopped without a shutdown, as a notebook's does."""
        for loop, (_, guard) in list(self._sessions.items()):
            if not loop.is_running() and not loop.is_closed():
                loop.run_until_complete(guard.aclose())


class _Body(httpx2.AsyncByteStream):
    def __init__(self, answer: aiohttp.ClientResponse, request: httpx2.Request) -> None:
        self._answer = answer
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _translated(lambda: self._request):
            async for chunk in self._answer.content.iter_any():
                yield chunk

    async def aclose(self) -> None:
        self._answer.release()


@contextmanager
def _translated(request: Callable[[], httpx2.Request]) -> Iterator[None]:
    """Raise what the OpenAI client understands; the request is made when an error needs it."""
    try:
        yield
    except aiohttp.ConnectionTimeoutError as error:
        raise httpx2.ConnectTimeout(str(error), request=request()) from error
    except TimeoutError as error:
        raise httpx2.ReadTimeout(str(error), request=request()) from error
    except aiohttp.ClientConnectorError as error:
        raise httpx2.ConnectError(str(error), request=request()) from error
    except aiohttp.InvalidURL as error:
        raise httpx2.UnsupportedProtocol(str(error), request=request()) from error
    except (aiohttp.ClientError, OSError) as error:
        raise httpx2.ReadError(str(error), request=request()) from error


def _timeout(limits: Mapping[str, float | None]) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        connect=limits.get("pool"),
        sock_connect=limits.get("connect"),
        sock_read=limits.get("read"),
    )


@lru_cache(maxsize=1)
def _ssl_context() -> SSLContext:
    return httpx2.create_ssl_context()


@lru_cache(maxsize=1)
def shared_transport() -> AiohttpTransport:
    """Give the one transport of this process."""
    return AiohttpTransport()


@lru_cache(maxsize=1)
def shared_client() -> httpx2.AsyncClient:
    """Give the one client of this process; every model uses it."""
    return httpx2.AsyncClient(
        transport=shared_transport(), timeout=None, follow_redirects=True, trust_env=False
    )
