"""Small guides to build brands from: written here, in each format that is read."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ENGLISH: Final = """\
---
title: How Pen Hut writes
---

## Our voice

We like to speak in a warm, plain way. Our voice is:

- Warm
- A little dry

## Words

- **email**, not e-mail
- Use _hut_ instead of _cabin_.
- Never _cosy_.

## Rules

Keep sentences under 20 words. Avoid exclamation marks.

| Say | Don't say |
|-----|-----------|
| bed | berth     |

✅ Soup at six.

❌ A culinary journey awaits!
"""

FRENCH: Final = """\
# Le guide du Refuge du Pré

## À qui s’adresse-t-on ?

Nous écrivons pour des marcheurs qui dorment une nuit.

## Ton

|Trait|Ce qu’il veut dire|
|-----|------------------|
|Chaleureux|Nous accueillons chacun par son prénom.|

Le tutoiement est à proscrire, sauf avec les enfants.

## Lexique

On préférera les termes dortoir et casse-croûte à la place de chambrée et snack.

Éviter les points d’exclamation. Le séparateur décimal est la virgule.
"""


def write_pdf(path: Path, pages: Sequence[str]) -> Path:
    """Write a PDF with one text a page, a line of it a line; no text: an empty page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for text in pages:
        lines = " T* ".join(f"({line}) Tj" for line in text.split("\n") if line)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines} ET" if lines else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 << "
            "/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    body = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    start = body.index("xref\n")
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    path.write_bytes(body.encode("latin-1"))
    return path


def write_docx(path: Path, paragraphs: Sequence[tuple[str, str]]) -> Path:
    """Write a DOCX of paragraphs, each with the name of its style: ``Heading1`` or nothing."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kinds}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{space}"><w:style w:type="paragraph" '
        'w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return path
