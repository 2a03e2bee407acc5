"""Globs of a ``.vale.ini``: ``*.md``, ``*.{md,rst}``, ``docs/**/*.md``, ``!*.txt``."""

import re
from functools import cache


def matches(glob: str, path: str) -> bool:
    """Say whether a path, written with ``/``, is one that a glob means.

    ``*`` reaches over folders, unless the glob has a ``**``: then only that does.
    """
    negated = glob.startswith("!")
    return (_pattern(glob.lstrip("!")).fullmatch(path) is not None) != negated


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    one, any_ = ("[^/]", "[^/]*") if "**" in glob else (".", ".*")
    out: list[str] = []
    depth = 0
    at = 0
    while at < len(glob):
        sign = glob[at]
        if glob.startswith("**", at):
            out.append("(?:.*/)?" if glob.startswith("**/", at) else ".*")
            at += 3 if glob.startswith("**/", at) else 2
            continue
        if sign == "[" and (end := glob.find("]", at + 2)) > 0:
            inside = glob[at + 1 : end].replace("\\", "\\\\").replace("[", "\\[")
            out.append("[^" + inside[1:] + "]" if inside[0] in "!^" else f"[{inside}]")
            at = end + 1
            continue
        depth += (sign == "{") - (sign == "}" and depth > 0)
        out.append(_written(sign, one, any_, inside=depth > 0))
        at += 1
    try:
        return re.compile("".join(out) + ")" * depth, re.DOTALL)
    except re.error:
        return re.compile(re.escape(glob))


def _written(sign: str, one: str, any_: str, *, inside: bool) -> str:
    if sign == ",":
        return "|" if inside else ","
    return {"*": any_, "?": one, "{": "(?:", "}": ")"}.get(sign, re.escape(sign))
