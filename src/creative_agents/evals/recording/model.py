"""A chat model over a tape: it records what another model answers, or plays it again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Self

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.prompt_values import PromptValue
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import BaseModel, PrivateAttr

from creative_agents.domain.cost import Usage
from creative_agents.errors import ConfigError
from creative_agents.evals.recording.asker import current_asker
from creative_agents.evals.recording.tape import About, Asked, Take, Tape, digest
from creative_agents.evals.store import TrialStore
from creative_agents.llm.asking import Limits, reply_of, way_to
from creative_agents.llm.background import run_sync
from creative_agents.llm.call import Reply
from creative_agents.llm.profile import mark, profile_of
from creative_agents.llm.runnable import async_runnable
from creative_agents.llm.schema import shape_of

BEGINS = 80
"""Signs of the instructions that a recording shows."""


class TapedChatModel(BaseChatModel):
    """Made by `recording` or `replaying`; used as any other chat model."""

    model_name: str
    """Name of the model that is recorded."""
    temperature: float | None = None
    """Sampling temperature that is asked for."""
    max_tokens: int | None = None
    """Most tokens that are asked for."""
    label: str = ""
    """What the recordings are."""
    only_missing: bool = False
    """Whether what is recorded is played, and the model asked only for what is not."""
    _inner: BaseChatModel | None = PrivateAttr(default=None)
    _tape: Tape = PrivateAttr()
    _went_on: bool = PrivateAttr(default=False)

    @classmethod
    def over(cls, tape: Tape, about: About, inner: BaseChatModel | None = None) -> Self:
        """Lay a tape over a model; without one it only plays."""
        kind: Literal["small", "strong"] = "small" if about.kind == "small" else "strong"
        made = cls(
            model_name=about.model,
            label=about.label,
            metadata=mark(kind=kind, name=about.model, serial=about.serial),
        )
        made._tape, made._inner = tape, inner
        return made

    def begin_anew(self, store: TrialStore, run: str) -> None:
        """Erase what is recorded, unless a run that was killed in the middle goes on.

        Finished calls of a run that goes on are on the tape; those of any other are asked again.

        Args:
            store: Where the run's trials and calls are kept.
            run: The run's name.

        Raises:
            StorageError: The store cannot be used.
            InputError: The folder holds files that are no recordings.
        """
        self._went_on = self._tape.goes_on(store.session(run))
        if self._went_on:
            return
        run_sync(store.end(run))
        about = self._tape.about()
        session = about.model_copy(update={"session": store.session(run)})
        self._tape.begin(session, keep=self.only_missing)

    def drop_unused(self) -> int:
        """Erase what a whole run no longer asked for, where only what was missing was recorded.

        Returns:
            How many calls that were; none where a killed run went on, which had asked before.
        """
        return self._tape.drop_unused() if self.only_missing and not self._went_on else 0

    @property
    def _llm_type(self) -> str:
        return "taped"

    def with_structured_output(
        self, schema: dict[str, Any] | type, *, include_raw: bool = False, **kwargs: object
    ) -> Runnable[LanguageModelInput, dict[str, Any] | BaseModel]:
        """Ask for answers of a pydantic type.

        Args:
            schema: The type.
            include_raw: Whether the message comes with it, unparsed.
            **kwargs: Not used.

        Raises:
            ConfigError: The schema is no pydantic type.
        """
        del kwargs
        if not (isinstance(schema, type) and issubclass(schema, BaseModel)):
            raise ConfigError("a taped model takes a pydantic type as schema")
        output = schema

        async def ask(given: LanguageModelInput, config: RunnableConfig) -> Any:  # noqa: ANN401
            reply = await self._reply(_messages(given), output, config)
            message = _message(reply)
            if include_raw:
                return {"raw": message, "parsed": None, "parsing_error": None}
            return output.model_validate_json(message.text)

        return async_runnable(ask, name="taped")

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        del run_manager
        return run_sync(self._agenerate(messages, stop, None, **kwargs))

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        reply = await self._reply(messages, None, None)
        return ChatResult(generations=[ChatGeneration(message=_message(reply))])

    async def _reply(
        self,
        messages: list[BaseMessage],
        output: type[BaseModel] | None,
        config: RunnableConfig | None,
    ) -> Reply:
        asked = self._asked(messages, output)
        known = self.only_missing and self._tape.holds(asked, current_asker())
        if self._inner is None or known:
            take = self._tape.play(asked, current_asker())
            usage = Usage(input_tokens=take.input_tokens, output_tokens=take.output_tokens)
            return Reply(text=take.text, stop=take.stop, refusal=take.refusal, usage=usage)
        reply = await self._ask(self._inner, messages, output, config)
        take = Take(
            text=reply.text,
            trial=current_asker(),
            stop=reply.stop,
            refusal=reply.refusal,
            input_tokens=reply.usage.input_tokens,
            output_tokens=reply.usage.output_tokens,
        )
        begins = " ".join(messages[0].text.split())[:BEGINS]
        self._tape.record(asked, take, begins=begins, label=self.label)
        return reply

    async def _ask(
        self,
        inner: BaseChatModel,
        messages: list[BaseMessage],
        output: type[BaseModel] | None,
        config: RunnableConfig | None,
    ) -> Reply:
        if output is None:
            return reply_of(await inner.ainvoke(messages, config))
        way = way_to(inner, lengths=profile_of(inner).serial)
        limits = Limits(temperature=self.temperature, max_output_tokens=self.max_tokens)
        return await way(messages, output, limits, config)

    def _asked(self, messages: Sequence[BaseMessage], output: type[BaseModel] | None) -> Asked:
        schema = shape_of(output, lengths=True).schema if output else None
        system = [message.text for message in messages if message.type == "system"]
        others = [[one.type, one.text] for one in messages if one.type != "system"]
        return Asked(
            model=self.model_name,
            parameters=digest([schema, self.temperature, self.max_tokens]),
            instructions=digest(list(system)),
            material=digest(others),  # type: ignore[arg-type]  # as above
        )


def recording(
    model: BaseChatModel, folder: str | Path, *, label: str = "", only_missing: bool = False
) -> TapedChatModel:
    """Record what a model answers.

    Args:
        model: Any chat model.
        folder: Where the tape is kept. What is there stays, until `begin_anew`.
        label: What the recordings are, in a line.
        only_missing: Whether what is recorded is played, and only the rest asked for.

    Returns:
        A model that answers as `model` does, under its name.
    """
    profile = profile_of(model)
    about = About(model=profile.name, kind=profile.kind, serial=profile.serial, label=label)
    tape = Tape(folder)
    tape.begin(about)
    made = TapedChatModel.over(tape, about, model)
    made.only_missing = only_missing
    return made


def replaying(folder: str | Path) -> TapedChatModel:
    """Play recordings: no model, no network, the same answers every time.

    Args:
        folder: A tape.

    Returns:
        A model that raises `MissError` for a call that was never recorded.

    Raises:
        InputError: The folder holds no tape.
    """
    tape = Tape(folder)
    return TapedChatModel.over(tape, tape.about())


def _messages(given: LanguageModelInput) -> list[BaseMessage]:
    if isinstance(given, PromptValue):
        return given.to_messages()
    if isinstance(given, str):
        raise ConfigError("a taped model takes messages, not a text")
    return [one for one in given if isinstance(one, BaseMessage)]


def _message(reply: Reply) -> AIMessage:
    metadata = {"finish_reason": reply.stop, "model_name": reply.model}
    return AIMessage(
        content=reply.text,
        response_metadata={key: value for key, value in metadata.items() if value},
        additional_kwargs={"refusal": reply.refusal} if reply.refusal else {},
        usage_metadata={
            "input_tokens": reply.usage.input_tokens,
            "output_tokens": reply.usage.output_tokens,
            "total_tokens": reply.usage.input_tokens + reply.usage.output_tokens,
        },
    )
