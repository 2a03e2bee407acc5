"""OpenAI's API and every server that speaks it; the only file that knows langchain_openai."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Literal, TypeGuard

import httpx2
import openai
import orjson
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.exceptions import ModelAPIError
from langchain_core.globals import get_llm_cache
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from langchain_openai.chat_models import base as errors
from pydantic import PrivateAttr, SecretStr

from creative_agents.domain.cost import Usage
from creative_agents.llm.asking import reply_of
from creative_agents.llm.call import Reply
from creative_agents.llm.direct import Address, address_of, send
from creative_agents.llm.per_loop import PerLoop
from creative_agents.llm.transport import shared_client

_FOR_THE_CLIENT = frozenset({"response_format", "extra_headers", "extra_query", "timeout"})
"""What only the typed client understands: a call that carries it takes the usual way."""

_ON_THE_WAY = ("ainvoke", "agenerate_prompt", "agenerate", "_agenerate", "_create_chat_result")
"""What a subclass may have made its own: then no call goes past it."""

_SAID = 200
"""Characters of a strange answer that its error shows."""


class UnreadableAnswerError(ModelAPIError):
    """The service answered something that is not a chat completion."""


class OpenAIChat(ChatOpenAI):
    """A `ChatOpenAI` whose calls cost a third: the body goes out and comes in as plain JSON.

    The typed client walks through every schema it sends and builds a model of every answer;
    here neither happens. Streaming, tools, callbacks and the Responses API are its parent's.
    """

    max_concurrency: int | None = None
    """Most calls of this model at once in an event loop; nothing: no cap."""
    _ready: Address | Literal[False] | None = PrivateAttr(default=None)
    _slots: PerLoop[asyncio.Semaphore] | None = PrivateAttr(default=None)
    _told: tuple["OpenAIChat", dict[str, Any]] | None = PrivateAttr(default=None)

    def model_post_init(self, context: object, /) -> None:
        """Set the cap up."""
        super().model_post_init(context)
        if (cap := self.max_concurrency) is not None:
            self._slots = PerLoop(lambda: asyncio.Semaphore(cap))

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 - the parent's signature
    ) -> ChatResult:
        async with self._slot():
            body = self._body(messages, stop=stop, **kwargs)
            if body is None:
                return await super()._agenerate(messages, stop, run_manager, **kwargs)
            return self._result(await self._post(body))

    async def quiet(
        self,
        messages: list[BaseMessage],
        **kwargs: Any,  # noqa: ANN401 - as `ainvoke` takes them
    ) -> Reply | None:
        """Make a call that no callback is told of.

        Args:
            messages: The prompt.
            **kwargs: As for ``ainvoke``.

        Returns:
            The answer; nothing where LangChain has a part in the call: callbacks of the model's
            own, a cache, a rate limit, streaming, the Responses API.
        """
        if self._is_langchains():
            return None
        async with self._slot():
            body = self._body(messages, **kwargs)
            return None if body is None else self._read(await self._post(body))

    def _read(self, answer: dict[str, Any]) -> Reply:
        if (reply := _plain_reply(answer, self.model_name)) is not None:
            return reply
        result = self._result(answer)
        first = result.generations[0]
        first.message.response_metadata = {
            **(result.llm_output or {}),
            **(first.generation_info or {}),
        }
        return reply_of(first.message)

    def _is_langchains(self) -> bool:
        kind = type(self)
        if kind is not OpenAIChat and any(
            getattr(kind, name) is not getattr(OpenAIChat, name) for name in _ON_THE_WAY
        ):
            return True
        own = self.callbacks or self.verbose or self.rate_limiter or self.streaming
        cache = get_llm_cache() if self.cache is None else self.cache
        return bool(own) or (cache is not None and cache is not False)

    def _body(
        self,
        messages: list[BaseMessage],
        **kwargs: Any,  # noqa: ANN401 - the parent's signature
    ) -> dict[str, Any] | None:
        """Give what is sent; nothing where the typed client must send it."""
        payload = self._get_request_payload(messages, **kwargs)
        if self._use_responses_api(payload) or not _FOR_THE_CLIENT.isdisjoint(payload):
            return None
        extra = payload.pop("extra_body", None) or {}
        payload.pop("stream", None)
        return {**payload, **extra}

    def _get_invocation_params(
        self,
        stop: list[str] | None = None,
        **kwargs: Any,  # noqa: ANN401 - the parent's signature
    ) -> dict[str, Any]:
        """Give what callbacks are told of a call; the parent reads every field at each call."""
        if "tools" in kwargs:  # the parent hides what they hold
            return super()._get_invocation_params(stop=stop, **kwargs)
        told = self._told  # once: pydantic takes its time over a private attribute
        if told is None or told[0] is not self:  # a copy may have other settings
            told = self._told = self, super()._get_invocation_params()
        return {**told[1], "stop": stop, **kwargs}

    async def _astream(self, *args: Any, **kwargs: Any) -> AsyncIterator[ChatGenerationChunk]:  # noqa: ANN401
        async with self._slot():
            async for chunk in super()._astream(*args, **kwargs):
                yield chunk

    async def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        try:
            content = await self._direct(body)
            if content is None:
                content = await self._by_the_client(body)
        except openai.APIError as error:
            raise _neutral(error) from error
        try:
            answer = orjson.loads(content)
        except ValueError as error:
            raise UnreadableAnswerError(_strange(content)) from error
        if not _is_completion(answer):
            raise UnreadableAnswerError(_strange(content))
        return answer

    async def _by_the_client(self, body: dict[str, Any]) -> bytes:
        response: httpx2.Response = await self.root_async_client.post(
            "/chat/completions", cast_to=httpx2.Response, body=body
        )
        return response.content

    async def _direct(self, body: dict[str, Any]) -> bytes | None:
        """Send through the shared transport, with the headers that the client made once.

        Returns:
            The answer; nothing where the client must send: it is the caller's own, its key changes,
            or the service redirects.
        """
        ready = self._ready
        if ready is None:
            ready = self._ready = self._prepare()
        return await send(ready, body) if ready else None

    def _prepare(self) -> Address | Literal[False]:
        if self.http_async_client is shared_client() and isinstance(self.openai_api_key, SecretStr):
            return address_of(self.root_async_client) or False
        return False

    def _result(self, answer: dict[str, Any]) -> ChatResult:
        result = self._create_chat_result(answer)
        for choice, generation in zip(answer["choices"], result.generations, strict=True):
            if refusal := choice["message"].get("refusal"):
                generation.message.additional_kwargs["refusal"] = refusal
        return result

    def _slot(self) -> AbstractAsyncContextManager[object]:
        slots = self._slots
        return slots.get() if slots else nullcontext()


def _is_completion(answer: object) -> TypeGuard[dict[str, Any]]:
    """Say whether an answer is a chat completion: choices, each with a message, and no error."""
    choices = answer.get("choices") if isinstance(answer, dict) and not answer.get("error") else ()
    return (
        isinstance(choices, list)
        and bool(choices)
        and all(isinstance(one, dict) and isinstance(one.get("message"), dict) for one in choices)
    )


def _plain_reply(answer: dict[str, Any], model: str) -> Reply | None:
    """Take out of an answer what `reply_of` takes out of LangChain's message of it.

    Returns:
        The answer; nothing where it is more than a text.
    """
    choice, used = answer["choices"][0], answer.get("usage") or {}
    said = choice["message"]
    content = said.get("content") or ""
    is_text = said.get("role") == "assistant" and isinstance(content, str)
    if not is_text or not isinstance(used, dict):
        return None
    details = used.get("prompt_tokens_details") or {}
    return Reply(
        text=content,
        stop=choice.get("finish_reason") or "",
        refusal=said.get("refusal") or "",
        model=answer.get("model", model) or "",
        usage=Usage(
            input_tokens=used.get("prompt_tokens") or 0,
            output_tokens=used.get("completion_tokens") or 0,
            cached_tokens=details.get("cached_tokens") or 0,
        ),
    )


def _neutral(error: openai.APIError) -> Exception:
    """Give LangChain's error for OpenAI's, as the parent does."""
    if isinstance(error, openai.APITimeoutError):
        return errors.OpenAITimeoutError(error.request)
    if isinstance(error, openai.APIConnectionError):
        return errors.OpenAIConnectionError(message=error.message, request=error.request)
    if not isinstance(error, openai.APIStatusError):
        return UnreadableAnswerError(error.message)
    if isinstance(error, openai.BadRequestError) and error.code == "context_length_exceeded":
        return errors.OpenAIContextOverflowError(
            error.message, response=error.response, body=error.body
        )
    for kind, neutral in _NEUTRAL.items():
        if isinstance(error, kind):
            return neutral(error.message, response=error.response, body=error.body)
    return error


_NEUTRAL: dict[type[openai.APIStatusError], type[openai.APIStatusError]] = {
    openai.AuthenticationError: errors.OpenAIAuthenticationError,
    openai.PermissionDeniedError: errors.OpenAIPermissionDeniedError,
    openai.NotFoundError: errors.OpenAIModelNotFoundError,
    openai.BadRequestError: errors.OpenAIInvalidRequestError,
    openai.RateLimitError: errors.OpenAIRateLimitError,
    openai.InternalServerError: errors.OpenAIAPIError,
}


# LangChain reads this at every call, to learn whether it takes a `run_manager`.
OpenAIChat._agenerate.__signature__ = inspect.signature(OpenAIChat._agenerate)  # type: ignore[attr-defined]  # noqa: SLF001 - our own method


def _strange(content: bytes) -> str:
    said = " ".join(content.decode(errors="replace").split())[:_SAID]
    return f"the service answered {said!r}, which is not a chat completion"
