"""The door to every model: a request goes in, a validated answer comes out, once paid."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import structlog
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import (
    ensure_config,
    get_async_callback_manager_for_config,
)
from pydantic import BaseModel, Field

from creative_agents.domain.base import Language, Model
from creative_agents.domain.cost import Outcome
from creative_agents.errors import ModelAnswerError, ModelRefusedError
from creative_agents.llm.asking import Limits, address_of, identity_of, is_heard, way_to
from creative_agents.llm.background import run_sync
from creative_agents.llm.call import Reply
from creative_agents.llm.pricing import LOCAL
from creative_agents.llm.profile import profile_of
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.question import Question
from creative_agents.llm.retry import with_retries
from creative_agents.llm.run import Ask, Given, Sending, current_run
from creative_agents.llm.schema import shape_of
from creative_agents.llm.verdict import Verdict

In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out", bound=BaseModel)

_DEFAULT_OUTPUT_TOKENS = 4096
"""What a budget reserves for an answer whose length nobody limited, in tokens."""

_log = structlog.get_logger(__name__)


class Request(Model):
    """What an agent is asked: each agent adds its own fields."""

    language: Language
    """Language of the prompt and of the answer."""
    round: int = Field(default=1, ge=1)
    """Which round of writing: a later round is a new question, even with the same words."""
    candidate: int = Field(default=0, ge=0)
    """Which of several answers to the same question, from 0."""


def structured_agent(  # noqa: PLR0913 - each is a choice of the agent's author
    model: BaseChatModel,
    *,
    name: str,
    render: Callable[[In], Prompt],
    output: type[Out] | Callable[[In], type[Out]],
    check: Callable[[In, Out], Sequence[str]] | None = None,
    temperature: float | None = None,
    max_output_tokens: int | None = None,
) -> "StructuredAgent[In, Out]":
    """Make an agent that gives validated answers.

    A transport failure is retried. An answer that is cut, empty, not valid, in the wrong
    language or that `check` complains about is asked again once, with the complaints. Under
    an active `Run` each answer is recorded before it is returned, and never paid twice.

    Args:
        model: Any chat model.
        name: What the agent is called in traces and in the record: ``"copywriter"``.
        render: Makes the prompt of a request.
        output: Type of the answer, or what chooses it for a request.
        check: What else must hold of an answer: one complaint for each thing that does not.
        temperature: Sampling temperature, where the model takes one.
        max_output_tokens: Most tokens of an answer.

    Returns:
        A Runnable: ``invoke``, ``ainvoke``, ``batch``, ``stream``, callbacks, ``|``.
    """
    return StructuredAgent(
        model,
        name=name,
        render=render,
        output=output,
        check=check,
        limits=Limits(temperature=temperature, max_output_tokens=max_output_tokens),
    )


class StructuredAgent(Runnable[In, Out]):
    """A Runnable from a request to a validated answer; made by `structured_agent`."""

    def __init__(  # noqa: PLR0913 - the arguments of `structured_agent`
        self,
        model: BaseChatModel,
        *,
        name: str,
        render: Callable[[In], Prompt],
        output: type[Out] | Callable[[In], type[Out]],
        check: Callable[[In, Out], Sequence[str]] | None,
        limits: Limits,
    ) -> None:
        self.name = name
        self.model = model
        self.profile = profile_of(model)
        self._render = render
        self._output = output
        self._check = check
        self._limits = limits
        self._lengths = self.profile.serial
        self._way = way_to(model, lengths=self._lengths)
        self._base_url = LOCAL if self.profile.serial else address_of(model)
        self._asked_of = f"{identity_of(model)} {limits}"

    @property
    def InputType(self) -> type[Any]:  # noqa: N802 - the name in Runnable
        """Any request of this agent."""
        return BaseModel

    @property
    def OutputType(self) -> type[Any]:  # noqa: N802 - the name in Runnable
        """Type of the answer, where it is always the same."""
        return self._output if isinstance(self._output, type) else BaseModel

    def invoke(self, input: In, config: RunnableConfig | None = None, **kwargs: object) -> Out:
        """Answer a request; works where a loop already runs too.

        Args:
            input: The request.
            config: LangChain's configuration: callbacks, tags, metadata.
            **kwargs: Not used.

        Returns:
            The answer.

        Raises:
            ModelError: The model gave no usable answer.
            BudgetError: The run's budget does not allow the call.
            StorageError: The answer could not be recorded.
        """
        return run_sync(self.ainvoke(input, config, **kwargs))

    async def ainvoke(
        self, input: In, config: RunnableConfig | None = None, **kwargs: object
    ) -> Out:
        """Answer a request; see `invoke`.

        Callbacks are told as LangChain's own Runnables tell them; its helper for that reads
        the signature of what it calls on every call, which costs more than the callbacks.
        """
        del kwargs
        config = ensure_config(config)
        config["callbacks"] = manager = get_async_callback_manager_for_config(config)
        if not is_heard(config):
            return await self._answer(input, _for_the_model(config))
        run = await manager.on_chain_start(
            None, input, run_id=config.pop("run_id", None), name=config.get("run_name") or self.name
        )
        try:
            config["callbacks"] = run.get_child()
            answer = await self._answer(input, _for_the_model(config))
        except BaseException as error:
            await run.on_chain_error(error)
            raise
        await run.on_chain_end(answer)
        return answer

    def batch(
        self,
        inputs: list[In],
        config: RunnableConfig | list[RunnableConfig] | None = None,
        *,
        return_exceptions: bool = False,
        **kwargs: object,
    ) -> list[Out]:
        """Answer several requests side by side; see `invoke`."""
        return run_sync(self.abatch(inputs, config, return_exceptions=return_exceptions, **kwargs))

    async def _answer(self, request: In, config: RunnableConfig) -> Out:
        question = self._question(request)
        messages, limits, is_repair, attempt = question.messages, self._limits, False, 0
        while True:
            given = await self._ask(question, messages, attempt, limits, config)
            verdict = question.judge(given.reply)
            if verdict.value is not None:
                return verdict.value
            repairable = verdict.outcome != "refused" and not is_repair
            # a bad answer that an earlier session recorded is not the last word: ask on
            if not (repairable or given.replayed):
                raise self._failure(verdict)
            _log.info("answer rejected", agent=self.name, outcome=verdict.outcome)
            is_repair, attempt = repairable, attempt + 1
            messages = question.repair(given.reply, verdict) if repairable else question.messages
            limits = self._longer() if verdict.outcome == "cut" and repairable else self._limits

    def _question(self, request: In) -> Question[In, Out]:
        output = self._output if isinstance(self._output, type) else self._output(request)
        return Question(
            request,
            self._render(request),
            output=output,
            shape=shape_of(output, lengths=self._lengths),
            asked_of=self._asked_of,
            check=self._check,
            leaves=self._base_url != LOCAL,
        )

    async def _ask(
        self,
        question: Question[In, Out],
        messages: list[BaseMessage],
        attempt: int,
        limits: Limits,
        config: RunnableConfig,
    ) -> Given:
        async def make(sending: Sending) -> Reply:
            return await with_retries(
                lambda: self._way(messages, question.output, limits, config),
                on_retry=sending.count_retry,
            )

        def judge(reply: Reply) -> Outcome:
            outcome = question.judge(reply).outcome
            is_repair = messages is not question.messages
            return "repaired" if outcome == "answered" and is_repair else outcome

        run = current_run()
        if run is None:
            return Given(await make(Sending()), replayed=False)
        ask = Ask(
            key=question.key(messages, attempt),
            agent=str(self.name),
            model=self.profile.name,
            base_url=self._base_url,
            prompt=question.prompt_hash,
            upper=lambda: question.upper(
                messages, limits.max_output_tokens or _DEFAULT_OUTPUT_TOKENS
            ),
        )
        return await run.ask(ask, make, judge)

    def _longer(self) -> Limits:
        """Leave an answer that was cut twice the room."""
        most = self._limits.max_output_tokens
        return replace(self._limits, max_output_tokens=None if most is None else most * 2)

    def _failure(self, verdict: Verdict[Out]) -> Exception:
        said = " ".join("; ".join(verdict.complaints).split())[:200]
        if verdict.outcome == "refused":
            return ModelRefusedError(
                f"{self.name}: model {self.profile.name!r} declined ({said}): "
                f"change the brief, or use another model"
            )
        return ModelAnswerError(
            f"{self.name}: model {self.profile.name!r} gave no usable answer, twice ({said}): "
            f"resume to ask again, or use a stronger model"
        )


def _for_the_model(config: RunnableConfig) -> RunnableConfig:
    """Give a config without the name and the id that were the agent's own run's."""
    kept = config.copy()
    kept.pop("run_name", None)
    kept.pop("run_id", None)
    return kept
