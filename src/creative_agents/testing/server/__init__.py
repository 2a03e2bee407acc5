"""A local OpenAI-compatible server with set latency, faults on order and exact counts.

In a test it runs on a thread of its own; for a benchmark, or for a client that gets killed,
it runs as a process::

    python -m creative_agents.testing.server --latency-ms 500 --rate rate_limit=0.05

which prints one line of JSON with its address, and ends with its standard input.
"""

from creative_agents.testing.server.fake import FakeOpenAIServer
from creative_agents.testing.server.faults import FaultName, Faults
from creative_agents.testing.server.timing import RunTiming
from creative_agents.testing.server.traffic import Exchange, ServerStats

__all__ = ["Exchange", "FakeOpenAIServer", "FaultName", "Faults", "RunTiming", "ServerStats"]
