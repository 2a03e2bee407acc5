import pytest

from creative_agents.rules import Bounds
from creative_agents.rules.blocks import Block
from creative_agents.rules.formats import Format, Skipping, basic, cut, finer, wider
from creative_agents.rules.formats.sentences import sentences


def blocks(text: str, format: Format, wanted: frozenset[str] = frozenset()) -> list[Block]:
    """Cut a text into blocks, with the finer ones that are wanted."""
    document = cut(text, format, Skipping(), Bounds())
    found: list[Block] = []
    for block, prose in basic(document):
        found.append(block)
        found += finer(block, wanted) if prose else ()
    return [*found, *wider(document, wanted)]


def told(text: str, format: Format) -> list[tuple[str, str]]:
    """Give the scope and the words of each block."""
    return [(".".join(block.scope), block.text) for block in blocks(text, format)]


MARKDOWN = """---
title: front matter
---

# Été *doux* `code`

Un [lien](http://a.fr "t") &amp; b\\*c
suite.

- un
  - deux

> cité

| a | b |
|---|---|
| c | `d` |

![une *image*](u.png)

```js
let x;
```

<div class="code">caché</div> <b>gras</b>
"""


def test_markdown_is_cut_into_its_parts() -> None:
    """Headings, entries, cells and images are blocks; code and markup are left alone."""
    assert told(MARKDOWN, "markdown") == [
        ("text.heading.h1.md", "Été doux ****"),
        ("text.md", "Un lien & b*c\nsuite."),
        ("text.list.md", "un"),
        ("text.list.md", "deux"),
        ("text.blockquote.md", "cité"),
        ("text.table.header.md", "a"),
        ("text.table.header.md", "b"),
        ("text.table.cell.md", "c"),
        ("text.table.cell.md", "*"),
        ("text.attr.alt.md", "une image"),
        ("text.md", "gras"),
    ]


RST = """Été
===

Du *texte* avec ``code`` et \\*étoiles\\*
sur deux lignes.

.. note:: Une note

* un
* **deux**

::

   let x;

.. image:: u.png
   :alt: une image
"""


def test_rst_is_cut_into_its_parts() -> None:
    """Titles, entries, notes and images of reStructuredText are blocks, code is not."""
    assert told(RST, "rst") == [
        ("text.heading.h1.rst", "Été"),
        ("text.rst", "Du texte avec **** et *étoiles*\nsur deux lignes."),
        ("text.rst", "Une note"),
        ("text.list.rst", "un"),
        ("text.list.rst", "deux"),
        ("text.attr.alt.rst", "une image"),
    ]


HTML = """<!doctype html><title>Page</title><style>p{}</style>
<h2>Le <em>titre</em></h2><p>A &eacute;t&eacute; &lt; <code>x</code><br>b</p>
<ul><li>un</li></ul><td>cellule</td><script>let cheap</script><img alt="Une &amp; image">
<p>5 < 6 et <a href="http://a.fr">lien</a></p>"""


def test_html_is_cut_into_its_parts() -> None:
    """Elements of HTML are blocks, scripts and styles are not read."""
    assert told(HTML, "html") == [
        ("text.html", "Page"),
        ("text.heading.h2.html", "Le titre"),
        ("text.html", "A été < *\nb"),
        ("text.list.html", "un"),
        ("text.table.cell.html", "cellule"),
        ("text.attr.alt.html", "Une & image"),
        ("text.html", "5 < 6 et lien"),
    ]


@pytest.mark.parametrize(
    ("format", "text"), [("markdown", MARKDOWN), ("rst", RST), ("html", HTML), ("plain", "Été.")]
)
def test_every_sign_of_a_block_is_placed(format: Format, text: str) -> None:
    """Each sign of a block leads to the same sign of the source, or to what it stands for."""
    for block in blocks(text, format, frozenset({"sentence", "paragraph", "link", "raw"})):
        for at, sign in enumerate(block.text):
            start, end = block.span(at, at + 1)
            assert 0 <= start <= end <= len(text)
            written = text[start:end]
            assert written == sign or sign in "*\n" or written.startswith(("&", "<br"))


def test_addresses_are_covered() -> None:
    """No rule reads web and mail addresses, in any format."""
    text = "Voir https://a.fr/best, www.b.fr et jean@c.fr."
    for format in ("plain", "markdown"):
        (found,) = blocks(text, format)
        assert found.text == f"Voir {'*' * 17}, {'*' * 8} et {'*' * 9}."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("M. Dupont arrive. Il part.", ["M. Dupont arrive.", "Il part."]),
        ("See e.g. this. And i.e. that.", ["See e.g. this.", "And i.e. that."]),
        (
            "At 5 p.m. we close. At 6 p.m. We open.",
            ["At 5 p.m. we close.", "At 6 p.m.", "We open."],
        ),
        ("Cf. art. L. 3323-4 du code. Fin.", ["Cf. art. L. 3323-4 du code.", "Fin."]),
        ("« Vraiment ? » demande-t-il. Oui.", ["« Vraiment ? » demande-t-il.", "Oui."]),
        ("Il dit : « Non ! » Puis il part.", ["Il dit : « Non ! »", "Puis il part."]),
        ("Attendez… puis partez. Ou… Restez.", ["Attendez… puis partez.", "Ou…", "Restez."]),
        ("It costs 3.50 euros. Cheap.", ["It costs 3.50 euros.", "Cheap."]),
        ("1. First. 2. Second.", ["1. First.", "2.", "Second."]),
        ("Une ligne\nqui va. Fin", ["Une ligne\nqui va.", "Fin"]),
        ("Titre\n\nTexte", ["Titre", "Texte"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Sentences end where a reader hears an end, in English and in French."""
    assert [text[start:end] for start, end in sentences(text)] == expected
