import json
import time
from typing import Any

import openai
import pytest
from langchain_core.exceptions import ModelRateLimitError
from langchain_openai import ChatOpenAI

from creative_agents.domain.persona import Reaction
from creative_agents.testing.server import FakeOpenAIServer, Faults
from creative_agents.testing.server.faults import FAULT_NAMES, FaultName

REACTION: Any = {
    "type": "json_schema",
    "json_schema": {"name": "Reaction", "schema": Reaction.model_json_schema(), "strict": True},
}


def ask(server: FakeOpenAIServer, text: str = "go", *, retries: int = 0, **options: Any) -> Any:
    """Ask one question with the openai client and give the first choice."""
    with openai.OpenAI(base_url=server.base_url, api_key="none", max_retries=retries) as client:
        answer = client.chat.completions.create(
            model="fake",
            messages=[{"role": "user", "content": text}],
            response_format=REACTION,
            **options,
        )
    return answer.choices[0]


def struck(fault: FaultName) -> tuple[FakeOpenAIServer, Any]:
    """Give a stopped server whose only call met the fault, and the choice that came back."""
    with FakeOpenAIServer() as server:
        server.fail_next(fault)
        return server, ask(server)


def test_a_rate_limit_says_when_to_come_back() -> None:
    """A 429 carries Retry-After, and the openai client's retry comes after it."""
    with FakeOpenAIServer(faults=Faults(retry_after_seconds=0.2)) as server:
        server.fail_next("rate_limit")
        started = time.monotonic()
        ask(server, retries=1)
    assert time.monotonic() - started >= 0.2
    assert server.stats.faults == {"rate_limit": 1}
    assert (server.stats.requests, server.stats.good, server.stats.retried_early) == (2, 1, 0)


def test_a_retry_that_comes_too_early_is_counted() -> None:
    """A client that does not wait as it was told is found out."""
    with FakeOpenAIServer(faults=Faults(retry_after_seconds=30)) as server:
        server.fail_next("rate_limit")
        with pytest.raises(openai.RateLimitError, match="too many requests") as caught:
            ask(server)
        ask(server)
    assert caught.value.response.headers["retry-after"] == "30"
    assert server.stats.retried_early == 1


def test_langchain_sees_its_own_error() -> None:
    """Through ChatOpenAI a 429 is the provider-neutral rate limit error."""
    with FakeOpenAIServer() as server:
        server.fail_next("rate_limit")
        model = ChatOpenAI(base_url=server.base_url, api_key=lambda: "n", model="f", max_retries=0)
        with pytest.raises(ModelRateLimitError, match="too many requests"):
            model.invoke("go")


def test_a_server_error_is_a_500() -> None:
    """The model falls over, and nothing is owed."""
    with FakeOpenAIServer() as server:
        server.fail_next("server_error")
        with pytest.raises(openai.InternalServerError, match="fallen over"):
            ask(server)
    assert (server.stats.answered, server.stats.input_tokens) == (0, 0)


def test_a_reset_cuts_the_connection() -> None:
    """The client sees a lost connection; the server counts no answer and nobody gone."""
    with FakeOpenAIServer() as server:
        server.fail_next("reset")
        with pytest.raises(openai.APIConnectionError, match="Connection error"):
            ask(server)
    assert (server.stats.answered, server.stats.abandoned) == (0, 0)


def test_a_slow_drip_ends_with_a_good_answer() -> None:
    """The answer comes in pieces over the time that was set, and is whole."""
    with FakeOpenAIServer(faults=Faults(drip_seconds=0.2)) as server:
        server.fail_next("slow_drip")
        started = time.monotonic()
        Reaction.model_validate_json(ask(server).message.content)
    assert time.monotonic() - started >= 0.2
    assert server.stats.good == 1


def test_a_slow_drip_that_the_client_gives_up_is_not_an_answer() -> None:
    """A client that leaves in the middle of a drip owes nothing."""
    with FakeOpenAIServer(faults=Faults(drip_seconds=0.4)) as server:
        server.fail_next("slow_drip")
        with pytest.raises(openai.APITimeoutError, match="timed out"):
            ask(server, timeout=0.02)
        time.sleep(0.3)
        assert (server.stats.answered, server.stats.abandoned) == (0, 1)


def test_broken_json_does_not_parse() -> None:
    """The text looks like an answer and is no JSON."""
    server, choice = struck("broken_json")
    with pytest.raises(json.JSONDecodeError, match=r"line 1"):
        json.loads(choice.message.content)
    assert (server.stats.answered, server.stats.good) == (1, 0)


def test_a_wrong_schema_is_json_of_another_shape() -> None:
    """The text parses and is not what was asked for."""
    _, choice = struck("wrong_schema")
    assert json.loads(choice.message.content) == {"unexpected": True}


def test_an_empty_answer_has_no_text() -> None:
    """The answer is there and says nothing."""
    _, choice = struck("empty")
    assert choice.message.content == ""


def test_a_refusal_has_its_own_field() -> None:
    """A refusal stands where OpenAI's API puts it, and there is no text."""
    _, choice = struck("refusal")
    assert choice.message.content is None
    assert "can't help" in choice.message.refusal


def test_a_truncated_answer_says_why() -> None:
    """Half an answer has the finish reason of a length limit."""
    _, choice = struck("truncated")
    assert choice.finish_reason == "length"
    assert not choice.message.content.endswith("}")


def test_a_bad_answer_is_owed_for_and_not_work_paid_twice() -> None:
    """Asking again after a bad answer is two paid answers, of which none was wasted work."""
    with FakeOpenAIServer() as server:
        server.fail_next("empty", None)
        ask(server)
        ask(server)
    stats = server.stats
    assert (stats.answered, stats.good, stats.repeated) == (2, 1, 0)
    assert stats.input_tokens == 2 * server.exchanges[0].input_tokens


def test_faults_strike_a_stream_too() -> None:
    """A streamed answer can be cut at its length."""
    with FakeOpenAIServer(["un deux trois quatre"]) as server:
        server.fail_next("truncated")
        model = ChatOpenAI(base_url=server.base_url, api_key=lambda: "n", model="f", max_retries=0)
        chunks = list(model.stream("go"))
    assert "".join(chunk.text for chunk in chunks) == "un deux tr"
    assert any(chunk.response_metadata.get("finish_reason") == "length" for chunk in chunks)


def test_every_fault_strikes_at_its_rate() -> None:
    """Over many requests each fault takes about its share, and most pass."""
    faults = Faults.each(0.05, seed=3)
    drawn = [faults.strike(str(number), 1) for number in range(10_000)]
    shares = {name: drawn.count(name) / len(drawn) for name in FAULT_NAMES}
    assert all(0.04 < share < 0.06 for share in shares.values())


def test_the_seed_and_the_request_decide() -> None:
    """The same request is struck in the same way whatever came before; another seed differs."""
    first, again, other = (
        [Faults.each(0.1, seed=seed).strike(f"q{number}", 1) for number in range(50)]
        for seed in (1, 1, 2)
    )
    assert first == again != other


def test_a_second_attempt_has_its_own_draw() -> None:
    """A request that was struck once is not struck for ever."""
    faults = Faults.each(0.05)
    attempts = [faults.strike("q", number) for number in range(1, 200)]
    assert None in attempts
    assert len(set(attempts)) > 1


@pytest.mark.parametrize("rates", [{"reset": 1.5}, {"reset": -0.1}, {"reset": 0.6, "empty": 0.6}])
def test_rates_that_make_no_sense_are_refused(rates: dict[str, float]) -> None:
    """Shares lie in [0, 1] and sum to 1 at most."""
    with pytest.raises(ValueError, match="must lie in"):
        Faults(**rates)  # type: ignore[arg-type]


def test_an_unknown_fault_is_refused() -> None:
    """A typing mistake in a fault's name says which names there are."""
    with pytest.raises(ValueError, match=r"unknown faults \['resets'\]; known: broken_json"):
        Faults.from_mapping({"resets": 0.1})
