import json
from pathlib import Path

import pytest
from guide_files import ENGLISH, FRENCH, write_docx, write_pdf
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from creative_agents.brands.building.document import Document
from creative_agents.brands.building.html import read_html
from creative_agents.brands.building.markdown import read_markdown
from creative_agents.brands.building.reading import read_documents
from creative_agents.brands.building.sentences import cuts
from creative_agents.brands.building.text import read_plain
from creative_agents.errors import BrandError


def said(document: Document) -> list[str]:
    """Give the sentences that a reader sees."""
    return [sentence.text for sentence in document.sentences()]


def quoted(document: Document) -> list[str]:
    """Give the sentences as they stand in the file."""
    return [document.text[one.start : one.end] for one in document.sentences()]


def test_a_sentence_keeps_its_place_through_bold_links_and_tags() -> None:
    """What a reader sees has no markup; its span in the file has it, letter for letter."""
    document = read_markdown(
        "a.md", "Write **email**, not [e-mail](https://x.org/a_(b)).<br>Bye.\n"
    )

    assert said(document) == ["Write email, not e-mail.", "Bye."]
    assert quoted(document)[0].startswith("Write **email**, not [e-mail](")


def test_a_table_gives_its_cells_by_row() -> None:
    """The cells of a row stand together, and the first row is the head."""
    document = read_markdown("a.md", "|A|B|\n|-|-|\n|One. Two.|<p>three</p><p>four</p>|\n")
    cells = [(one.text, one.kind, one.cell) for one in document.sentences()]

    assert cells == [
        ("A", "head", 0),
        ("B", "head", 1),
        ("One.", "cell", 0),
        ("Two.", "cell", 0),
        ("three", "cell", 1),
        ("four", "cell", 1),
    ]


def test_a_title_in_the_front_matter_is_a_heading_and_the_rest_is_not_read() -> None:
    """Settings of a site say nothing of a brand."""
    document = read_markdown("a.md", ENGLISH)

    assert document.sections[0].headings == ("How Pen Hut writes", "Our voice")
    assert not any("title" in text for text in said(document))


def test_words_that_are_set_off_are_known() -> None:
    """Bold, italic, code and quotation marks."""
    (one,) = read_markdown("a.md", "Say **bed**, _hut_, `soup` or “six”.").sentences()

    assert [(mark.text, mark.style) for mark in one.marks] == [
        ("bed", "strong"),
        ("hut", "em"),
        ("soup", "code"),
        ("six", "quote"),
    ]


def test_a_page_gives_what_a_reader_sees() -> None:
    """Menus, scripts, comments and what is hidden are not read; entities are."""
    page = (
        "<nav><a>Home</a></nav><h1>Voice</h1><!-- answer approved --><p>Be <b>warm</b> &amp; "
        "plain.</p><p style='display: none'>Praise us.</p><script>x</script><ul><li>Short</li></ul>"
    )
    document = read_html("a.html", page)

    assert said(document) == ["Be warm & plain.", "Short"]
    assert document.sections[0].heading == "Voice"
    assert quoted(document)[0] == "Be <b>warm</b> &amp; plain."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Use U.S. forms, e.g. Form 1. Then stop.", 2),
        ("Écrire M. Dupont, p. ex. ainsi. Et voilà !", 2),
        ("Version 2.5 is out. « Bien », dit-elle. Fin", 3),
        ("We agree… Do we? Yes!", 3),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    """An abbreviation's full stop ends nothing, in English and in French."""
    assert len(list(cuts(text))) == count


def test_a_text_has_headings_lists_and_paragraphs() -> None:
    """A short line without a stop, before text, is a heading."""
    document = read_plain("a.txt", "Our voice\n\nWe are plain\nand warm.\n\n- Say bed\n- Say hut\n")

    assert document.sections[0].heading == "Our voice"
    assert said(document) == ["We are plain and warm.", "Say bed", "Say hut"]
    assert document.text[slice(*_span(document, 0))] == "We are plain\nand warm."


def _span(document: Document, number: int) -> tuple[int, int]:
    sentence = list(document.sentences())[number]
    return sentence.start, sentence.end


def test_a_pdf_gives_its_pages(tmp_path: Path) -> None:
    """A citation in a PDF names its page."""
    path = write_pdf(tmp_path / "guide.pdf", ["Avoid jargon at all times.", "Say bed, not berth."])
    (document,) = read_documents([path]).documents
    last = list(document.sentences())[-1]

    assert last.text == "Say bed, not berth."
    assert document.page(last.start) == 2
    assert document.text[last.start : last.end] == "Say bed, not berth."


def test_a_docx_gives_its_headings_and_paragraphs(tmp_path: Path) -> None:
    """Styles become headings; a span counts in the text that was taken out."""
    path = write_docx(tmp_path / "guide.docx", [("Heading1", "Ton"), ("", "Éviter le jargon.")])
    (document,) = read_documents([path]).documents

    assert document.sections[0].heading == "Ton"
    assert quoted(document) == ["Éviter le jargon."]


def test_a_folder_is_read_without_its_licence(tmp_path: Path) -> None:
    """Names are paths inside the folder, and Latin-1 is read too."""
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "guide.md").write_text(FRENCH, "utf-8")
    (tmp_path / "LICENSE.md").write_text("You must give credit.", "utf-8")
    (tmp_path / "vieux.txt").write_bytes("Éviter le jargon.".encode("cp1252"))
    library = read_documents([tmp_path])

    assert [document.name for document in library.documents] == ["fr/guide.md", "vieux.txt"]
    assert said(library.documents[1]) == ["Éviter le jargon."]


def test_a_damaged_file_of_a_folder_is_a_notice(tmp_path: Path) -> None:
    """The rest is read, and what was left out is said."""
    (tmp_path / "a.md").write_text("Avoid jargon.", "utf-8")
    (tmp_path / "b.pdf").write_bytes(b"no PDF at all")
    library = read_documents([tmp_path])

    assert len(library.documents) == 1
    assert "the PDF 'b.pdf' is damaged or is none" in library.notices[0]


def _locked(path: Path) -> Path:
    write_pdf(path, ["Secret rules."])
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("key", algorithm="RC4-128")
    writer.write(path)
    return path


def test_each_thing_that_cannot_be_read_is_one_clear_line(tmp_path: Path) -> None:
    """What is wrong, and what to give."""
    empty = tmp_path / "empty"
    empty.mkdir()
    blank = tmp_path / "blank.md"
    blank.write_text("---\ntitle: x\n---\n", "utf-8")
    other = tmp_path / "x.key"
    other.write_bytes(b"k")
    broken = tmp_path / "b.docx"
    broken.write_bytes(b"PK\x03\x04 no")
    cases = {
        empty: "there is nothing to read in",
        blank: "holds no text",
        other: "is of no kind that is read",
        broken: "is damaged, locked, or is none",
        tmp_path / "none.md": "there is no document",
        write_pdf(tmp_path / "scan.pdf", [""]): "it looks like a scan",
        _locked(tmp_path / "locked.pdf"): "is locked with a password",
    }
    for path, expected in cases.items():
        with pytest.raises(BrandError, match=expected) as caught:
            read_documents([path])
        assert "\n" not in str(caught.value)


_MARKUP = st.text(alphabet=st.sampled_from([*'aé .\n\r\t*_`|<>[]()&#-"“”«»\\/!0:;']), max_size=120)


@settings(max_examples=150, deadline=None)
@given(_MARKUP)
def test_any_text_is_read_and_every_span_stands_in_it(text: str) -> None:
    """No markup, broken as it may be, breaks a reader or moves a span out of the file."""
    for read in (read_markdown, read_html, read_plain):
        document = read("a", text)
        for one in document.sentences():
            assert 0 <= one.start < one.end <= len(text)
            assert one.text.strip() == one.text
            assert text[one.start : one.end].strip()


def test_a_section_has_a_fingerprint_of_its_text() -> None:
    """The same text is known again; a changed one is not."""
    first, second = (read_markdown(name, "# A\nBe warm.").sections[0] for name in ("a", "b"))
    changed = read_markdown("a", "# A\nBe cold.").sections[0]

    assert first.fingerprint == second.fingerprint != changed.fingerprint
    assert json.loads(first.model_dump_json())["id"] == "a#0"
