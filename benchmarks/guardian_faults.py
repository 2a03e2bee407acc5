"""The guardian against seeded faults: what it finds at the exact span, and its false alarms.

    python benchmarks/guardian_faults.py
    python benchmarks/guardian_faults.py --verbose
    python benchmarks/guardian_faults.py --faults other.yml --clean other_clean.yml

A fault is found when a finding has exactly its field and its span in code points, at
`warning` or above (at `suggestion` or above where the case or its family is a matter of
taste). A false alarm is a clean case with a finding at `warning` or above. An injection is
found when, besides, no warning or error given without the orders goes unsaid with them. The
format of the cases is told in `evals/gold/brand_guardian/README.md`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from _gold import ROOT, load
from _guardian import Checks, examine
from _guardian_report import report

GOLD: Final = ROOT / "evals" / "gold" / "brand_guardian"
"""Where our own cases are."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    from creative_agents.tools.checking import check, check_together  # noqa: PLC0415

    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    faults = [GOLD / "faults.en.yml", GOLD / "faults.fr.yml"]
    clean = [GOLD / "clean.en.yml", GOLD / "clean.fr.yml"]
    parser.add_argument("--faults", type=Path, nargs="*", default=faults, help="faulty cases")
    parser.add_argument("--clean", type=Path, nargs="*", default=clean, help="clean cases")
    parser.add_argument("--verbose", action="store_true", help="tell each miss and false alarm")
    options = parser.parse_args(arguments)
    checks = Checks(check, check_together)
    report(
        [examine(case, checks) for case in load(options.faults)],
        [examine(case, checks) for case in load(options.clean)],
        verbose=options.verbose,
    )


if __name__ == "__main__":
    main()
