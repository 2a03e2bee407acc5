import shutil
from collections.abc import Mapping
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


@pytest.mark.parametrize(
    ("named", "line", "file"),
    [
        ("logo: art/mark.svg\n", 3, "art/mark.svg"),
        ("logo:\n  small:\n    path: mark.svg\n    alt: A lamp\n", 5, "mark.svg"),
        ("logo:\n  images:\n    m: mark.svg\n  medium:\n    light: m\n", 5, "mark.svg"),
        (
            "typography:\n  fonts:\n    - {family: A, source: file, files: [mark.svg]}\n",
            5,
            "mark.svg",
        ),
    ],
)
def test_a_named_file_that_is_not_there_is_a_mistake(
    cli: Typed, tmp_path: Path, named: str, line: int, file: str
) -> None:
    """With it in place the folder is sound, and its folder is no stranger."""
    folder = small(tmp_path / "brand", {"brand.yml": f"meta:\n  name: Acme\n{named}"})
    without = cli("brand", "check", folder)
    small(folder, {file: "x"})
    with_it = cli("brand", "check", folder)

    assert without.code == 2
    assert f"brand.yml:{line}: there is no file {file!r}; put it into" in without.err
    assert (with_it.code, "notice" in with_it.out) == (0, False)


def test_a_logo_on_the_web_is_not_looked_for(cli: Typed, tmp_path: Path) -> None:
    """Nothing is fetched by a check."""
    link = "meta:\n  name: Acme\nlogo: https://acme.example/logo.svg\n"

    assert cli("brand", "check", small(tmp_path / "brand", {"brand.yml": link})).code == 0


def test_what_nothing_reads_is_a_notice_with_the_nearest_name(cli: Typed, tmp_path: Path) -> None:
    """Pictures and a readme are nobody's mistake; a text that nothing reads is said."""
    files = ("slides/a.md", "offer.txt", "README.md", "team.jpg", ".git/config", "styles/packs.txt")
    told = cli("brand", "check", small(tmp_path / "brand", dict.fromkeys(files, ""))).out

    assert "notice: nothing reads the folder 'slides'; rename it to 'styles'" in told
    assert "notice: nothing reads the file 'offer.txt'; rename it to 'offers.yml'" in told
    assert told.count("notice") == 2


def test_a_folder_whose_name_is_nearly_right_is_a_mistake(cli: Typed, tmp_path: Path) -> None:
    """The packs in it would be passed over in silence."""
    ran = cli("brand", "check", small(tmp_path / "brand", {"styls/packs.txt": ""}))

    assert ran.code == 2
    assert "styls:1: unknown folder 'styls'; rename it to 'styles'" in ran.err


def test_a_gate_that_no_graph_of_ours_asks_is_said(cli: Typed, tmp_path: Path) -> None:
    """A slip is a mistake; another name may be a gate of one's own."""
    slip = small(tmp_path / "slip", {"process.yml": "gates:\n  copi: {autonomy: auto}\n"})
    own = small(tmp_path / "own", {"process.yml": "gates:\n  launch: {autonomy: auto}\n"})

    assert "process.yml:2: unknown gate 'copi'; write 'copy'" in cli("brand", "check", slip).err
    ran = cli("brand", "check", own)
    assert ran.code == 0
    assert "notice: the gate 'launch' of process.yml is none of ours (brief, strategy" in ran.out


def small(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a brand folder, the smallest where there is none."""
    sound = {
        "brand.yml": "meta:\n  name: Acme\n",
        "about.yml": "language: en\nmarkets: [US]\n",
        "voice.yml": "summary: Plain.\n",
    }
    for name, text in {**({} if folder.exists() else sound), **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


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
