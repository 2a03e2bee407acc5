"""What the tests of this room ask: one agent, and models that are not OpenAI's."""

from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from creative_agents.domain.persona import Reaction
from creative_agents.llm.models import create_chat_model
from creative_agents.llm.prompt import Block, Prompt
from creative_agents.llm.structured import Request, StructuredAgent, structured_agent

INSTRUCTIONS = "You are a synthetic reader. Say what you understood before you say what you think."


class Reading(Request):
    """What the reader of these tests is asked."""

    copy_text: str = "A quiet room by the sea."


def render(request: Reading) -> Prompt:
    """Show the copy to the reader."""
    blocks = (Block("copy", request.copy_text),)
    return Prompt(instructions=INSTRUCTIONS, data=blocks, task="Read the copy.")


def reader(model: BaseChatModel, **options: Any) -> StructuredAgent[Reading, Reaction]:
    """Make a synthetic reader."""
    return structured_agent(model, name="persona", render=render, output=Reaction, **options)


def openai_at(url: str, **options: Any) -> BaseChatModel:
    """Make a model of a loopback server."""
    return create_chat_model("openai:gpt-4o-mini", base_url=url, api_key="sk-secret", **options)


class SyncOnlyChat(BaseChatModel):
    """A user's own model: sync, and without structured answers."""

    answers: list[str]
    seen: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "sync-only"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: Sequence[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        self.seen.append(messages)
        message = AIMessage(self.answers.pop(0))
        return ChatResult(generations=[ChatGeneration(message=message)])
