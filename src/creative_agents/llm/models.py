"""Choosing a model: only what the user named, and where each setting came from."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from creative_agents.errors import ConfigError, UnknownNameError

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel

MODEL_VARIABLE = "CREATIVE_AGENTS_MODEL"
"""Environment variable that names the model."""

BASE_URL_VARIABLE = "CREATIVE_AGENTS_BASE_URL"
"""Environment variable that names the server of an ``openai:`` model."""

KEY_VARIABLE = "OPENAI_API_KEY"
"""Environment variable with the key of an ``openai:`` model; it selects nothing by itself."""

DEFAULT_MODEL = "local"
"""The model when nobody named one: a small one in this process."""

OPENAI_URL = "https://api.openai.com/v1"
"""The server of an ``openai:`` model when nobody named another."""

TIMEOUT = 180.0
"""How long one try of a call may take in all, in seconds."""


CONNECT_TIMEOUT = 10.0
"""How long a server has to take a connection, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting, and where it came from."""

    name: str
    """What it sets: ``model``, ``base_url``, ``api_key``."""
    value: str
    """Its value; for a secret, whether there is one."""
    source: str
    """``argument``, ``default``, or the environment variable."""


def create_chat_model(  # noqa: PLR0913 - each is a choice of the caller's
    name: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    temperature: float | None = None,
    timeout: float = TIMEOUT,
    max_concurrency: int | None = None,
    http_async_client: "httpx2.AsyncClient | None" = None,
) -> "BaseChatModel":
    """Make the chat model that the user named.

    Args:
        name: ``"openai:MODEL"`` for OpenAI or any server that speaks its API; ``"local"`` or
            ``"local:PATH.gguf"`` for a model in this process; nothing: what
            ``CREATIVE_AGENTS_MODEL`` says, else ``"local"``.
        base_url: The server of an ``openai:`` model; nothing: what
            ``CREATIVE_AGENTS_BASE_URL`` says, else OpenAI's.
        api_key: Its key; nothing: ``OPENAI_API_KEY``. A server of one's own may need none.
        temperature: Sampling temperature; nothing: the model's own.
        timeout: How long one try of a call may take in all, in seconds.
        max_concurrency: Most calls at once in an event loop; nothing: no cap.
        http_async_client: A client of the caller's; nothing: one a process, over aiohttp.

    Returns:
        The model; nothing is sent yet.

    Raises:
        UnknownNameError: Nobody knows a model of this name.
        ConfigError: A key is missing, or `base_url` was given for a model without a server.
        MissingExtraError: The model is local and the extra ``local`` is not installed.
        WeightsError: The model is local and its weights are absent or damaged.
    """
    settings = {
        setting.name: setting for setting in explain(name, base_url=base_url, api_key=api_key)
    }
    kind, _, rest = settings["model"].value.partition(":")
    if kind == "local":
        from creative_agents.llm.local import create_local_model  # noqa: PLC0415 - heavy

        return create_local_model(Path(rest) if rest else None)
    import httpx2  # noqa: PLC0415 - heavy

    from creative_agents.llm.openai_chat import OpenAIChat  # noqa: PLC0415 - heavy
    from creative_agents.llm.transport import shared_client  # noqa: PLC0415

    return OpenAIChat(
        model=rest,
        base_url=settings["base_url"].value,
        api_key=SecretStr(_key(api_key, settings["base_url"].value)),
        temperature=temperature,
        timeout=httpx2.Timeout(timeout, connect=min(timeout, CONNECT_TIMEOUT)),
        max_retries=0,
        max_concurrency=max_concurrency,
        stream_usage=True,
        http_async_client=http_async_client or shared_client(),
    )


def explain(
    name: str | None = None, *, base_url: str | None = None, api_key: str | None = None
) -> tuple[Setting, ...]:
    """Say how each setting is resolved, without making a model and without showing a secret.

    Args:
        name: As for `create_chat_model`.
        base_url: As for `create_chat_model`.
        api_key: As for `create_chat_model`.

    Returns:
        ``model``, then for an ``openai:`` model ``base_url`` and ``api_key``.

    Raises:
        UnknownNameError: Nobody knows a model of this name.
        ConfigError: `base_url` was given for a model without a server.
    """
    model = _setting("model", name, (MODEL_VARIABLE,), DEFAULT_MODEL)
    kind, _, rest = model.value.partition(":")
    if kind == "local":
        if base_url is not None:
            raise ConfigError(
                f"base_url {base_url!r} was given for model {model.value!r}, which has no server: "
                f"name the model 'openai:MODEL'"
            )
        return (model,)
    if kind != "openai" or not rest:
        raise UnknownNameError(
            f"model {model.value!r} is not known: allowed are 'openai:MODEL', 'local' and "
            f"'local:PATH.gguf'; from Python, pass any LangChain chat model instead of a name"
        )
    url = _setting(
        "base_url",
        base_url,
        (BASE_URL_VARIABLE, "OPENAI_BASE_URL"),
        OPENAI_URL,
    )
    key = _setting("api_key", api_key, (KEY_VARIABLE,), "")
    return (
        model,
        url,
        Setting(name="api_key", value="set" if key.value else "not set", source=key.source),
    )


def _setting(name: str, argument: str | None, variables: tuple[str, ...], default: str) -> Setting:
    if argument is not None:
        return Setting(name=name, value=argument, source="argument")
    for variable in variables:
        if value := os.environ.get(variable):
            return Setting(name=name, value=value, source=variable)
    return Setting(name=name, value=default, source="default")


def _key(api_key: str | None, base_url: str) -> str:
    key = api_key or os.environ.get(KEY_VARIABLE)
    if key:
        return key
    if base_url.rstrip("/") != OPENAI_URL:
        return "none"
    raise ConfigError(
        f"a model at {OPENAI_URL!r} needs a key: set {KEY_VARIABLE}, pass api_key, "
        f"or name a server of your own with base_url"
    )
