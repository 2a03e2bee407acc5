"""Write the fixes that need no choice into the files they concern."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from creative_agents.cli.checks.pieces import read_pieces
from creative_agents.cli.checks.report import Remark
from creative_agents.cli.checks.running import Found
from creative_agents.cli.checks.sources import Source, source_of
from creative_agents.cli.checks.writing import write_atomically
from creative_agents.domain.asset import Asset
from creative_agents.errors import InputError

Edit = tuple[int, int, str]
"""From a code point to another, what to write."""

_ROUNDS: Final = 2


def fix(sources: Sequence[Source], remarks: Iterable[Remark]) -> list[tuple[Source, int]]:
    """Write safe fixes: a finding's replacement, in the words that it quotes and nowhere else.

    Of two that overlap the first is written. A file of YAML or JSON is read again with each
    fix in it, and a fix that would change anything else is left out.

    Args:
        sources: The files that were checked; what came through a pipe is left alone.
        remarks: The findings.

    Returns:
        The files that were written, as they are now, each with its number of fixes.

    Raises:
        StorageError: A file could not be written; it is as it was.
    """
    by_path = {source.path: source for source in sources if source.file is not None}
    wanted = [one for one in remarks if one.path in by_path and one.finding.replacement is not None]
    written: list[tuple[Source, int]] = []
    for path, group in groupby(sorted(wanted, key=lambda one: one.path), key=lambda one: one.path):
        source = by_path[path]
        fixed, count = _fixed(source, group)
        if count and source.file is not None:
            write_atomically(source.file, f"{source.bom}{fixed.text}".encode())
            written.append((fixed, count))
    return written


def mend(
    sources: Sequence[Source], found: Found, check: Callable[[Sequence[Source]], Found]
) -> tuple[tuple[Source, ...], Found, Mapping[str, int]]:
    """Fix and check again, twice at most: a rule may tell the first of several like faults.

    The second time only what the same rule says of the same words is written, and nothing
    that holds those words again: a fix is never applied to its own result.

    Args:
        sources: The files that were checked.
        found: What was found.
        check: Checks files again.

    Returns:
        The files as they are now, what is found in them, and the number of fixes by path.

    Raises:
        StorageError: A file could not be written; it is as it was.
    """
    fixed: Counter[str] = Counter()
    wanted: Sequence[Remark] = found.remarks
    for _ in range(_ROUNDS):
        written = {source.path: (source, count) for source, count in fix(sources, wanted)}
        if not written:
            break
        fixed.update({path: count for path, (_, count) in written.items()})
        sources = [written.get(source.path, (source, 0))[0] for source in sources]
        found = check(sources)
        wanted = _again(wanted, found.remarks)
    return tuple(sources), found, fixed


def _again(before: Iterable[Remark], now: Iterable[Remark]) -> list[Remark]:
    def kind(one: Remark) -> tuple[str, str, str, str | None]:
        finding = one.finding
        return one.path, finding.rule, finding.quote, finding.replacement

    known = {
        kind(one) for one in before if one.finding.quote not in (one.finding.replacement or "")
    }
    return [one for one in now if kind(one) in known]


def _fixed(source: Source, remarks: Iterable[Remark]) -> tuple[Source, int]:
    edits = sorted({edit: one for one in remarks if (edit := _edit(source, one))}.items())
    kept: list[tuple[Edit, Remark]] = []
    for edit, remark in edits:
        if not kept or edit[0] >= kept[-1][0][1]:
            kept.append((edit, remark))
    if source.tree is None:
        text = _written(source.text, [edit for edit, _ in kept])
        return Source(**{**vars(source), "text": text}), len(kept)
    return _fixed_tree(source, kept)


def _fixed_tree(source: Source, edits: Sequence[tuple[Edit, Remark]]) -> tuple[Source, int]:
    """Write edits from the last to the first, so that the places of the others stay right."""
    now, count = source, 0
    for edit, remark in reversed(edits):
        after = _reread(source, _written(now.text, [edit]))
        if after is not None and _pieces(after) == _expected(now, remark, edit[0]):
            now, count = after, count + 1
    return now, count


def _edit(source: Source, remark: Remark) -> Edit | None:
    finding, span = remark.finding, remark.span
    if span is None or finding.replacement is None or finding.start is None:
        return None
    if source.tree is None:
        same = source.text[slice(*span)] == finding.quote
        return (*span, finding.replacement) if same else None
    return (*span, _as_written(source, span, finding.replacement))


def _as_written(source: Source, span: tuple[int, int], words: str) -> str:
    """Write words as the scalar that holds them wants them."""
    assert source.tree is not None
    holders = [at for at in source.tree.places.values() if at[0] <= span[0] and span[1] <= at[1]]
    quote = source.text[max(at[0] for at in holders)] if holders else ""
    if quote == '"':
        return json.dumps(words, ensure_ascii=False)[1:-1]
    return words.replace("'", "''") if quote == "'" else words


def _written(text: str, edits: Iterable[Edit]) -> str:
    out: list[str] = []
    at = 0
    for start, end, words in edits:
        out += (text[at:start], words)
        at = end
    return "".join((*out, text[at:]))


def _reread(source: Source, text: str) -> Source | None:
    try:
        return source_of(source.path, text.encode(), format=None, file=source.file)
    except InputError:
        return None


def _pieces(source: Source) -> list[Asset]:
    assert source.tree is not None
    return [piece.asset for piece in read_pieces(source.tree, None).pieces]


def _expected(source: Source, remark: Remark, at: int) -> list[Asset]:
    """Give the pieces as they should read with one fix in them.

    Args:
        source: The file.
        remark: What is fixed.
        at: Where the fix stands in the file, which says in which piece.
    """
    assert source.tree is not None
    made: list[Asset] = []
    for piece in read_pieces(source.tree, None).pieces:
        place = source.tree.places.get(piece.texts.get(remark.finding.field, ()))
        its_own = place is not None and place[0] <= at < place[1]
        made.append(_with(piece.asset, remark) if its_own else piece.asset)
    return made


def _with(asset: Asset, remark: Remark) -> Asset:
    finding = remark.finding
    assert finding.start is not None
    assert finding.end is not None
    field = next((field for field in asset.fields if field.place == finding.field), None)
    if field is None or field.text[finding.start : finding.end] != finding.quote:
        return asset
    words = finding.replacement or ""
    text = f"{field.text[: finding.start]}{words}{field.text[finding.end :]}"
    return asset.replace(field.name, field.index, text)
