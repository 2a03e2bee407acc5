"""Prices: what a call cost, from the price list that ships with genai-prices."""

from decimal import Decimal
from typing import Protocol

from creative_agents.domain.cost import Usage

LOCAL = "local"
"""Where a model of this process is: its calls cost nothing."""

_CHARACTERS_PER_TOKEN = 3.0
"""Fewer than English (about 4.5) or French (about 4) has, so that an estimate errs high."""


class Price(Protocol):
    """A price list: ``(model, usage, base_url) -> US dollars``, nothing when unknown."""

    def __call__(self, model: str, usage: Usage, base_url: str | None) -> Decimal | None:
        """Price the tokens of a call."""
        ...


def estimate_tokens(text: str) -> int:
    """Estimate how many tokens a text is, rather too many than too few.

    Args:
        text: English or French text, or JSON.

    Returns:
        At least 1.
    """
    return int(len(text) / _CHARACTERS_PER_TOKEN) + 1


def list_price(model: str, usage: Usage, base_url: str | None) -> Decimal | None:
    """Price the tokens of a call by the public price list, without network.

    Args:
        model: The model, as its service names it.
        usage: Tokens.
        base_url: Where it was called; ``"local"`` for a model of this process, which costs
            nothing; nothing where the model's class does not say.

    Returns:
        US dollars, or nothing when nobody knows the price.
    """
    if base_url == LOCAL:
        return Decimal(0)
    if (model, base_url) in _unpriced:
        return None
    for where in _providers(base_url):
        try:
            return _calculate(model, usage, where)
        except LookupError:
            continue
    _unpriced.add((model, base_url))
    return None


_unpriced: set[tuple[str, str | None]] = set()
"""What was looked for in vain: the list is fixed, and looking through all of it is slow."""


def _providers(base_url: str | None) -> tuple[dict[str, str], ...]:
    """Say where to look a model up: at an unlisted address, OpenAI's names mean OpenAI's models."""
    if base_url is None:
        return ({},)
    return ({"provider_api_url": base_url}, {"provider_id": "openai"})


def _calculate(model: str, usage: Usage, where: dict[str, str]) -> Decimal:
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - half a second, on first use
    from genai_prices import calc_price  # noqa: PLC0415

    tokens = Tokens(
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=usage.cached_tokens,
    )
    priced = calc_price(tokens, model, **where)  # type: ignore[call-overload]
    return Decimal(priced.total_price)
