import pytest

from creative_agents.llm.small_text import akin, fold, french_spaces, tidy, words


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ('  "Fix it now" ', "Fix it now"),
        ("- fix it now,", "Fix it now"),
        ("2. Fix it now", "Fix it now"),
        ("Fix it now. And then we", "Fix it now."),
        ("Fix it now ?", "Fix it now?"),
        ("Only £4.50 a day", "Only £4.50 a day"),
        ("The hut is open? Bring a sheet.", "The hut is open. Bring a sheet."),
        ("Want a bed? Bring a sheet.", "Want a bed? Bring a sheet."),
        ("", ""),
    ],
)
def test_english_lines_are_tidied(raw: str, clean: str) -> None:
    """Marks, quotes, loose ends and cut sentences go; the words stay."""
    assert tidy(raw, "en") == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("« Déjà prêt ? »", "Déjà prêt\u00a0?"),
        ("envie de soupe?", "Envie de soupe\u00a0?"),
        ("Un coffret à 34€", "Un coffret à 34\u00a0€"),
        ("Le dîner : prêt", "Le dîner\u00a0: prêt"),
        ("Ouvert à 18:30", "Ouvert à 18:30"),
        ("Dites «oui» ce soir", "Dites «\u00a0oui\u00a0» ce soir"),
        ("Votre soupe est prête. Et puis le", "Votre soupe est prête."),
        ("C'est l’heure", "C'est l’heure"),
        ("L'atelier est à Rennes ? Venez.", "L'atelier est à Rennes. Venez."),
        ("Vraiment?!", "Vraiment\u00a0?!"),
    ],
)
def test_french_lines_are_tidied(raw: str, clean: str) -> None:
    """No-break spaces stand where French wants them, hours and apostrophes stay."""
    assert tidy(raw, "fr") == clean


def test_tidying_twice_changes_nothing() -> None:
    """A tidy line is tidy."""
    line = tidy("« Déjà prêt? » : 34€!", "fr")
    assert tidy(line, "fr") == line
    assert french_spaces(line) == line


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("repair", "repairs", True),
        ("livrer", "livraison", True),
        ("chevaux", "cheval", True),
        ("bed", "beds", True),
        ("tea", "team", False),
        ("hut", "hot", False),
        ("soupe", "souhait", False),
    ],
)
def test_words_that_belong_together(one: str, other: str, *, expected: bool) -> None:
    """Plurals and families of words are akin, words that start alike are not."""
    assert akin(one, other) is expected


def test_words_are_folded() -> None:
    """Case, accents, ligatures, elisions and hyphens do not keep two words apart."""
    assert words("L'Œuvre d’été, re-proof") == ["l", "oeuvre", "d", "ete", "re", "proof"]
    assert fold("À CŒUR") == "a coeur"
