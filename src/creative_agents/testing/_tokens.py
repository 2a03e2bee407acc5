"""An estimate of tokens, where no tokenizer is needed."""

from typing import Final

_CHARACTERS_A_TOKEN: Final = 4


def estimated_tokens(text: str) -> int:
    """Estimate the tokens of a text: a quarter of its characters, rounded up."""
    return -(-len(text) // _CHARACTERS_A_TOKEN)
