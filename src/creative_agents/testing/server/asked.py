"""The body of a request for a completion, read once however often it is sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from creative_agents.testing._schemas import schema_in
from creative_agents.testing._tokens import estimated_tokens
from creative_agents.testing.answers import JsonSchema


@dataclass(slots=True)
class Asked:
    """A question, and what was made up for it."""

    raw: bytes = field(repr=False)
    """The body as it came."""
    digest: str
    """Digest of the body: the same question, the same digest."""
    body: Mapping[str, Any] = field(repr=False)
    """The body."""
    schema: JsonSchema | None = field(repr=False)
    """The JSON schema that is asked for, if one is."""
    input_tokens: int
    """Tokens of the messages, estimated."""
    made_up: str | None = None
    """The answer, once it was made up."""

    @property
    def title(self) -> str:
        """Title of the schema; empty for plain text."""
        return str((self.schema or {}).get("title", ""))

    @property
    def run(self) -> str:
        """Which run asks, as far as the body says it."""
        metadata = self.body.get("metadata") or {}
        return str(metadata.get("run_id") or self.body.get("user") or "")

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages, as they came."""
        messages: list[dict[str, Any]] = self.body["messages"]
        return messages

    @property
    def system(self) -> str:
        """Text of the system messages."""
        roles = {"system", "developer"}
        return "\n".join(str(one["content"]) for one in self.messages if one["role"] in roles)

    @property
    def streams(self) -> bool:
        """Whether the answer shall come in events."""
        return bool(self.body.get("stream"))

    @property
    def wants_usage(self) -> bool:
        """Whether a stream shall end with the usage."""
        return bool((self.body.get("stream_options") or {}).get("include_usage"))


def digest_of(raw: bytes) -> str:
    """Give the digest of a body."""
    return hashlib.blake2b(raw, digest_size=12).hexdigest()


def read(raw: bytes, digest: str) -> Asked:
    """Read a body.

    Args:
        raw: The body as it came.
        digest: Its digest.

    Raises:
        ValueError: It is not a JSON object with messages.
    """
    body = json.loads(raw)
    if not isinstance(body, dict) or not isinstance(body.get("messages"), list):
        raise ValueError("the body must be a JSON object with messages")  # noqa: TRY004
    return Asked(
        raw=raw,
        digest=digest,
        body=body,
        schema=schema_in(body),
        input_tokens=estimated_tokens(json.dumps(body["messages"], ensure_ascii=False)),
    )
