"""Terms: what a list of words to avoid costs a check, from twenty words to five thousand.

    python benchmarks/terms.py [--checks 400]

The words are drawn from the dictionaries of simplemma, verbs with all their forms included; the
pieces have eight fields. Last line: ``p50 MS p95 MS ratio R``, of the long list, and how many times
a check with the short list it takes.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import date
from statistics import quantiles

from creative_agents.channels import load
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Identity, Term, Voice
from creative_agents.policies import check
from creative_agents.policies.base import PolicyContext

LENGTHS = (20, 5000)
LANGUAGES: tuple[Language, ...] = ("en", "fr")


def vocabulary(language: Language) -> list[str]:
    """Give the lemmas of a language, sorted."""
    from simplemma.strategies import DefaultDictionaryFactory  # noqa: PLC0415 - as the policy does

    known = DefaultDictionaryFactory().get_dictionary(language)
    return sorted({lemma for lemma in known.values() if lemma.isalpha() and len(lemma) > 4})


def brand(words: list[str], count: int, language: Language) -> Brand:
    """Make a brand that avoids so many words, a quarter of them phrases of two."""
    draw = random.Random(count)
    drawn = draw.sample(words, count)
    phrases = [
        f"{word} {draw.choice(words)}" if n % 4 == 0 else word for n, word in enumerate(drawn)
    ]
    terms = tuple(Term(avoid=(phrase,), language=language) for phrase in phrases)
    identity, voice = Identity(name="Lumea"), Voice(summary="Plain.")
    return Brand(id="lumea", language=language, identity=identity, voice=voice, terms=terms)


def pieces(words: list[str], language: Language, count: int) -> Iterator[Asset]:
    """Write pieces of eight fields whose words come from the whole language."""
    draw = random.Random(1)
    for _ in range(count):
        fields = [
            AssetField(name="headline", index=n, text=" ".join(draw.sample(words, 4)))
            for n in range(1, 6)
        ]
        fields += [
            AssetField(name="description", index=n, text=" ".join(draw.sample(words, 10)))
            for n in range(1, 4)
        ]
        yield Asset(channel="google_rsa", language=language, fields=tuple(fields))


def first(known: Brand, asset: Asset) -> float:
    """Give the seconds of a first check, which compiles the list."""
    started = time.perf_counter()
    check(asset, _context(known))
    return time.perf_counter() - started


def side_by_side(brands: list[Brand], assets: list[Asset]) -> list[list[float]]:
    """Give the seconds of each check, the brands taking turns on every piece."""
    took: list[list[float]] = [[] for _ in brands]
    contexts = [_context(known) for known in brands]
    for asset in assets:
        for n, context in enumerate(contexts):
            own = asset.model_copy()
            started = time.perf_counter()
            check(own, context)
            took[n].append(time.perf_counter() - started)
    return took


def main() -> None:
    """Measure both languages and print what a long list costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks", type=int, default=400)
    checks = parser.parse_args().checks
    everything: list[list[float]] = [[] for _ in LENGTHS]
    for language in LANGUAGES:
        words = vocabulary(language)
        assets = [*pieces(words, language, checks // 2 + 1)]
        brands = [brand(words, length, language) for length in LENGTHS]
        compiled = [first(known, assets[0]) for known in brands]
        for n, took in enumerate(side_by_side(brands, assets[1:])):
            everything[n].extend(took)
            shown = _shown(took)
            print(f"{language} {LENGTHS[n]:>5} terms: first check {compiled[n]:.3f} s, {shown}")
    short, long = (_percentiles(took) for took in everything)
    print(f"p50 {long[0]:.3f} ms p95 {long[1]:.3f} ms ratio {long[0] / short[0]:.2f}")


def _context(known: Brand) -> PolicyContext:
    return PolicyContext(brand=known, channel=load("google_rsa"), today=date(2026, 11, 22))


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    cuts = quantiles(seconds, n=20)
    return 1000 * cuts[9], 1000 * cuts[18]


def _shown(seconds: list[float]) -> str:
    p50, p95 = _percentiles(seconds)
    return f"p50 {p50:.3f} ms p95 {p95:.3f} ms, n {len(seconds)}"


if __name__ == "__main__":
    main()
