import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from creative_agents.brands.files import MAX_BYTES
from creative_agents.brands.loader import REQUIRED, load_brand
from creative_agents.errors import BrandError

WriteBrand = Callable[[Mapping[str, str | bytes]], Path]

NOBODY = 65534


def test_the_smallest_brand_is_three_files(write_brand: WriteBrand) -> None:
    """brand.yml, about.yml and voice.yml are enough, and everything else is empty."""
    brand = load_brand(write_brand({}))
    assert (brand.id, brand.name, brand.language, brand.products) == ("acme", "Acme", "en", ())


def test_a_public_brand_file_alone_says_what_else_is_needed(tmp_path: Path) -> None:
    """A team that has a brand.yml already is told the two files to add."""
    (tmp_path / "_brand.yml").write_text("meta: {name: Acme}\n")
    with pytest.raises(BrandError, match="holds 2 mistakes") as caught:
        load_brand(tmp_path)
    assert caught.value.problems == tuple(
        f"{stem}.yml:1: the file is missing; create it and {REQUIRED[stem]}"
        for stem in ("about", "voice")
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere", "there is no folder '{}'; give a brand folder, or make one with"),
        ("file.txt", "'{}' is a file; give the brand folder that holds it"),
        ("empty", "'{}' is not a brand folder, it has no 'brand.yml'; make one with"),
    ],
)
def test_what_is_no_brand_folder_is_said_in_one_line(tmp_path: Path, name: str, said: str) -> None:
    """The line names the folder and the command that makes one."""
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    path = tmp_path / name
    with pytest.raises(BrandError, match=re.escape(said.format(path))) as caught:
        load_brand(path)
    assert "\n" not in str(caught.value)


def test_a_file_of_more_than_two_megabytes_is_refused(write_brand: WriteBrand) -> None:
    """The bound is said with the size."""
    folder = write_brand({"products.yml": b"# " + b"x" * MAX_BYTES})
    with pytest.raises(BrandError, match=r"products\.yml:1: the file has 2,000,002 bytes and"):
        load_brand(folder)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{chr(98 + at)}: &{chr(98 + at)} [{','.join(['*' + chr(97 + at)] * 10)}]\n"
            for at in range(8)
        ),
        "summary: &a [*a]\n",
        "summary: " + "[" * 100 + "]" * 100 + "\n",
    ],
    ids=["doubling", "cycle", "depth"],
)
def test_aliases_and_nesting_are_bounded(write_brand: WriteBrand, text: str) -> None:
    """A small file cannot grow without end."""
    with pytest.raises(BrandError, match="more than 200,000 values or 24 levels") as caught:
        load_brand(write_brand({"voice.yml": text}))
    assert len(caught.value.problems) == 1


def test_nesting_deeper_than_the_parser_goes_is_said(write_brand: WriteBrand) -> None:
    """The parser's own limit never shows as a stack trace."""
    with pytest.raises(BrandError, match=r"voice\.yml:1: the nesting is too deep"):
        load_brand(write_brand({"voice.yml": "[" * 1_000}))


def test_a_link_that_leads_to_itself_is_said(write_brand: WriteBrand) -> None:
    """A loop of links is one line."""
    folder = write_brand({})
    (folder / "terms.yml").symlink_to("terms.yml")
    with pytest.raises(BrandError, match=r"terms.yml:1: this cannot be read \(too many levels"):
        load_brand(folder)


def test_a_link_to_nothing_is_said(write_brand: WriteBrand) -> None:
    """A link whose target was moved is not an absent file."""
    folder = write_brand({})
    (folder / "terms.yml").symlink_to(folder / "gone.yml")
    with pytest.raises(BrandError, match=r"terms\.yml:1: this link points to nothing"):
        load_brand(folder)


def test_a_folder_that_links_to_itself_does_not_hold_the_loader(write_brand: WriteBrand) -> None:
    """Linked folders are not followed."""
    folder = write_brand({})
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert load_brand(folder).name == "Acme"


def test_a_pipe_in_place_of_a_file_does_not_hold_the_loader(write_brand: WriteBrand) -> None:
    """Only plain files are opened."""
    folder = write_brand({})
    os.mkfifo(folder / "terms.yml")
    with pytest.raises(BrandError, match=r"terms\.yml:1: this is not a plain file"):
        load_brand(folder)


def test_a_folder_in_place_of_a_file_is_said(write_brand: WriteBrand) -> None:
    """A folder named like a file is one line."""
    folder = write_brand({})
    (folder / "terms.yml").mkdir()
    with pytest.raises(BrandError, match=r"terms\.yml:1: this is a folder; put a text file"):
        load_brand(folder)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder in a place that every user of the machine may enter."""
    folder = Path(tempfile.mkdtemp(prefix="brand-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_file_that_one_may_not_read_is_said(open_folder: Path) -> None:
    """A missing right is a line of the list, beside the other mistakes."""
    (open_folder / "brand.yml").write_text("meta: {name: Acme}\n")
    (open_folder / "about.yml").write_text("language: en\n")
    (open_folder / "voice.yml").write_text("summary: Plain.\n")
    (open_folder / "voice.yml").chmod(0)
    said = _as_nobody(lambda: load_brand(open_folder))
    assert "voice.yml:1: no permission to read this; give yourself the right to read it" in said


def _as_nobody(work: Callable[[], object]) -> str:
    """Do some work as a user without rights, and give the message of its error."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = "it worked"
        try:
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            work()
        except BrandError as error:
            said = str(error)
        finally:
            os.write(writer, said.encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read().decode()
    os.waitpid(child, 0)
    return said


def test_the_fingerprint_follows_the_content_and_the_name(write_brand: WriteBrand) -> None:
    """The same files give the same fingerprint anywhere; a changed word or name another."""
    one = load_brand(write_brand({"notes/a.md": "x"})).fingerprint
    folder = write_brand({"notes/a.md": "x", "logo.png": b"\x89"})
    assert re.fullmatch(r"[0-9a-f]{64}", one)
    assert load_brand(folder).fingerprint == one
    (folder / "notes/a.md").rename(folder / "notes/b.md")
    renamed = load_brand(folder).fingerprint
    (folder / "notes/b.md").write_text("y")
    assert len({one, renamed, load_brand(folder).fingerprint}) == 3


def test_a_text_keeps_what_yaml_would_make_a_number_or_a_truth(write_brand: WriteBrand) -> None:
    """1664, 01000, no and 1.10 are names when a field wants a text."""
    facts = "[1664, 01000, no, 1.10, 2026-01-01, on]"
    products = f"- {{id: beer, name: 1664, description: d, facts: {facts}}}\n"
    (product,) = load_brand(write_brand({"products.yml": products})).products
    assert product.name == "1664"
    assert product.facts == ("1664", "01000", "no", "1.10", "2026-01-01", "on")


def test_one_text_stands_for_a_list_of_one(write_brand: WriteBrand) -> None:
    """A lone text needs no dash."""
    brand = load_brand(write_brand({"voice.yml": "summary: Plain.\ntraits: Warm\n"}))
    assert brand.voice.traits == ("Warm",)


def test_a_folder_whose_name_is_nearly_right_is_said(write_brand: WriteBrand) -> None:
    """Past pieces in a mistyped folder are not passed over in silence."""
    with pytest.raises(BrandError, match="piece:1: unknown folder 'piece'; rename it to 'pieces'"):
        load_brand(write_brand({"piece/2026.yml": "[]"}))


def test_the_brand_knows_where_it_was_read_from_wherever_the_work_goes_on(
    write_brand: WriteBrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that resumes elsewhere still finds the folder."""
    folder = write_brand({})
    monkeypatch.chdir(folder.parent)
    assert load_brand(folder.name).folder == str(folder.resolve())


def test_past_pieces_come_from_every_file_and_the_oldest_comes_first(
    write_brand: WriteBrand,
) -> None:
    """A file of pieces holds one or a list."""
    rest = (
        "  channel: email\n  language: en\n  fields: {subject: s}\n  outcome: won\n  why: w\n"
        "  rights: {author: a}\n"
    )
    new = f"- id: c\n  date: 2026-03-01\n{rest}- id: b\n  date: 2026-02-01\n{rest}"
    old = f"- id: a\n  date: 2025-01-01\n{rest}"
    folder = write_brand({"pieces/new.yml": new, "pieces/old.yaml": old.replace("- ", "  ", 1)})
    assert [piece.id for piece in load_brand(folder).pieces] == ["a", "b", "c"]


def test_a_list_of_comments_only_holds_nothing(write_brand: WriteBrand) -> None:
    """A file that waits to be filled is no mistake."""
    assert load_brand(write_brand({"offers.yml": "# none yet\n"})).offers == ()


def test_a_mark_at_the_start_and_windows_line_ends_change_nothing(write_brand: WriteBrand) -> None:
    """A file saved by a Windows editor loads."""
    folder = write_brand({"voice.yml": "\ufeffsummary: Café.\r\ntraits: [Warm]\r\n".encode()})
    assert load_brand(folder).voice.summary == "Café."
