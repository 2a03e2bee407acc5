"""Chat completions on the wire: whole or streamed, good or spoiled."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from creative_agents.testing.server.faults import FaultName

_CREATED: Final = 1_767_225_600
_REFUSAL: Final = "I can't help with that."
_USELESS: Final = '{"unexpected": true}'
_PIECE: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What the model says to one request."""

    id: str
    """Identifier of the answer."""
    model: str
    """The model that the request named."""
    content: str
    """The text; empty for a refusal."""
    input_tokens: int
    """Tokens read."""
    output_tokens: int
    """Tokens written."""
    refusal: str | None = None
    """What it says instead of an answer."""
    finish_reason: str = "stop"
    """``stop``, or ``length`` for an answer that was cut."""

    def spoiled(self, fault: FaultName | None) -> "Completion":
        """Give the completion as a fault makes it; the same where the fault is of another kind."""
        match fault:
            case "broken_json":
                return replace(self, content=self.content[: -2 or None] + ',"')
            case "wrong_schema":
                return replace(self, content=_USELESS)
            case "empty":
                return replace(self, content="")
            case "refusal":
                return replace(self, content="", refusal=_REFUSAL)
            case "truncated":
                half = len(self.content) // 2
                return replace(self, content=self.content[:half], finish_reason="length")
            case _:
                return self

    def body(self) -> bytes:
        """Write the whole answer."""
        message = {
            "role": "assistant",
            "content": None if self.refusal else self.content,
            "refusal": self.refusal,
        }
        choice = {"index": 0, "message": message, "finish_reason": self.finish_reason}
        return _json(self._base("chat.completion") | {"choices": [choice], "usage": self._usage()})

    def events(self, *, with_usage: bool) -> Iterator[bytes]:
        """Write the answer as server-sent events, a few letters each.

        Args:
            with_usage: Whether the last event but one holds the usage.
        """
        said, key = (self.refusal, "refusal") if self.refusal else (self.content, "content")
        yield self._event({"role": "assistant"}, None)
        for at in range(0, len(said), _PIECE):
            yield self._event({key: said[at : at + _PIECE]}, None)
        yield self._event({}, self.finish_reason)
        if with_usage:
            base = self._base("chat.completion.chunk")
            yield b"data: " + _json(base | {"choices": [], "usage": self._usage()}) + b"\n\n"
        yield b"data: [DONE]\n\n"

    def _event(self, delta: dict[str, str], finish_reason: str | None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        base = self._base("chat.completion.chunk")
        return b"data: " + _json(base | {"choices": [choice]}) + b"\n\n"

    def _base(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": _CREATED, "model": self.model}

    def _usage(self) -> dict[str, int]:
        return {
            "prompt_tokens": self.input_tokens,
            "completion_tokens": self.output_tokens,
            "total_tokens": self.input_tokens + self.output_tokens,
        }


def error_body(message: str, kind: str) -> bytes:
    """Write an error as OpenAI's API does.

    Args:
        message: What went wrong.
        kind: Its type: ``"rate_limit_error"``.
    """
    return _json({"error": {"message": message, "type": kind, "param": None, "code": kind}})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
