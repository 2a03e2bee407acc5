"""Run the fixtures of a Vale pack and compare with what its authors expect.

    python benchmarks/style_pack.py PACK_FOLDER

The folder holds ``features/rules.feature``, with the expected lines of each fixture, and
``fixtures/<name>/`` with a ``.vale.ini`` and the texts. Each difference is printed, then one
line: ``matched N missing N extra N unsupported N``. ``unsupported`` counts what the pack and
its configurations ask and we do not support; each is named above.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from creative_agents.errors import InputError
from creative_agents.rules import Config, load_config, position

SCENARIO: Final = re.compile(r'When I test "([^"]+)"(.*?)(?=When I |\Z)', re.DOTALL)
EXPECTED: Final = re.compile(r'"""\n(.*?)"""', re.DOTALL)


@dataclass(slots=True)
class Tally:
    """What was counted so far."""

    matched: int = 0
    missing: int = 0
    extra: int = 0
    unsupported: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    """Compare a pack with its expectations; 0 where nothing is missing."""
    if len(arguments) != 1:
        print("usage: python benchmarks/style_pack.py PACK_FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    try:
        tally = compare(folder)
    except (InputError, OSError) as error:
        print(f"cannot run the pack {str(folder)!r}: {error}", file=sys.stderr)
        return 2
    for notice in dict.fromkeys(tally.unsupported):
        print(f"unsupported {notice}")
    print(
        f"matched {tally.matched} missing {tally.missing} extra {tally.extra}"
        f" unsupported {len(dict.fromkeys(tally.unsupported))}"
    )
    return 1 if tally.missing else 0


def compare(folder: Path) -> Tally:
    """Run every fixture under its own configuration."""
    expected = read_expected(folder / "features" / "rules.feature")
    tally = Tally()
    for fixture in sorted(path for path in (folder / "fixtures").iterdir() if path.is_dir()):
        ini = next(
            (
                fixture / name
                for name in (".vale.ini", "_vale.ini", ".vale", "_vale")
                if (fixture / name).is_file()
            ),
            None,
        )
        if ini is None:
            print(f"no .vale.ini in {fixture.name}")
            continue
        config = load_config(ini)
        tally.unsupported += config.notices
        found = Counter(lines(config, fixture))
        wanted = expected.pop(fixture.name, Counter())
        report(fixture.name, wanted, found, tally)
    for name, wanted in expected.items():
        report(name, wanted, Counter(), tally)
    return tally


def read_expected(path: Path) -> dict[str, Counter[str]]:
    """Read the lines that each fixture expects, by its name."""
    text = "\n".join(
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith("#")
    )
    expected: dict[str, Counter[str]] = {}
    for scenario in SCENARIO.finditer(text):
        for block in EXPECTED.findall(scenario[2]):
            wanted = [line.strip() for line in block.splitlines() if line.strip()]
            expected.setdefault(scenario[1], Counter()).update(wanted)
    return expected


def lines(config: Config, fixture: Path) -> Iterator[str]:
    """Give the findings of a fixture as Vale prints them."""
    for path in sorted(fixture.rglob("*")):
        name = path.relative_to(fixture).as_posix()
        if name.startswith((".", "_")) or not path.is_file():
            continue
        if config.format_of(path) is None:
            print(f"not read {fixture.name}/{name}: its format is not supported")
            continue
        text = path.read_bytes().decode("utf-8")
        for finding in config.check(name, text).findings:
            line, column = position(text, finding.start)
            yield f"{name}:{line}:{column}:{finding.rule}:{finding.message}"


def report(name: str, wanted: Counter[str], found: Counter[str], tally: Tally) -> None:
    """Count, and print each difference."""
    tally.matched += (wanted & found).total()
    for line in (wanted - found).elements():
        tally.missing += 1
        print(f"missing {name} {line}")
    for line in (found - wanted).elements():
        tally.extra += 1
        print(f"extra   {name} {line}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
