from pathlib import Path

import pytest

from creative_agents.errors import ConfigError
from creative_agents.rules import Config, load_config

RULE = "extends: existence\nmessage: \"'%s'\"\nlevel: {level}\ntokens: [{word}]\n"


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    """Two styles: One with A (suggestion) and B (error), Two with C (warning)."""
    for name, word, level in (
        ("One/A", "aaa", "suggestion"),
        ("One/B", "bbb", "error"),
        ("Two/C", "ccc", "warning"),
    ):
        path = tmp_path / "styles" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RULE.format(word=word, level=level), encoding="utf-8")
    return tmp_path


def config(folder: Path, text: str) -> Config:
    """Read a configuration."""
    path = folder / ".vale.ini"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def found(read: Config, path: str = "a.md", text: str = "aaa bbb ccc") -> list[str]:
    """Give the rules and levels that a check of a file finds."""
    return [f"{one.rule}:{one.level}" for one in read.check(path, text).findings]


HEAD = "StylesPath = styles\nMinAlertLevel = suggestion\n"


@pytest.mark.parametrize(
    ("sections", "path", "expected"),
    [
        ("[*]\nBasedOnStyles = One\n", "a.md", ["One.A:suggestion", "One.B:error"]),
        (
            "[*.md]\nBasedOnStyles = One, Two\nOne.A = NO\n",
            "a.md",
            ["One.B:error", "Two.C:warning"],
        ),
        ("[*.md]\nBasedOnStyles = One\n", "a.rst", []),
        ("[*.{md,rst}]\nTwo.C = YES\n", "x/a.rst", ["Two.C:warning"]),
        ("[*.md]\nTwo.C = error\n", "a.md", ["Two.C:error"]),
        ("[*]\nBasedOnStyles = One\n[*.md]\nBasedOnStyles = Two\n", "a.md", ["Two.C:warning"]),
        (
            "[*]\nBasedOnStyles = One\nOne.B = NO\n[*.md]\nOne.B = YES\n",
            "a.md",
            ["One.A:suggestion", "One.B:error"],
        ),
        ("[docs/**/*.md]\nBasedOnStyles = Two\n", "docs/x/y/a.md", ["Two.C:warning"]),
        ("[docs/**/*.md]\nBasedOnStyles = Two\n", "src/a.md", []),
        ("[!*.rst]\nBasedOnStyles = Two\n", "a.md", ["Two.C:warning"]),
        ("[formats]\nqmd = md\n[*.md]\nBasedOnStyles = Two\n", "a.qmd", ["Two.C:warning"]),
    ],
)
def test_sections_say_which_rules_read_a_file(
    styles: Path, sections: str, path: str, expected: list[str]
) -> None:
    """Globs, styles, single rules and levels give each file its rules."""
    assert found(config(styles, HEAD + sections), path) == expected


def test_the_least_level_is_warning(styles: Path) -> None:
    """Without MinAlertLevel, suggestions are not reported, as in Vale."""
    read = config(styles, "StylesPath = styles\n[*]\nBasedOnStyles = One\n")
    assert found(read) == ["One.B:error"]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        (HEAD + "Packages = One\n", "the key 'Packages' of the configuration is not supported"),
        (HEAD + "Colour = red\n", "the key 'Colour' of the configuration is not supported"),
        (HEAD + "[*]\nTransform = x.xsl\n", "the key 'Transform' of the section [*]"),
        (HEAD + "[*]\nOne.Z = YES\n", "the rule 'One.Z' is named but does not exist"),
        (HEAD + "[*]\nBasedOnStyles = Three\n", "the style 'Three' does not exist"),
        (HEAD + "Vocab = Base\n", "the vocabulary 'Base' does not exist"),
        (HEAD + "[*]\nBasedOnStyles = Vale\n", "Vale.Spelling: the rule is left out"),
    ],
)
def test_what_is_not_there_is_told(styles: Path, text: str, notice: str) -> None:
    """What a configuration asks and we cannot give is a notice, never an error."""
    (told,) = config(styles, text).notices
    assert told.startswith(notice)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("StylesPath = nowhere\n", "StylesPath 'nowhere' is not a folder"),
        (HEAD.replace("suggestion", "loud"), "MinAlertLevel is 'loud'"),
        ("[*.md\n", "line 1: write"),
        ("BasedOnStyles\n", "line 1: write 'key = value', not 'BasedOnStyles'"),
    ],
)
def test_a_configuration_that_cannot_be_read(styles: Path, text: str, says: str) -> None:
    """A mistake in the file itself is one clear line."""
    with pytest.raises(ConfigError, match=r"vale\.ini") as caught:
        config(styles, text)
    assert says in str(caught.value)


def test_what_is_ignored_is_not_read(styles: Path) -> None:
    """Patterns hide words and parts; scopes and classes hide elements."""
    read = config(
        styles,
        HEAD
        + "IgnoredScopes = code, strong\nIgnoredClasses = quiet\n"
        + "[*.md]\nBasedOnStyles = One\n"
        + r"TokenIgnores = (\$[^$]+\$)"
        + "\n"
        + r"BlockIgnores = (?s)({% x %}.*?{% endx %})"
        + "\n",
    )
    text = (
        "$bbb$ **bbb** bbb\n\n{% x %}\nbbb\n{% endx %}\n\n"
        '<div class="quiet">bbb</div>\n\nlast bbb\n'
    )
    findings = read.check("a.md", text).findings
    assert [(one.start, one.end) for one in findings] == [
        (14, 17),
        (text.rindex("bbb"), len(text) - 1),
    ]


def test_a_vocabulary_accepts_and_rejects(styles: Path) -> None:
    """Accepted words are exceptions of every rule and written as they stand; rejected are told."""
    folder = styles / "styles" / "config" / "vocabularies" / "Base"
    folder.mkdir(parents=True)
    (folder / "accept.txt").write_text("# ours\nbbb\nLarkwick\n", encoding="utf-8")
    (folder / "reject.txt").write_text("zzz\n", encoding="utf-8")
    read = config(styles, HEAD + "Vocab = Base\n[*]\nBasedOnStyles = One, Vale\n")
    findings = read.check("a.md", "aaa bbb larkwick zzz").findings
    assert [(one.rule, one.quote) for one in findings] == [
        ("One.A", "aaa"),
        ("Vale.Terms", "larkwick"),
        ("Vale.Avoid", "zzz"),
    ]


def test_a_format_that_we_do_not_read(styles: Path) -> None:
    """A file of source code is refused in one line that names what can be read."""
    read = config(styles, HEAD + "[*]\nBasedOnStyles = One\n")
    assert read.format_of("a.py") is None
    with pytest.raises(ConfigError, match=r"cannot check 'a\.py': its format is not supported"):
        read.check("a.py", "aaa")
