"""The fake server as a process, so that its CPU is not the client's."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self


class ServerProcess:
    """Starts ``python -m creative_agents.testing.server`` and talks to it."""

    def __enter__(self) -> Self:
        """Start, and wait until it listens."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "creative_agents.testing.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        address = json.loads(self._process.stdout.readline())
        self._root_url, self.base_url = str(address["root_url"]), str(address["base_url"])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it by closing its input."""
        self._process.communicate(timeout=10)

    def set_latency(self, seconds: float) -> None:
        """Set how long each answer takes, and start counting at zero."""
        self._call("/settings", {"latency_seconds": seconds})
        self._call("/reset", {})

    def reset(self) -> None:
        """Start counting at zero."""
        self._call("/reset", {})

    def stats(self) -> dict[str, Any]:
        """Read the counts, with the timing of each run."""
        stats: dict[str, Any] = self._call("/stats")
        return stats

    def exchanges(self) -> list[dict[str, Any]]:
        """Read the last exchanges, with their bodies."""
        exchanges: list[dict[str, Any]] = self._call("/exchanges")
        return exchanges

    def _call(self, path: str, body: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(self._root_url + path, data=data, timeout=60) as response:
            return json.load(response)
