"""A small model in this process, reached as any OpenAI-compatible server on the loopback."""

import atexit
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from creative_agents.errors import MissingExtraError, WeightsError
from creative_agents.llm.local_cpu import patient_threads, physical_cores
from creative_agents.llm.profile import ModelKind, mark
from creative_agents.llm.weights import checked_weights

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

CONTEXT = 8192
"""Tokens of prompt and answer together; 28 KB of memory each in a model of 1.5 billion."""

TEMPERATURE = 0.4
"""Sampling temperature: a small model that is asked to rewrite a line needs little of it."""

TIMEOUT = 600.0
"""How long one call may take, in seconds: a busy machine is slow, not dead."""

_KEPT_PROMPTS = 512
"""MiB for the prompts that the server remembers, so that a shared start is read once."""

_SMALL_BYTES = 3_000_000_000
"""Weights of at most so many bytes are a small model: four billion parameters at four bits."""


@dataclass(frozen=True, slots=True)
class _Served:
    address: str
    key: str
    server: Any
    """The xllamacpp server: it stops when nothing holds it any more."""


_served: dict[Path, _Served] = {}
_loading = threading.Lock()


def create_local_model(
    path: str | Path | None = None,
    *,
    temperature: float = TEMPERATURE,
    timeout: float = TIMEOUT,
) -> "BaseChatModel":
    """Make the chat model that runs in this process; its weights are loaded once.

    It listens on 127.0.0.1 only, on a free port, behind a key that this process alone knows.
    Its copy is a draft: see `profile_of`.

    Args:
        path: A GGUF file; nothing: what ``CREATIVE_AGENTS_WEIGHTS`` names, else the pinned
            weights in the user's cache.
        temperature: Sampling temperature, from 0.
        timeout: How long one call may take in all, in seconds.

    Returns:
        The model, ready: loading takes some 4 seconds the first time.

    Raises:
        MissingExtraError: The extra ``local`` is not installed.
        WeightsError: The weights are absent, damaged or not for this machine.
    """
    weights = checked_weights(Path(path).expanduser() if path else None)
    served = _serve(weights.resolve())
    import httpx2  # noqa: PLC0415 - heavy

    from creative_agents.llm.openai_chat import OpenAIChat  # noqa: PLC0415 - heavy

    fresh = httpx2.Limits(max_keepalive_connections=0)  # no connection outlives its event loop
    small = weights.stat().st_size <= _SMALL_BYTES
    kind: ModelKind = "small" if small else "strong"
    return OpenAIChat(
        model=weights.stem,
        base_url=f"{served.address}/v1",
        api_key=SecretStr(served.key),
        temperature=temperature,
        timeout=timeout,
        max_retries=0,
        max_concurrency=1,
        stream_usage=True,
        http_client=httpx2.Client(trust_env=False, limits=fresh, timeout=None),
        http_async_client=httpx2.AsyncClient(trust_env=False, limits=fresh, timeout=None),
        metadata=mark(kind=kind, name=weights.stem, serial=True),
    )


def _serve(weights: Path) -> _Served:
    with _loading:
        if weights not in _served:
            _served[weights] = _start(weights)
        return _served[weights]


def _start(weights: Path) -> _Served:
    with patient_threads():
        try:
            import xllamacpp  # noqa: PLC0415 - 100 MB, an extra
        except ImportError as error:
            raise MissingExtraError("a model in this process", extra="local") from error
    key = secrets.token_urlsafe(16)
    try:
        server = xllamacpp.Server(_parameters(xllamacpp, weights, key))
    except RuntimeError as error:
        raise WeightsError(
            f"{str(weights)!r} cannot be loaded: it is damaged, no language model, or too large "
            f"for this machine; name another GGUF, or delete it and type: creative-agents models "
            f"fetch"
        ) from error
    return _Served(server.listening_address, key, server)


def _parameters(xllamacpp: Any, weights: Path, key: str) -> Any:  # noqa: ANN401 - it has no types
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(weights)
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    wanted.api_keys = [key]
    wanted.n_ctx = CONTEXT
    wanted.n_parallel = 1
    wanted.cpuparams.n_threads = physical_cores()
    wanted.cpuparams_batch.n_threads = physical_cores()
    wanted.cache_prompt = True
    wanted.cache_ram_mib = _KEPT_PROMPTS
    wanted.warmup = False
    wanted.verbosity = -1
    wanted.offline = True
    wanted.ui = False
    wanted.endpoint_slots = False
    return wanted


@atexit.register
def _stop() -> None:
    """Stop the servers while the interpreter still stands, not in the middle of its end."""
    with _loading:
        _served.clear()
