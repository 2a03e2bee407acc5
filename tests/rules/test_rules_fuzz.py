"""No text and no rule file gives a stack trace.

``CREATIVE_AGENTS_FUZZ=100000 pytest --timeout 0`` sets how many inputs each test tries; a few by
default.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from creative_agents.errors import InputError
from creative_agents.rules import Bounds, Ruleset, Situation, apply_fixes, load_packs, pack_names
from creative_agents.rules.formats import FORMATS, Format
from creative_agents.rules.keys import DefinitionError, Keys
from creative_agents.rules.kinds import KINDS, Setup
from creative_agents.rules.loading import build_rule, read_rule
from creative_agents.rules.newlines import whole

INPUTS: Final = int(os.environ.get("CREATIVE_AGENTS_FUZZ", "60"))

_MARKUP: Final = (
    "# ¦- ¦> ¦`¦```¦*¦**¦_¦[¦](¦)¦http://a.fr¦<b>¦</b>¦<!-- vale off -->¦<!--¦-->¦&amp;¦&#0;¦---"
    "¦\t¦\n¦\n\n¦\r\n¦\r¦\0¦😀¦\u202f¦«¦»¦.. note::¦::¦   ¦\\¦{¦}¦<script>¦====¦+--+¦1. ¦~~¦![¦^¦|"
    "¦the best¦100 %¦gratuit¦l’alcool¦creative-agents allow a.b until 2027-01-31: x"
)
_PATTERNS: Final = (
    "a~b~é~.~*~+~?~(~)~[~]~{2,}~^~$~|~(?:~(?<=~(?!~(?i)~\\b~\\d~\\w~[a-z]~\\p{L}~(?<n>~\\k<n>~\\1"
    "~[^~-[~[[:alpha:]]~\\~{~}~,~#~(?x)~ ~%s"
)
_KEYS: Final = "tokens raw swap either token first second match exceptions when scope level"

texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_MARKUP.split("¦")), max_size=40).map("".join),
)
patterns = st.one_of(
    st.lists(st.sampled_from(_PATTERNS.split("~")), max_size=12).map("".join), st.text(max_size=20)
)
words = st.one_of(patterns, st.lists(patterns, max_size=3), st.dictionaries(patterns, patterns))
rule_files = st.fixed_dictionaries(
    {"extends": st.sampled_from(sorted(KINDS)), "message": patterns},
    optional={
        **dict.fromkeys(_KEYS.split(), words),
        "formula": st.one_of(patterns, st.just("words / sentences")),
        "condition": st.sampled_from(["> 1", "< 9", "!"]),
        "max": st.sampled_from(["0", "1", "x"]),
        "min": st.sampled_from(["0", "1"]),
        "ignorecase": st.sampled_from(["true", "false", "perhaps"]),
        "action": st.fixed_dictionaries(
            {"name": st.sampled_from(["replace", "remove", "edit", "suggest"])},
            optional={"params": st.lists(patterns, max_size=3)},
        ),
        "creative_agents": words,
    },
)
often = settings(
    max_examples=INPUTS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ours = load_packs(pack_names(), bounds=Bounds(rule=0.2, text=2))


def check(rules: Ruleset, text: str, format: Format) -> None:
    """Check a text, and that each finding lies in it."""
    shown = whole(text)
    checked = rules.check(text, format, Situation(language="fr"))
    for finding in checked.findings:
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start <= finding.end <= len(text)
            assert finding.quote in {"", shown[finding.start : finding.end]}
    apply_fixes(text, checked.findings)


@often
@given(texts, st.sampled_from(FORMATS))
def test_any_text_is_checked(text: str, format: Format) -> None:
    """Whatever the text and its format, each finding lies in it."""
    check(ours, text, format)


@often
@given(rule_files, texts, st.sampled_from(FORMATS))
def test_any_rule_is_built_or_refused(rule: dict[str, object], text: str, format: Format) -> None:
    """Whatever the keys of a rule, it is refused with a reason or it runs."""
    try:
        built = build_rule("Pack.Rule", Keys(rule), Setup(), [])
    except DefinitionError:
        return
    check(Ruleset([built], bounds=Bounds(rule=0.1, text=0.5)), text, format)


@settings(often, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.binary(max_size=200), texts.map(lambda text: whole(text).encode())))
def test_any_file_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever its bytes, a rule file is read, left out with a notice, or one of our errors."""
    path = tmp_path / "Rule.yml"
    path.write_bytes(content)
    with suppress(InputError):
        read_rule(path, Setup(), [])
