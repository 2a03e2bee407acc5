from decimal import Decimal

import pytest

from creative_agents.domain.cost import Usage
from creative_agents.llm.pricing import estimate_tokens, list_price

MILLION = Usage(input_tokens=1_000_000, output_tokens=1_000_000)


@pytest.mark.parametrize(
    ("model", "base_url", "known"),
    [
        ("gpt-4o-mini", "https://api.openai.com/v1", True),
        ("gpt-4o-mini-2024-07-18", "http://127.0.0.1:8000/v1", True),
        ("claude-sonnet-4-5", None, True),
        ("qwen2.5-7b", "http://127.0.0.1:8000/v1", False),
        ("claude-sonnet-4-5", "http://127.0.0.1:8000/v1", False),
        ("scripted", None, False),
    ],
)
def test_prices_are_listed_or_unknown(model: str, base_url: str | None, *, known: bool) -> None:
    """At an unlisted address only OpenAI's names have a price; what nobody knows is nothing."""
    assert (list_price(model, MILLION, base_url) is not None) is known


def test_a_price_counts_the_cache() -> None:
    """Tokens that the service had kept cost less."""
    kept = Usage(input_tokens=1_000_000, cached_tokens=900_000)
    fresh = Usage(input_tokens=1_000_000)
    assert list_price("gpt-4o-mini", fresh, None) == Decimal("0.15")
    assert list_price("gpt-4o-mini", kept, None) == Decimal("0.0825")


def test_a_model_of_this_process_costs_nothing() -> None:
    """A local model is priced, at zero."""
    assert list_price("whatever", MILLION, "local") == 0


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("A quiet room by the sea, ninety steps from the station.", 13),
        ("Une chambre au calme, à quatre-vingt-dix pas de la gare.", 17),
    ],
)
def test_an_estimate_errs_high(text: str, tokens: int) -> None:
    """The estimate is above what a tokeniser counts, and below twice that."""
    assert tokens <= estimate_tokens(text) <= 2 * tokens
