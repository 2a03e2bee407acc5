"""French law on games of chance and on influencers: the wordings that go round a mention."""

from datetime import date

import pytest

from creative_agents.rules import Situation, load_packs

GAME = Situation(market="FR", categories=frozenset({"lottery"}), on=date(2026, 11, 22))
BRIEF = Situation(market="FR", channel="influencer_brief", on=date(2026, 11, 22))


def quotes(rule: str, text: str, where: Situation) -> list[str]:
    """Give the words that a rule of the pack reports."""
    found = load_packs(("law-fr",)).check(text, "plain", where).findings
    return [one.quote for one in found if one.rule == f"law-fr.{rule}"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Vos fins de mois sont serrées\u00a0? Jouez.", "fins de mois sont serrées"),
        ("Arrondissez vos fins de mois.", "Arrondissez vos fins de mois"),
        ("Payez vos factures avec un ticket.", "Payez vos factures"),
        ("Besoin d’argent\u00a0? Une grille suffit.", "Besoin d’argent"),
        ("Une réponse à vos dettes.", "réponse à vos dettes"),
        ("Make ends meet with one ticket.", "Make ends meet"),
        ("Clear your debts on Saturday.", "Clear your debts"),
        ("Le gros lot réglera tous vos soucis.", "réglera tous vos soucis"),
        ("Récupérez vos pertes dès mardi.", "Récupérez vos pertes"),
        ("Plus tu joues, plus tu gagnes.", "Plus tu joues, plus tu gagnes"),
        ("Win back your losses.", "Win back your losses"),
        ("The answer to your money worries.", "answer to your money worries"),
    ],
)
def test_a_game_is_no_way_out_of_troubles(text: str, quote: str) -> None:
    """What ties play to money that lacks is found, in either language."""
    assert quotes("GamblingPromises", text, GAME) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Le jeu n’est pas une solution à vos dettes.",
        "Jouer n’est jamais une réponse à vos soucis.",
        "Un tirage chaque samedi, 2 € la grille.",
        "A game is not the answer to your debts.",
        "Draws every Saturday, £2 a ticket.",
    ],
)
def test_a_warning_and_the_rules_of_a_game_promise_nothing(text: str) -> None:
    """The same words, denied, are what the law wants said."""
    assert quotes("GamblingPromises", text, GAME) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ce n’est pas la peine de dire que nous te payons",
        "Tu n’as pas besoin de préciser que tu es payée",
        "Merci de ne pas mentionner que le séjour est offert",
        "Ne dis pas que tu es payée",
        "No need to say that you are being paid",
        "Never tell people we pay you",
    ],
)
def test_a_brief_that_hides_the_money_is_found_whole(text: str) -> None:
    """The words are the whole demand, from its verb to the money."""
    assert quotes("InfluencerDisclosureRefused", f"{text}.", BRIEF) == [text]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("On préfère que tu ne dises pas que c’est payé", "que tu ne dises pas que c’est payé"),
        ("Pas un mot sur ta rémunération", "Pas un mot sur ta rémunération"),
        ("Évite de dire que tu as reçu un cadeau", "Évite de dire que tu as reçu un cadeau"),
        ("Tu peux te passer de la mention", "te passer de la mention"),
        (
            "Ne mentionne le partenariat que si on te le demande",
            "Ne mentionne le partenariat que si on te le demande",
        ),
        (
            "Only mention the partnership if somebody asks",
            "Only mention the partnership if somebody asks",
        ),
        ("Your followers need not know", "followers need not know"),
    ],
)
def test_a_brief_that_hides_it_with_manners_is_found(text: str, quote: str) -> None:
    """A wish, a condition and a permission hide as much as an order."""
    assert quotes("InfluencerDisclosureRefused", f"{text}.", BRIEF) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Dis dès la première seconde que tu es payée.",
        "N’oublie pas de préciser que tu es rémunérée.",
        "Inutile de préciser que le pull est en laine.",
        "Ne dis pas que c’est écologique.",
        "Do not forget to say that we are paying you.",
        "Tu n’as pas besoin de parler du prix.",
        "You do not have to mention our other products.",
        "You do not have to use our words.",
        "No need to write a script.",
    ],
)
def test_a_brief_that_asks_for_the_mention_is_left_alone(text: str) -> None:
    """Silence about anything else, and an order to tell, hide nothing."""
    assert quotes("InfluencerDisclosureRefused", text, BRIEF) == []
