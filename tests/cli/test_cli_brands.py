import shutil
from pathlib import Path

import pytest
from cli_terminal import LARKWICK, Typed


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_brand_folder_can_be_checked_as_it_is(
    cli: Typed, tmp_path: Path, language: str
) -> None:
    """Its path is printed, and the next thing to type."""
    made = cli("brand", "new", "Maison Aurel", "--in", tmp_path, "--language", language)
    folder = tmp_path / "maison-aurel"

    assert (made.code, made.out) == (0, f"{folder}\n")
    assert f"creative-agents brand check {folder}" in made.err
    assert cli("brand", "check", folder).code == 0


def test_a_new_brand_folder_is_json_too(cli: Typed, tmp_path: Path) -> None:
    """A machine gets the path."""
    ran = cli("brand", "new", "Maison Aurel", "--in", tmp_path, "--json")

    assert ran.json == {"folder": str(tmp_path / "maison-aurel")}


def test_a_sound_brand_is_counted(cli: Typed) -> None:
    """Nothing is wrong, and what is there is said."""
    ran = cli("brand", "check", LARKWICK)

    assert ran.code == 0
    assert ran.out.startswith("Larkwick: ")
    assert "past pieces" in ran.out
    assert ran.out.splitlines()[0].endswith("; no mistake")


def test_what_has_run_out_is_a_notice_and_no_mistake(cli: Typed) -> None:
    """Somebody should look at it; the command ends with 0."""
    ran = cli("brand", "check", LARKWICK)
    told = cli("brand", "check", LARKWICK, "--json").json
    notice = "the claim 'calder-shortlist' expired on 2025-12-31; renew its proof or delete it"

    assert ran.code == 0
    assert f"notice: {notice}" in ran.out.splitlines()
    assert notice in told["notices"]
    assert told["problems"] == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("channels/kiosk.toml", 'name = "booth"\n', "kiosk.toml:1: name is 'booth'"),
        ("styles/packs.txt", "fr-nothing\n", "'fr-nothing' is no pack of ours"),
        ("styles/House/Rule.yml", "extends: [\n", "Rule.yml"),
    ],
)
def test_a_channel_or_a_pack_that_cannot_be_read_is_a_mistake(
    cli: Typed, tmp_path: Path, file: str, text: str, said: str
) -> None:
    """Else the first piece that needs it would tell."""
    shutil.copytree(LARKWICK, tmp_path / "brand")
    (tmp_path / "brand" / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "brand" / file).write_text(text, "utf-8")
    ran = cli("brand", "check", tmp_path / "brand")

    assert ran.code == 2
    assert "holds 1 mistake; correct and run again" in ran.err
    assert said in ran.err


def test_what_a_pack_asks_in_vain_is_a_notice(cli: Typed, tmp_path: Path) -> None:
    """A rule that is left out is said where the folder is checked, not where it was missed."""
    shutil.copytree(LARKWICK, tmp_path / "brand")
    (tmp_path / "brand" / "styles" / "House").mkdir(parents=True)
    rule = tmp_path / "brand" / "styles" / "House" / "Rule.yml"
    rule.write_text("extends: script\nmessage: no\n", "utf-8")
    ran = cli("brand", "check", tmp_path / "brand")

    assert ran.code == 0
    assert "notice: House.Rule: the rule is left out" in ran.out


def test_mistakes_have_a_line_each(cli: Typed, tmp_path: Path) -> None:
    """Each names its file and line; the command ends with 2."""
    shutil.copytree(LARKWICK, tmp_path / "brand")
    (tmp_path / "brand" / "voice.yml").write_text("tone: [\n", "utf-8")
    ran = cli("brand", "check", tmp_path / "brand", "--json")

    assert ran.code == 2
    assert ran.json["brand"] is None
    assert ran.json["problems"][0].startswith("voice.yml:")
    assert ran.json["problems"][0] in ran.err
