"""Load a brief: YAML, Markdown with fields between ``---`` lines, or JSON."""

import json
from pathlib import Path
from typing import Final

from creative_agents.brands.build import build
from creative_agents.brands.files import read_text
from creative_agents.brands.problems import Problems, choose
from creative_agents.brands.references import texts
from creative_agents.brands.tree import Fields, Node, Scalar, parse_tree
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.errors import BriefError

MAX_BYTES: Final = 200_000
"""Largest brief, in bytes."""

SUFFIXES: Final = (".yml", ".yaml", ".md", ".markdown", ".json")
"""What a brief's name may end with."""

_SHORTEN: Final = "keep what the work needs and put documents into the brand's notes/ folder"
_FENCE: Final = "---"


def load_brief(path: str | Path, *, brand: Brand | None = None) -> Brief:
    """Load a brief from a file.

    Args:
        path: A ``.yml``, ``.yaml``, ``.md`` or ``.json`` file of at most 200 kB.
        brand: The brand whose products, offers and audiences the brief may name; without
            it their ids are taken as they stand.

    Returns:
        The brief.

    Raises:
        BriefError: The file cannot be read or used; one line for each mistake, with its
            file and line and what to write.
    """
    place = Path(path)
    if not place.exists() and not place.is_symlink():
        raise BriefError(f"there is no brief at {str(path)!r}; give the path of a brief's file")
    if place.suffix.lower() not in SUFFIXES:
        kinds = ", ".join(SUFFIXES)
        raise BriefError(f"{str(path)!r} is not a brief; save it as text, one of {kinds}")
    problems = Problems()
    text = read_text(place, name=str(path), problems=problems, limit=MAX_BYTES, advice=_SHORTEN)
    _refuse(problems)
    return parse_brief(text or "", name=str(path), brand=brand)


def parse_brief(text: str, *, name: str = "brief", brand: Brand | None = None) -> Brief:
    """Read a brief from a text.

    Args:
        text: YAML, JSON (it starts with ``{``), or Markdown whose fields stand first,
            between ``---`` lines. Markdown under the fields becomes the business problem
            where that field is absent, else it is added to the notes.
        name: How the person knows the text, for messages.
        brand: The brand whose products, offers and audiences the brief may name.

    Returns:
        The brief.

    Raises:
        BriefError: The text cannot be used; one line for each mistake.
    """
    problems = Problems()
    tree = _tree(text.removeprefix("\ufeff"), name, problems)
    _refuse(problems)
    if not isinstance(tree, Fields):
        raise BriefError(_not_fields(tree, name))
    brief = build(Brief, tree, file=name, problems=problems)
    if brand is not None:
        _check_ids(tree, brand, name, problems)
    _refuse(problems)
    assert brief is not None
    return brief


def _refuse(problems: Problems) -> None:
    if problems:
        raise BriefError("\n".join(problems.lines()))


def _not_fields(tree: Node | None, name: str) -> str:
    what = {Scalar: "plain text", type(None): "empty"}.get(type(tree), "a list")
    fix = "write its fields, one a line: title, language, business_problem, objective"
    return f"{name}:1: the brief is {what}; {fix}"


def _tree(text: str, name: str, problems: Problems) -> Node | None:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        what = f"the brief is larger than {MAX_BYTES:,} bytes"
        problems.add(name, 1, what, _SHORTEN)
        return None
    start = text.lstrip()
    if start.startswith("{"):
        return _json(text, name, problems)
    if start.startswith(_FENCE) or name.lower().endswith((".md", ".markdown")):
        return _markdown(text, name, problems)
    return parse_tree(text, name=name, problems=problems)


def _json(text: str, name: str, problems: Problems) -> Node | None:
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        what = f"this is not JSON ({error.msg[:1].lower()}{error.msg[1:]})"
        problems.add(name, error.lineno, what, "check quotes, commas and brackets near it")
        return None
    except RecursionError:
        problems.add(name, 1, "the nesting is too deep", "write flat lists and fields")
        return None
    # JSON is YAML once its tabs are spaces, and the YAML parser knows the lines
    return parse_tree(text.replace("\t", " "), name=name, problems=problems)


def _markdown(text: str, name: str, problems: Problems) -> Node | None:
    lines = text.splitlines()
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[first].rstrip() != _FENCE:
        fix = "write '---', the fields such as 'title: …' one a line, '---', then the text"
        problems.add(name, first + 1, "the brief's fields are missing above the text", fix)
        return None
    ends = (at for at in range(first + 1, len(lines)) if lines[at].rstrip() == _FENCE)
    end = next(ends, None)
    if end is None and name.lower().endswith((".md", ".markdown")):
        fix = "write '---' on a line of its own under the last field"
        problems.add(name, first + 1, "the '---' above the fields has no second one", fix)
        return None
    fields = lines[first + 1 : end]
    padded = "\n" * (first + 1) + "\n".join(fields)  # lines keep their numbers
    tree = parse_tree(padded, name=name, problems=problems)
    body = "" if end is None else "\n".join(lines[end + 1 :]).strip()
    return _with_body(tree, body, (end or 0) + 2)


def _with_body(tree: Node | None, body: str, line: int) -> Node | None:
    """Put the Markdown under the fields where it belongs."""
    if not body or not isinstance(tree, Fields):
        return tree
    problem, notes = (tree.values.get(key) for key in ("business_problem", "notes"))
    key = "notes" if isinstance(problem, Scalar) and problem.text else "business_problem"
    above = (
        f"{notes.text}\n\n" if key == "notes" and isinstance(notes, Scalar) and notes.text else ""
    )
    if key == "notes" and notes is not None and not isinstance(notes, Scalar):
        return tree
    values = {**tree.values, key: Scalar(line, above + body)}
    return Fields(tree.line, values, {key: line, **tree.key_lines})


def _check_ids(tree: Fields, brand: Brand, name: str, problems: Problems) -> None:
    known = {
        "products": [product.id for product in brand.products],
        "offers": [offer.id for offer in brand.offers],
        "audiences": [audience.id for audience in brand.audiences],
    }
    for key, names in known.items():
        for text, line in texts(tree, key):
            if text not in names:
                what = f"the brand {brand.name!r} has no {key.removesuffix('s')} {text!r}"
                fix = choose(text, names, otherwise=f"add it to {key}.yml, or delete it")
                problems.add(name, line, what, fix)
