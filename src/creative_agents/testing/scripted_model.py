"""A chat model that answers what you scripted, and keeps what it was asked."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable, RunnableLambda, RunnableMap
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, Field, PrivateAttr, ValidationError

from creative_agents.testing._crowd import Crowd
from creative_agents.testing._schemas import response_format, schema_in
from creative_agents.testing.answers import JsonSchema
from creative_agents.testing.messages import chunks_of, message_of
from creative_agents.testing.script import AnswerScript, AnswerSource


@dataclass(frozen=True, slots=True)
class ScriptedRequest:
    """One call, as it arrived."""

    messages: tuple[BaseMessage, ...]
    """The messages, in order."""
    schema: JsonSchema | None
    """The JSON schema that was asked for; nothing for plain text."""
    tags: tuple[str, ...] = ()
    """Tags of the run, as the caller's config had them."""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    """Metadata of the run, as the caller's config had it."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What else was bound or passed: ``temperature``, ``tools``."""

    @property
    def system(self) -> str:
        """Text of the system messages, a blank line between two."""
        return "\n\n".join(message.text for message in self.messages if message.type == "system")

    @property
    def prompt(self) -> str:
        """Text of all messages, a blank line between two."""
        return "\n\n".join(message.text for message in self.messages)


class ScriptedChatModel(BaseChatModel):
    """A chat model that gives scripted answers, for tests without a model.

    It honours ``with_structured_output`` and a bound ``response_format``, streams by the
    word, and counts tokens as a quarter of the characters. It records every request, an
    answered one and a failed one alike::

        model = ScriptedChatModel(answers=[Reaction(...), TimeoutError("slow"), "plain text"])
        model = ScriptedChatModel(answers={"Strategy": [strategy], "copywriter": [ad, other]})
        model = ScriptedChatModel(answers=plausible_answers(seed=1))
    """

    answers: Any = Field(default=(), exclude=True, repr=False)
    """The script; see `creative_agents.testing.script.AnswerSource`."""
    model_name: str = "scripted"
    """The name by which the answers say who wrote them."""
    latency_seconds: float = Field(default=0.0, ge=0)
    """How long each answer takes, in seconds."""
    _script: AnswerScript = PrivateAttr()
    _requests: list[ScriptedRequest] = PrivateAttr(default_factory=list)
    _crowd: Crowd = PrivateAttr(default_factory=Crowd)

    def model_post_init(self, context: object, /) -> None:
        """Lay out the script."""
        super().model_post_init(context)
        self._script = AnswerScript(cast(AnswerSource, self.answers))

    @property
    def requests(self) -> tuple[ScriptedRequest, ...]:
        """Every call so far, in order of arrival."""
        return tuple(self._requests)

    @property
    def remaining(self) -> int:
        """How many queued answers nobody has asked for yet."""
        return self._script.remaining

    @property
    def max_in_flight(self) -> int:
        """The most calls that were under way at one moment."""
        return self._crowd.most

    @property
    def _llm_type(self) -> str:
        return "scripted"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model_name": self.model_name}

    def with_structured_output(
        self, schema: dict[str, Any] | type, *, include_raw: bool = False, **kwargs: object
    ) -> Runnable[LanguageModelInput, dict[str, Any] | BaseModel]:
        """Ask for answers of a schema, as a service with strict JSON schemas does.

        Args:
            schema: A pydantic class or a JSON schema.
            include_raw: True: give ``{"raw", "parsed", "parsing_error"}`` and raise nothing.
            **kwargs: ``method`` and ``strict`` are accepted; anything else is not.

        Returns:
            A runnable that gives an instance of the class, or a dict for a JSON schema.

        Raises:
            ValueError: An option that no chat model of this kind has.
        """
        if unknown := set(kwargs) - {"method", "strict"}:
            raise ValueError(f"unknown options {sorted(unknown)!r}; allowed: method, strict")
        if not isinstance(schema, dict) and not issubclass(schema, BaseModel):
            schema = cast(dict[str, Any], convert_to_openai_tool(schema)["function"])
        asked = self.bind(response_format=response_format(schema))
        if not include_raw:
            return asked | RunnableLambda(partial(_parsed, schema=schema))
        both = RunnableMap(raw=asked) | RunnableLambda(partial(_with_error, schema=schema))
        return cast(Runnable[LanguageModelInput, dict[str, Any] | BaseModel], both)

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: object
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Offer tools; script an `AIMessage` with tool calls to have them called."""
        schemas = [convert_to_openai_tool(tool) for tool in tools]
        return self.bind(tools=schemas, tool_choice=tool_choice, **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        request = self._arrived(messages, run_manager, {**kwargs, "stop": stop})
        with self._crowd.joined():
            time.sleep(self.latency_seconds)
            message = self._answer(request)
        return ChatResult(generations=[ChatGeneration(message=message)])

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        request = self._arrived(messages, run_manager, {**kwargs, "stop": stop})
        with self._crowd.joined():
            await asyncio.sleep(self.latency_seconds)
            message = self._answer(request)
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> Iterator[ChatGenerationChunk]:
        result = self._generate(messages, stop, run_manager, **kwargs)
        for message in chunks_of(cast(AIMessage, result.generations[0].message)):
            chunk = ChatGenerationChunk(message=message)
            if run_manager:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> AsyncIterator[ChatGenerationChunk]:
        result = await self._agenerate(messages, stop, run_manager, **kwargs)
        for message in chunks_of(cast(AIMessage, result.generations[0].message)):
            chunk = ChatGenerationChunk(message=message)
            if run_manager:
                await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    def _arrived(
        self,
        messages: Sequence[BaseMessage],
        manager: AsyncCallbackManagerForLLMRun | CallbackManagerForLLMRun | None,
        options: dict[str, object],
    ) -> ScriptedRequest:
        request = ScriptedRequest(
            messages=tuple(messages),
            schema=schema_in(options),
            tags=tuple(manager.tags) if manager else (),
            metadata=dict(manager.metadata) if manager else {},
            options={key: value for key, value in options.items() if value is not None},
        )
        self._requests.append(request)
        return request

    def _answer(self, request: ScriptedRequest) -> AIMessage:
        answer = self._script.next(system=request.system, schema=request.schema)
        if callable(answer) and not isinstance(answer, type):
            answer = answer(list(request.messages), request.schema)
        if isinstance(answer, BaseException) or (
            isinstance(answer, type) and issubclass(answer, BaseException)
        ):
            raise answer
        return message_of(answer, prompt=request.prompt, model_name=self.model_name)


def _parsed(message: AIMessage, schema: object) -> dict[str, Any] | BaseModel:
    if isinstance(schema, type) and issubclass(schema, BaseModel):
        return schema.model_validate_json(message.text)
    return cast(dict[str, Any], json.loads(message.text))


def _with_error(answer: dict[str, Any], schema: object) -> dict[str, Any]:
    try:
        parsed = _parsed(answer["raw"], schema)
    except (ValidationError, json.JSONDecodeError) as error:
        return {**answer, "parsed": None, "parsing_error": error}
    return {**answer, "parsed": parsed, "parsing_error": None}
