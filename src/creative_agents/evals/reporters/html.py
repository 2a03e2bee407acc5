"""HTML: one page that needs nothing else and opens on the failures."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from html import escape
from typing import Final

from creative_agents.evals.gate import Decision
from creative_agents.evals.gold import GoldCase, GoldSet
from creative_agents.evals.reporters._told import failed_scores, failures, head, lines, text_of
from creative_agents.evals.trial import RunResult, Trial

_STYLE: Final = """\
:root{color-scheme:light dark;--line:#8885;--bad:#b3261e;--good:#1b6e3c;--warn:#8a5a00}
body{font:16px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:2.2rem 0 .6rem}
p{margin:.2rem 0}table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line)}
.scroll{overflow-x:auto}details{border-top:1px solid var(--line);padding:.5rem 0}
summary{cursor:pointer;font-weight:600}.why{opacity:.8}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:1.2rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;font-size:.92rem;margin:.2rem 0}
.worse,.infrastructure,.bad{color:var(--bad)}.pass,.better{color:var(--good)}
.inconclusive{color:var(--warn)}h3{font-size:.85rem;margin:.6rem 0 .1rem;opacity:.75}
ins{background:#2e7d3233;text-decoration:none}del{background:#b3261e22}
@media(prefers-color-scheme:dark){:root{--bad:#ff8a80;--good:#7bd88f;--warn:#ffcc66}}
"""


def html(
    result: RunResult,
    decision: Decision,
    *,
    cases: GoldSet | None = None,
    baseline: RunResult | None = None,
) -> str:
    """Write a run as one page: the decision, what failed, each scorer, then everything.

    Args:
        result: The run.
        decision: What the gate says.
        cases: The gold cases, to show what was expected beside what came out.
        baseline: The baseline, to show what changed in each output.
    """
    title = escape(f"{result.suite}: {decision.told}")
    gold = cases.by_id if cases is not None else {}
    old = {(one.case, one.epoch): one for one in baseline.trials} if baseline else {}
    bad = failures(result)
    others = [trial for trial in result.trials if trial not in bad]
    body = "\n".join(
        (
            *_head(result, decision),
            f"<h2>To look at ({len(bad)})</h2>",
            *(_trial(one, gold, old, is_open=at < 5) for at, one in enumerate(bad)),
            "<h2>Scorers</h2>",
            *_table(result, decision),
            *_slices(decision),
            f"<h2>The others ({len(others)})</h2>",
            *(_trial(one, gold, old, is_open=False) for one in others),
        )
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n"
        "</html>\n"
    )


def _head(result: RunResult, decision: Decision) -> Iterator[str]:
    told = decision.told
    verdict = f'<span class="{told.replace(" ", "-")}">{told}</span>'
    yield f"<h1>{escape(result.suite)}: {verdict}</h1>"
    yield from (f"<p>{escape(reason)}</p>" for reason in decision.reasons)
    yield from (f'<p class="why">{escape(line)}</p>' for line in head(result, decision))
    yield f'<p class="why">{result.started_at:%Y-%m-%d %H:%M} UTC, gold {result.gold_hash}, '
    yield f"subject {escape(result.fingerprint)}</p>"


def _table(result: RunResult, decision: Decision) -> Iterator[str]:
    yield '<div class="scroll"><table><tr><th>scorer<th>mean<th>pass<th>baseline<th>difference'
    yield "<th>says</tr>"
    for one in lines(result, decision):
        cells = (one.name, one.mean, one.passed, one.before, one.difference)
        yield f"<tr>{''.join(f'<td>{escape(cell)}' for cell in cells)}"
        yield f'<td class="{one.finding}">{one.finding}</tr>'
    yield "</table></div>"


def _slices(decision: Decision) -> Iterator[str]:
    if not decision.slices:
        return
    yield "<h2>Slices (they do not gate)</h2>"
    yield '<div class="scroll"><table><tr><th>slice<th>n<th>before<th>after<th>p after Holm</tr>'
    for one in decision.slices:
        yield f"<tr><td>{escape(one.name)}<td>{one.n}<td>{one.before:.3f}<td>{one.after:.3f}"
        yield f'<td class="{one.finding}">{one.p_adjusted:.3f}</tr>'
    yield "</table></div>"


def _trial(
    trial: Trial,
    gold: Mapping[str, GoldCase],
    old: Mapping[tuple[str, int], Trial],
    *,
    is_open: bool,
) -> str:
    case, before = gold.get(trial.case), old.get((trial.case, trial.epoch))
    said = [
        f'<p class="bad">{escape(one.name)}: {escape(one.reason)}'
        f"{' «' + escape('»; «'.join(one.evidence)) + '»' if one.evidence else ''}</p>"
        for one in failed_scores(trial)
    ]
    name = trial.case + (f" / {trial.epoch}" if trial.epoch > 1 else "")
    error = f'<p class="bad">{escape(trial.error)}</p>' if trial.error else ""
    why = f'<p class="why">{escape(case.why)}</p>' if case else ""
    return (
        f"<details{' open' if is_open else ''}><summary>{escape(name)} "
        f'<span class="why">{trial.source}</span></summary>\n{why}{error}'
        f"{''.join(said)}\n"
        f'<div class="sides">{_output(trial, before)}{_gold(case)}</div></details>'
    )


def _output(trial: Trial, before: Trial | None) -> str:
    text = text_of(trial.output)
    if before is None:
        return f"<div><h3>output</h3><pre>{escape(text)}</pre></div>"
    was = text_of(before.output)
    if was == text:
        return f"<div><h3>output, as in the baseline</h3><pre>{escape(text)}</pre></div>"
    return f"<div><h3>output, against the baseline</h3><pre>{_diff(was, text)}</pre></div>"


def _gold(case: GoldCase | None) -> str:
    if case is None:
        return ""
    return f"<div><h3>gold</h3><pre>{escape(text_of(case.expected))}</pre></div>"


def _diff(before: str, after: str) -> str:
    """Mark the words that went and those that came."""
    old, new = _words(before), _words(after)
    marked: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            marked.append(escape("".join(new[c:d])))
            continue
        if b > a:
            marked.append(f"<del>{escape(''.join(old[a:b]))}</del>")
        if d > c:
            marked.append(f"<ins>{escape(''.join(new[c:d]))}</ins>")
    return "".join(marked)


def _words(text: str) -> list[str]:
    """Cut a text after each space and each line's end."""
    return re.findall(r"\S+\s*|\s+", text)
