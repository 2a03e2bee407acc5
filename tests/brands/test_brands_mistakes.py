"""Every mistake that a person makes, and the exact line that they read."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from creative_agents.brands.loader import load_brand
from creative_agents.errors import BrandError

WriteBrand = Callable[[Mapping[str, str | bytes]], Path]

OFFER = "- id: a\n  name: A\n"
CASES = tomllib.loads(Path(__file__).with_name("mistakes_in_brands.toml").read_text("utf-8"))[
    "case"
]


def problems(folder: Path) -> tuple[str, ...]:
    """Load a folder that holds mistakes, and give their lines."""
    with pytest.raises(BrandError, match="correct and run again") as caught:
        load_brand(folder)
    return caught.value.problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"][:40])
def test_a_mistake_names_its_line_and_what_to_write(
    write_brand: WriteBrand, case: Mapping[str, str]
) -> None:
    """One mistake is one line, in the words of the file and never in YAML's own."""
    folder = write_brand({case["file"]: case["text"]})
    assert problems(folder) == (f"{case['file']}:{case['line']}: {case['said']}",)


def test_a_text_in_latin_1_is_named_with_the_line_of_its_first_accent(
    write_brand: WriteBrand,
) -> None:
    """A file saved by an old editor is recognised."""
    folder = write_brand({"voice.yml": "# ok\nsummary: Le goût\n".encode("latin-1")})
    (said,) = problems(folder)
    assert said == (
        "voice.yml:2: the file is not in UTF-8 near 'y: Le goût', it looks like Latin-1 or"
        " Windows-1252; save it again as UTF-8"
    )


def test_a_no_break_space_as_indentation_is_named(write_brand: WriteBrand) -> None:
    """A space copied from a word processor is invisible, so it is said."""
    folder = write_brand({"voice.yml": "summary: a\nexamples:\n  - yes: a\n\u00a0\u00a0no: b\n"})
    assert (
        "voice.yml:4: a no-break space stands before 'no'; indent the line with plain spaces"
        in (problems(folder))
    )


def test_an_id_of_a_persona_must_differ_over_all_audiences(write_brand: WriteBrand) -> None:
    """A reaction names its persona by id alone."""
    rest = "\n  name: A\n  description: d\n  personas:\n    - {id: p, name: P, situation: s}\n"
    folder = write_brand({"audiences.yml": f"- id: a{rest}- id: b{rest}"})
    said = "the id 'p' of personas stands twice, first at audiences.yml:5; give this one another id"
    assert problems(folder) == (f"audiences.yml:10: {said}",)


def test_a_reference_to_an_entry_that_is_wrong_itself_is_not_reported_too(
    write_brand: WriteBrand,
) -> None:
    """One mistake gives one line."""
    folder = write_brand(
        {"products.yml": "- id: perch\n  name: P\n", "offers.yml": f"{OFFER}  products: [perch]\n"}
    )
    (said,) = problems(folder)
    assert said.startswith("products.yml:1: 'description' is missing")


def test_every_mistake_of_every_file_is_reported_at_once(write_brand: WriteBrand) -> None:
    """A person corrects the folder in one go."""
    folder = write_brand(
        {
            "voice.yml": "sumary: x\n",
            "offers.yml": f"{OFFER}  price: 49\n  end: soon\n",
            "claims.yml": "- id: a\n\ttext: x\n",
            "pieces/2026.yml": "- id: p\n",
        }
    )
    files = [said.split(":", 1)[0] for said in problems(folder)]
    assert files.count("offers.yml") == 2
    assert set(files) == {"voice.yml", "offers.yml", "claims.yml", "pieces/2026.yml"}
