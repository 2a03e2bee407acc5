import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.cli.editing import as_text, changed_fields, edit_asset, from_text
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.errors import ConfigError

MAIL = """Bonjour {prénom},

=== headline[1] n'est pas une marque ici
\\=== et ceci non plus
# ni un commentaire
#lampe  « une lumière »\u00a0!

\tÀ jeudi"""


def make_asset(*texts: str) -> Asset:
    """Make a piece with some bodies."""
    fields = (AssetField(name="body", index=at, text=text) for at, text in enumerate(texts, 1))
    return Asset(channel="email", language="fr", fields=tuple(fields))


def make_editor(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name a shell script as the editor."""
    file = folder / "my editor.sh"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", f"'{file}' --wait")
    monkeypatch.delenv("VISUAL", raising=False)


def test_a_long_text_of_many_lines_comes_back_letter_for_letter() -> None:
    """Blank lines, tabs, hashtags, no-break spaces and lines like ours survive the editor."""
    asset = make_asset(MAIL, "", "one line")
    written = as_text(asset, hint="Change the texts.", labels={"body[1]": "Corps 1"})

    assert "=== body[1] Corps 1\n" in written
    assert from_text(asset, written) == asset


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_comes_back_unchanged(texts: list[str]) -> None:
    """Whatever stands in a piece, leaving the editor without a change changes nothing."""
    asset = make_asset(*texts)

    assert from_text(asset, as_text(asset, hint="h", labels={})) == asset


@given(st.text().map(lambda text: text.strip("\n")))
def test_any_new_text_is_taken_as_it_was_written(text: str) -> None:
    """What a person writes is what counts."""
    written = as_text(make_asset(text), hint="h", labels={})

    assert from_text(make_asset("old"), written) == make_asset(text)


def test_only_what_changed_is_an_edit() -> None:
    """The decision carries the texts that differ, and no other."""
    asset = make_asset("first", "second", "third")
    after = from_text(asset, as_text(asset, hint="", labels={}).replace("second", "2\n\n2"))

    assert changed_fields(asset, after) == (AssetField(name="body", index=2, text="2\n\n2"),)


def test_a_place_that_was_deleted_or_invented_changes_nothing() -> None:
    """Nobody loses a text by a slip of the hand."""
    asset = make_asset("first", "second")

    assert from_text(asset, "=== body[1]\nfirst\n\n=== body[9]\nnew\n") == asset


def test_the_editor_of_the_environment_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its command may hold spaces and options; Windows line ends are put right."""
    make_editor(tmp_path, """sed -i -e 's/second/deux/' -e 's/$/\\r/' "$2" """, monkeypatch)
    after = edit_asset(make_asset("first", "second"), hint="h", labels={})

    assert after == make_asset("first", "deux")


def test_an_editor_that_ends_with_an_error_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`:cq` in vi means: leave it."""
    make_editor(tmp_path, """echo x > "$2"; exit 1""", monkeypatch)

    assert edit_asset(make_asset("first"), hint="h", labels={}) == make_asset("first")


def test_an_editor_that_is_not_there_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names the variable."""
    monkeypatch.setenv("VISUAL", "/nowhere/editor")

    with pytest.raises(ConfigError, match=r"'/nowhere/editor' cannot be started: .* set EDITOR"):
        edit_asset(make_asset("first"), hint="h", labels={})
