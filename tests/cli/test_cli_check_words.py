from pathlib import Path

from cli_terminal import Typed

FRENCH = "Une formule écoresponsable et biodégradable pour toute la maison, sans y penser."


def test_a_finding_is_told_in_one_language_without_a_brand(cli: Typed, tmp_path: Path) -> None:
    """French messages stand beside French words, whatever the report speaks."""
    (tmp_path / "a.txt").write_text(FRENCH, "utf-8")
    told = cli("check", tmp_path / "a.txt", "--market", "FR").out

    assert "  = pourquoi\u00a0: " in told
    assert "= why" not in told
    assert "= fix" not in told


def test_a_place_of_a_piece_is_named_by_its_label(cli: Typed, tmp_path: Path) -> None:
    """No bracket of ours."""
    piece = f'channel: x_post\nlanguage: fr\nfields:\n- {{name: text, text: "{FRENCH}"}}\n'
    (tmp_path / "a.yml").write_text(piece, "utf-8")
    told = cli("check", tmp_path / "a.yml", "--market", "FR").out

    assert "[Texte du post]" in told
    assert "[text[1]]" not in told
