"""What a scripted model says, as messages: whole, cut or refused."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from pydantic import BaseModel

from creative_agents.testing._tokens import estimated_tokens


def cut(answer: object, *, at: int = 20) -> AIMessage:
    """Script an answer that was cut at its length.

    Args:
        answer: What would have been said; see `creative_agents.testing.script.Scripted`.
        at: How many characters are left of it.

    Returns:
        The message, with the finish reason ``length``.
    """
    return AIMessage(content=text_of(answer)[:at], response_metadata={"finish_reason": "length"})


def refused(words: str = "I can't help with that.") -> AIMessage:
    """Script a refusal, as OpenAI's API gives it.

    Args:
        words: What the model says instead of an answer.

    Returns:
        The message, empty but for ``additional_kwargs["refusal"]``.
    """
    return AIMessage(
        content="",
        additional_kwargs={"refusal": words},
        response_metadata={"finish_reason": "stop"},
    )


def text_of(answer: object) -> str:
    """Write an answer down as a service sends it: text as it is, anything else as JSON.

    Raises:
        TypeError: The answer is nothing that a model could say.
    """
    if isinstance(answer, str):
        return answer
    if isinstance(answer, BaseModel):
        return answer.model_dump_json(by_alias=True)
    if isinstance(answer, Mapping | Sequence):
        return json.dumps(answer, ensure_ascii=False)
    raise TypeError(
        f"{answer!r} is no answer; script a pydantic object, a mapping, a list, a string, "
        "an exception, a message or a callable"
    )


def message_of(answer: object, *, prompt: str, model_name: str) -> AIMessage:
    """Make the message of an answer, with its finish reason and estimated usage.

    Args:
        answer: What was scripted.
        prompt: The text of the request, for the count of tokens.
        model_name: Who says it.

    Returns:
        The message. What a scripted message says of itself is kept.
    """
    message = answer if isinstance(answer, AIMessage) else AIMessage(content=text_of(answer))
    told: dict[str, Any] = {"finish_reason": "stop", "model_name": model_name}
    return message.model_copy(
        update={
            "response_metadata": told | message.response_metadata,
            "usage_metadata": message.usage_metadata or _usage(prompt, message.text),
        }
    )


def chunks_of(message: AIMessage) -> Iterator[AIMessageChunk]:
    """Cut a message into chunks of one word; the last one carries everything but the text."""
    words = message.text.split(" ")
    for word in words[:-1]:
        yield AIMessageChunk(content=f"{word} ", id=message.id)
    yield AIMessageChunk(
        content=words[-1],
        id=message.id,
        additional_kwargs=message.additional_kwargs,
        response_metadata=message.response_metadata,
        usage_metadata=message.usage_metadata,
        tool_calls=message.tool_calls,
        chunk_position="last",
    )


def _usage(prompt: str, said: str) -> UsageMetadata:
    read, written = estimated_tokens(prompt), estimated_tokens(said)
    return UsageMetadata(input_tokens=read, output_tokens=written, total_tokens=read + written)
