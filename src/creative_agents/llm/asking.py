"""Asking: the three ways to get JSON of a schema from a chat model."""

import asyncio
import json
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Protocol, cast
from weakref import WeakKeyDictionary

from langchain_core.callbacks import BaseCallbackManager
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import BaseModel

from creative_agents.domain.cost import Usage
from creative_agents.llm.call import Reply
from creative_agents.llm.schema import shape_of

_OPENAI = frozenset({"ChatOpenAI", "AzureChatOpenAI"})

_SETTINGS = frozenset(
    {
        "model",
        "model_name",
        "model_id",
        "deployment_name",
        "temperature",
        "top_p",
        "top_k",
        "seed",
        "max_tokens",
        "reasoning_effort",
        "reasoning",
        "verbosity",
        "openai_api_base",
    }
)
"""Fields of a chat model that change what it answers, as far as their names are shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is asked of one call beside its messages."""

    temperature: float | None = None
    """Sampling temperature; nothing: the model's own."""
    max_output_tokens: int | None = None
    """Most tokens of the answer; nothing: the model's own."""


class Way(Protocol):
    """Sends messages and gives the answer as text."""

    async def __call__(
        self,
        messages: list[BaseMessage],
        output: type[BaseModel],
        limits: Limits,
        config: RunnableConfig | None,
    ) -> Reply:
        """Make one call."""
        ...


class Quiet(Protocol):
    """Makes a call that nobody is told of; gives nothing where LangChain must make it."""

    async def __call__(
        self,
        messages: list[BaseMessage],
        **kwargs: Any,  # noqa: ANN401 - what the model takes
    ) -> Reply | None:
        """Make one call."""
        ...


def is_heard(config: RunnableConfig | None) -> bool:
    """Say whether somebody may listen to what runs under a config.

    Where LangChain made its manager, every handler stands in it, those of the environment and
    of a ``with`` block too.
    """
    manager = config.get("callbacks") if config else None
    if not isinstance(manager, BaseCallbackManager):
        return True
    return bool(manager.handlers or manager.inheritable_handlers)


def way_to(model: BaseChatModel, *, lengths: bool) -> Way:
    """Choose how to ask a model.

    Args:
        model: Any chat model.
        lengths: Whether it honours ``minLength`` and ``maxLength`` in a schema.

    Returns:
        For OpenAI's API the schema is sent raw; for another model its own
        ``with_structured_output``; for one without, the schema stands in the prompt.
    """
    if any(
        kind.__name__ in _OPENAI and kind.__module__.startswith("langchain_openai.")
        for kind in type(model).__mro__
    ):
        return _RawSchema(model, lengths=lengths)
    if type(model).with_structured_output is not BaseChatModel.with_structured_output or (
        type(model).bind_tools is not BaseChatModel.bind_tools
    ):
        return _OwnWay(model)
    return _InPrompt(model)


class _RawSchema:
    """OpenAI's API: the schema goes into the body as it is, and nothing walks through it."""

    def __init__(self, model: BaseChatModel, *, lengths: bool) -> None:
        self._model = model
        self._lengths = lengths
        self._body: dict[str, Any] = getattr(model, "extra_body", None) or {}
        self._responses = getattr(model, "use_responses_api", None) is True
        self._seconds = _time_limit(model)
        quiet = getattr(model, "quiet", None)
        self._quiet: Quiet | None = quiet if callable(quiet) else None

    async def __call__(
        self,
        messages: list[BaseMessage],
        output: type[BaseModel],
        limits: Limits,
        config: RunnableConfig | None,
    ) -> Reply:
        kwargs: dict[str, Any] = {"extra_body": {**self._body, **self._format(output)}}
        if limits.temperature is not None and takes_temperature(self._model):
            kwargs["temperature"] = limits.temperature
        if limits.max_output_tokens is not None:
            kwargs["max_tokens"] = limits.max_output_tokens
        async with asyncio.timeout(self._seconds) if self._seconds else nullcontext():
            if self._quiet is not None and not is_heard(config):
                reply = await self._quiet(messages, **kwargs)
                if reply is not None:
                    return reply
            message = await self._model.ainvoke(messages, config, **kwargs)
        return reply_of(message)

    def _format(self, output: type[BaseModel]) -> dict[str, Any]:
        shape = shape_of(output, lengths=self._lengths)
        if self._responses:
            return {
                "text": {"format": {"type": "json_schema", **shape.response_format["json_schema"]}}
            }
        return {"response_format": shape.response_format}


class _OwnWay:
    """Another provider: the model's own ``with_structured_output``, made once for each type."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model
        self._made: dict[Limits, WeakKeyDictionary[type[BaseModel], Runnable[Any, Any]]] = {}

    async def __call__(
        self,
        messages: list[BaseMessage],
        output: type[BaseModel],
        limits: Limits,
        config: RunnableConfig | None,
    ) -> Reply:
        made = self._made.setdefault(limits, WeakKeyDictionary())
        if output not in made:
            tuned = _tuned(self._model, limits)
            made[output] = tuned.with_structured_output(output, include_raw=True)
        answer = await made[output].ainvoke(messages, config)
        return _reply_of_both(answer)


class _InPrompt:
    """A model without structured answers: the schema stands in the prompt."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model

    async def __call__(
        self,
        messages: list[BaseMessage],
        output: type[BaseModel],
        limits: Limits,
        config: RunnableConfig | None,
    ) -> Reply:
        schema = json.dumps(shape_of(output, lengths=True).schema, ensure_ascii=False)
        asked = f"Answer with one JSON object of this JSON schema and nothing else:\n{schema}"
        first, *rest = messages
        system = SystemMessage(f"{first.text}\n\n{asked}")
        return reply_of(await _tuned(self._model, limits).ainvoke([system, *rest], config))


def reply_of(message: BaseMessage) -> Reply:
    """Take out of a message what is kept of it."""
    metadata = message.response_metadata
    stop = metadata.get("finish_reason") or metadata.get("stop_reason") or ""
    refusal = message.additional_kwargs.get("refusal") or ""
    return Reply(
        text=message.text,
        stop=str(stop),
        refusal=str(refusal) or _refusal_block(message),
        model=str(metadata.get("model_name") or metadata.get("model") or ""),
        usage=_usage(message),
    )


def takes_temperature(model: BaseChatModel) -> bool:
    """Say whether a model of OpenAI's API takes a temperature: reasoning models refuse it."""
    name = str(getattr(model, "model_name", ""))
    reasons = name.startswith(("o1", "o3", "o4", "gpt-5", "gpt-6", "gpt-7"))
    return not reasons or "chat" in name


def _reply_of_both(answer: dict[str, Any]) -> Reply:
    raw, parsed = cast(AIMessage, answer["raw"]), answer.get("parsed")
    reply = reply_of(raw)
    if isinstance(parsed, BaseModel):
        text = parsed.model_dump_json(by_alias=True)
    elif raw.tool_calls:
        text = json.dumps(raw.tool_calls[0]["args"], ensure_ascii=False)
    else:
        return reply
    return Reply(
        text=text, stop=reply.stop, refusal=reply.refusal, model=reply.model, usage=reply.usage
    )


def _refusal_block(message: BaseMessage) -> str:
    if isinstance(message.content, str):
        return ""
    blocks = [block for block in message.content if isinstance(block, dict)]
    return next((str(block["refusal"]) for block in blocks if block.get("refusal")), "")


def _usage(message: BaseMessage) -> Usage:
    counted = message.usage_metadata if isinstance(message, AIMessage) else None
    if not counted:
        return Usage()
    details = counted.get("input_token_details", {})
    # A tier stands before the name: "flex_cache_read".
    cached = (count for kind, count in details.items() if kind.endswith("cache_read"))
    return Usage(
        input_tokens=counted["input_tokens"],
        output_tokens=counted["output_tokens"],
        cached_tokens=cast("int", next(filter(None, cached), 0)),
    )


def _tuned(model: BaseChatModel, limits: Limits) -> BaseChatModel:
    """Set what was asked for on a copy, under the names that chat models share."""
    fields = type(model).model_fields
    update: dict[str, object] = {}
    if limits.temperature is not None and "temperature" in fields:
        update["temperature"] = limits.temperature
    if limits.max_output_tokens is not None and "max_tokens" in fields:
        update["max_tokens"] = limits.max_output_tokens
    return model.model_copy(update=update) if update else model


def _time_limit(model: BaseChatModel) -> float | None:
    """How long one call may take in all, in seconds: a client counts each read alone."""
    limit = getattr(model, "request_timeout", None)
    limit = getattr(limit, "read", limit)
    return float(limit) if isinstance(limit, int | float) else None


def address_of(model: BaseChatModel) -> str | None:
    """Give the address that a model was told to call; nothing for its maker's own."""
    address = getattr(model, "openai_api_base", None)
    return address if isinstance(address, str) else None


def identity_of(model: BaseChatModel) -> str:
    """Tell a model and its settings apart from others, the same way in every process."""
    kind = type(model)
    settings = {
        name: value
        for name in sorted(kind.model_fields)
        if name in _SETTINGS and _is_plain(value := getattr(model, name))
    }
    return f"{kind.__module__}.{kind.__qualname__} {json.dumps(settings, default=str)}"


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | bool | dict | list | tuple)
