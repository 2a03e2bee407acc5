"""A set of rules, compiled once, that checks texts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from creative_agents.domain.review import Finding
from creative_agents.rules.blocks import Block
from creative_agents.rules.checked import Checked
from creative_agents.rules.formats import Document, Format, basic, cut, finer, wider
from creative_agents.rules.formats.skipping import USUAL, Skipping
from creative_agents.rules.formats.unreadable import UnreadableError
from creative_agents.rules.formula import FormulaError
from creative_agents.rules.index import Index
from creative_agents.rules.kinds.base import Match, Sight
from creative_agents.rules.newlines import Newlines
from creative_agents.rules.patterns.clock import Bounds, Clock
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.rule import Rule
from creative_agents.rules.situation import Situation
from creative_agents.rules.suppressions import in_comments, suppress
from creative_agents.rules.switches import Switches
from creative_agents.rules.told import not_suppressed, out_of_time, too_long, unfinished, unread

Called = dict[int, list[int]]
"""For each rule that a text calls for, the patterns of it that can match."""

SITUATIONS: Final = 64
"""Situations whose rules are remembered."""


class Ruleset:
    """Rules that were compiled once. It never changes, and may be shared by threads."""

    def __init__(
        self,
        rules: Iterable[Rule],
        notices: Iterable[str] = (),
        *,
        bounds: Bounds | None = None,
        skipping: Skipping = USUAL,
    ) -> None:
        """Make a set; `load_packs` and `load_config` do it for you.

        Args:
            rules: The rules.
            notices: What was asked and is not supported, each told once.
            bounds: How long patterns may run.
            skipping: The parts of a text that are left alone.
        """
        self.rules = tuple(rules)
        """The rules, in the order of the packs."""
        self.notices = tuple(dict.fromkeys(notices))
        """What the packs ask and we do not support, each told once."""
        self.bounds = bounds or Bounds()
        """How long patterns may run."""
        self._skipping = skipping
        branches = [
            (number, at, branch)
            for number, rule in enumerate(self.rules)
            for at, branch in enumerate(rule.check.branches)
        ]
        self._index = Index(branch for _, _, branch in branches)
        self._branches = tuple((number, at) for number, at, _ in branches)
        self._always = tuple(n for n, rule in enumerate(self.rules) if rule.check.always)
        self._wanted = frozenset(
            word for rule in self.rules for one in rule.selectors for word in one.heads
        )
        self._running = lru_cache(maxsize=SITUATIONS)(self._rules_for)
        self._readers = lru_cache(maxsize=None)(self._rules_reading)

    def check(
        self, text: str, format: Format = "plain", situation: Situation | None = None
    ) -> Checked:
        """Check one text.

        Args:
            text: The text.
            format: How it is written.
            situation: Where it runs; absent: nothing is known.

        Returns:
            The findings, with their places in code points of `text`.

        Raises:
            ConfigError: Nobody knows the format.
        """
        return self.check_fields({"": text}, format, situation)

    def check_fields(
        self,
        fields: Mapping[str, str],
        format: Format = "plain",
        situation: Situation | None = None,
    ) -> Checked:
        """Check the fields of a piece together.

        Rules that look at a whole (``requirement``, ``consistency``, ``conditional``,
        formulas) look at all the fields; the others read field by field.

        Args:
            fields: Texts by the name of their field, in the order of reading.
            format: How they are written.
            situation: Where the piece runs; absent: nothing is known.

        Returns:
            The findings, each with its `field` and its place in that field's text.

        Raises:
            ConfigError: Nobody knows the format.
        """
        where = situation or Situation()
        reader = where.reader or where.language
        clock = Clock.start(self.bounds.text)
        lines = {name: Newlines(text) for name, text in fields.items()}
        documents: dict[str, Document] = {}
        findings: list[Finding] = []
        for name, text in lines.items():
            if len(text.text) > self.bounds.size:
                findings.append(too_long(name, len(text.text), self.bounds.size, reader))
            shown = text.text[: self.bounds.size]
            try:
                documents[name] = cut(shown, format, self._skipping, self.bounds)
            except (TimeoutError, UnreadableError) as error:
                findings.append(unread(name, str(error), reader))
        findings += self._findings(self._tasks(documents, self._running(where)), reader, clock)
        stay, accepted = _accepted(findings, documents, where, reader)
        order = {name: place for place, name in enumerate(fields)}
        placed = [_in_original(finding, lines) for finding in stay]
        placed.sort(key=lambda one: (order.get(one.field, -1), one.start or 0, one.rule))
        return Checked(tuple(placed), tuple(_in_original(one, lines) for one in accepted))

    def _findings(
        self, tasks: Mapping[int, Sequence[Sight]], reader: str, clock: Clock
    ) -> Iterator[Finding]:
        late = 0
        for number in sorted(tasks):
            if clock.is_over():
                late += 1
            else:
                yield from self._run(self.rules[number], tasks[number], reader, clock)
        if late:
            yield out_of_time(late, self.bounds.text, reader)

    def _tasks(
        self, documents: Mapping[str, Document], running: frozenset[int]
    ) -> dict[int, list[Sight]]:
        """Give each rule the blocks that it has to read."""
        tasks: dict[int, list[Sight]] = defaultdict(list)
        called: dict[str, Called] = {}

        def add(name: str, document: Document, block: Block) -> Called:
            if block.text not in called:
                called[block.text] = self._called(block.text, running)
            calls = called[block.text]
            for number in calls.keys() & self._readers(block.scope):
                tasks[number].append(Sight(name, document, block, calls[number]))
            return calls

        for name, document in documents.items():
            for block, prose in basic(document):
                calls = add(name, document, block)
                for smaller in finer(block, self._finer(calls, block)) if prose else ():
                    add(name, document, smaller)
            for larger in wider(document, self._wanted):
                add(name, document, larger)
        return tasks

    def _finer(self, calls: Called, block: Block) -> frozenset[str]:
        """Give what prose must be cut into, for one at least of the rules called for."""
        return frozenset(
            scope
            for scope in ("paragraph", "sentence")
            if scope in self._wanted and calls.keys() & self._readers((scope, block.scope[-1]))
        )

    def _called(self, text: str, running: frozenset[int]) -> Called:
        called: Called = {number: [] for number in self._always if number in running}
        for found in self._index.called_for(text):
            number, branch = self._branches[found]
            if number in running:
                called.setdefault(number, []).append(branch)
        return called

    def _run(self, rule: Rule, sights: Sequence[Sight], reader: str, whole: Clock) -> list[Finding]:
        found: dict[tuple[str, int | None], Finding] = {}
        try:
            self._find(found, rule, sights, reader, whole)
        except (TimeoutError, PatternError, FormulaError) as error:
            return [*found.values(), unfinished(rule, sights[0].field, str(error), reader)]
        limit = rule.definition.limit or len(found)
        return list(found.values())[:limit]

    def _find(
        self,
        found: dict[tuple[str, int | None], Finding],
        rule: Rule,
        sights: Sequence[Sight],
        reader: str,
        whole: Clock,
    ) -> None:
        clock = Clock.start(self.bounds.rule, within=whole)
        for sight, match in rule.check.find(sights, clock):
            finding = _placed(rule, sight, match, reader)
            found.setdefault((finding.field, finding.start), finding)

    def _rules_for(self, where: Situation) -> frozenset[int]:
        return frozenset(
            number for number, rule in enumerate(self.rules) if rule.definition.applies.to(where)
        )

    def _rules_reading(self, scope: tuple[str, ...]) -> frozenset[int]:
        return frozenset(n for n, rule in enumerate(self.rules) if rule.reads(scope))


def _placed(rule: Rule, sight: Sight, match: Match, reader: str) -> Finding:
    if match.start < 0:
        return rule.finding(match, "", None, field=sight.field, reader=reader)
    span = sight.block.span(match.start, match.end)
    quote = sight.document.source[slice(*span)]
    return rule.finding(match, quote, span, field=sight.field, reader=reader)


def _accepted(
    findings: Iterable[Finding],
    documents: Mapping[str, Document],
    where: Situation,
    reader: str,
) -> tuple[list[Finding], list[Finding]]:
    """Part the findings into those that stay and those that the texts themselves accept."""
    by_field: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_field[finding.field].append(finding)
    stay: list[Finding] = []
    accepted: list[Finding] = []
    for field, found in by_field.items():
        document = documents.get(field)
        if document is None or not document.comments:
            stay += found
            continue
        kept, let = suppress(
            _switched_on(found, document),
            in_comments(document.comments, on=where.on)[0],
            on=where.on,
        )
        stay += kept
        accepted += let
    for field, document in documents.items():
        for at, rule, wrong in in_comments(document.comments, on=where.on)[1]:
            stay.append(not_suppressed(field, at, rule, wrong, reader))
    return stay, accepted


def _switched_on(findings: Iterable[Finding], document: Document) -> Iterator[Finding]:
    switches = Switches(document.comments)
    return (one for one in findings if one.incomplete or not switches.off(one))


def _in_original(finding: Finding, lines: Mapping[str, Newlines]) -> Finding:
    """Place a finding in the text as it was given, with its own line ends."""
    text = lines.get(finding.field)
    if text is None or text.text is text.original or finding.start is None or finding.end is None:
        return finding
    start, end = text.place(finding.start), text.place(finding.end)
    quote = text.original[start:end]
    return finding.model_copy(update={"start": start, "end": end, "quote": quote})
