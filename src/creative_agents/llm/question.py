"""A question: one request as it is sent, told apart from every other, and judged."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Generic, TypeVar

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from pydantic import BaseModel

from creative_agents.domain.base import Language
from creative_agents.domain.cost import Usage
from creative_agents.llm.call import Reply
from creative_agents.llm.pricing import estimate_tokens
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.redaction import Redacted, redact
from creative_agents.llm.schema import Shape
from creative_agents.llm.verdict import Judge, Verdict

In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out", bound=BaseModel)

_QUOTED = 4000
"""Characters of a bad answer that its re-ask shows again."""

_REPAIR: dict[Language, str] = {
    "en": "That answer cannot be used:\n{complaints}\nGive the whole answer again, put right.",
    "fr": "Cette réponse est inutilisable :\n{complaints}\nRedonnez toute la réponse, corrigée.",
}


class Question(Generic[In, Out]):
    """One request: its messages, its key, its judge."""

    def __init__(  # noqa: PLR0913 - what tells one question from another
        self,
        request: In,
        prompt: Prompt,
        *,
        output: type[Out],
        shape: Shape,
        asked_of: str,
        check: Callable[[In, Out], Sequence[str]] | None,
        leaves: bool,
    ) -> None:
        """Render a request.

        Args:
            request: What an agent was asked.
            prompt: Its prompt.
            output: Type of the answer.
            shape: That type as a schema.
            asked_of: What tells the model and its settings apart from others.
            check: What else must hold of the answer.
            leaves: Whether the question leaves this process: what is personal then stays.
        """
        self.output = output
        self.prompt_hash = _hash(prompt.instructions)
        language: Language | None = getattr(request, "language", None)
        self._language: Language = language or "en"
        self._redacted = redact(prompt, self._language) if leaves else Redacted(prompt, {})
        self.messages = self._redacted.prompt.messages(self._language)
        self._asked_of = asked_of
        self._place = f"{getattr(request, 'round', 1)}/{getattr(request, 'candidate', 0)}"
        self._shape = shape
        self._judged: tuple[Reply, Verdict[Out]] | None = None
        self._judge = Judge(
            output=output,
            language=language,
            instructions=prompt.instructions,
            material=self._material,
            check=None if check is None else lambda answer: check(request, answer),
        )

    def judge(self, reply: Reply) -> Verdict[Out]:
        """Judge an answer, once: the record and the agent both ask."""
        if self._judged is None or self._judged[0] is not reply:
            whole = replace(reply, text=self._redacted.restore(reply.text))
            self._judged = reply, self._judge(whole)
        return self._judged[1]

    def key(self, messages: list[BaseMessage], attempt: int) -> str:
        """Give the SHA-256 of everything that is asked."""
        digest = hashlib.sha256(
            f"{self._asked_of}\n{self._shape.fingerprint}\n{self._place}/{attempt}".encode()
        )
        for message in messages:
            text = _text(message).encode("utf-8", "surrogatepass")
            digest.update(f"\n{message.type} {len(text)}\n".encode())
            digest.update(text)
        return digest.hexdigest()

    def upper(self, messages: list[BaseMessage], output_tokens: int) -> Usage:
        """Give the most tokens that a call can take."""
        read = sum(estimate_tokens(_text(message)) for message in messages)
        return Usage(input_tokens=read + int(self._shape.size / 3) + 1, output_tokens=output_tokens)

    def repair(self, reply: Reply, verdict: Verdict[Out]) -> list[BaseMessage]:
        """Give the messages that ask again, with what was wrong."""
        complaints = "\n".join(f"- {complaint}" for complaint in verdict.complaints)
        asked = HumanMessage(_REPAIR[self._language].format(complaints=complaints))
        if not reply.text.strip():
            return [*self.messages, asked]
        return [*self.messages, AIMessage(reply.text[:_QUOTED]), asked]

    def _material(self) -> str:
        sent = "\n".join(map(_text, self.messages))
        return self._redacted.restore(sent)


def _text(message: BaseMessage) -> str:
    """Give what a message says; ours hold text, and their own `text` copies it each time."""
    content = message.content
    return content if isinstance(content, str) else message.text


@lru_cache(maxsize=256)
def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
