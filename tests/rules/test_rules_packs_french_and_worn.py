"""The packs of typography, inclusive writing, anglicisms and worn phrases."""

import pytest

from creative_agents.domain.base import Language
from creative_agents.rules import Situation, apply_fixes, load_packs

HOUSE = (
    "en-inclusive",
    "en-typography",
    "fr-anglicisms",
    "fr-inclusive",
    "fr-midpoint",
    "fr-no-midpoint",
    "fr-typography",
    "worn-en",
    "worn-fr",
)


def told(pack: str, text: str, language: Language = "fr") -> list[tuple[str, str, str]]:
    """Rule, level and quote of what a pack finds in a plain text."""
    situation = Situation(language=language, market="FR")
    found = load_packs((pack,)).check(text, format="plain", situation=situation).findings
    assert all(text[f.start : f.end] == f.quote for f in found)
    return [(f.rule.removeprefix(f"{pack}."), f.level, f.quote) for f in found]


@pytest.mark.parametrize("pack", HOUSE)
def test_a_pack_of_ours_asks_for_nothing_unknown(pack: str) -> None:
    """Every key and every pattern is one that the engine runs."""
    assert load_packs((pack,)).notices == ()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("In today’s fast-paced world, we sit.", "In today’s fast-paced world"),
        ("Unlock the power of a nap.", "Unlock the power"),
        ("A real game-changer.", "game-changer"),
        ("Elevate your mornings", "Elevate your"),
        ("Unleash your inner chef", "Unleash your inner"),
        ("Meticulously crafted in Leeds.", "Meticulously crafted"),
        ("We push the boundaries of bread.", "push the boundaries of"),
        ("Awaken your senses", "Awaken your senses"),
        ("A feast for the eyes", "A feast for the eyes"),
        ("Nestled in the heart of Kent", "Nestled in the heart of"),
        ("You deserve the best", "You deserve the best"),
        ("We delve into coffee.", "delve into"),
        ("Look no further.", "Look no further"),
        ("Say goodbye to queues and hello to calm.", "Say goodbye to queues and hello to"),
    ],
)
def test_worn_english_is_a_warning(text: str, quote: str) -> None:
    """What machines write by default is told on its words."""
    assert ("warning", quote) in [(level, said) for _, level, said in told("worn-en", text, "en")]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Plongez dans l’univers du café.", "Plongez dans l’univers"),
        ("À l'ère du numérique, asseyez-vous.", "À l'ère du numérique"),
        ("Ne cherchez plus.", "Ne cherchez plus"),
        ("Libérez votre potentiel", "Libérez votre potentiel"),
        ("Vivez une expérience unique", "Vivez une expérience unique"),
        ("Entre tradition et modernité", "Entre tradition et modernité"),
        ("Un pain alliant tradition et modernité", "alliant tradition et modernité"),
        ("Une véritable invitation au voyage", "Une véritable invitation au voyage"),
        ("Révolutionnez votre cuisine", "Révolutionnez votre"),
        ("Une parenthèse enchantée", "parenthèse enchantée"),
        ("Un écrin de verdure", "écrin de verdure"),
        ("Une explosion de saveurs", "explosion de saveurs"),
        ("Né d’une passion commune", "Né d’une passion commune"),
        ("Parce que vous le valez bien", "Parce que vous le valez bien"),
    ],
)
def test_worn_french_is_a_warning(text: str, quote: str) -> None:
    """The same in French, with either apostrophe."""
    assert ("warning", quote) in [(level, said) for _, level, said in told("worn-fr", text)]


@pytest.mark.parametrize(
    ("pack", "language", "text", "rule"),
    [
        ("worn-en", "en", "Whether you're a baker or a judge, sit down.", "Shapes"),
        ("worn-en", "en", "A cup — hot — and bread — fresh.", "Dashes"),
        ("worn-fr", "fr", "Que vous soyez du soir ou du matin, asseyez-vous.", "Tournures"),
        ("worn-fr", "fr", "Un café — chaud — et du pain — frais.", "Tirets"),
    ],
)
def test_a_turn_of_phrase_is_a_suggestion(
    pack: str, language: Language, text: str, rule: str
) -> None:
    """A writer may want one: it is pointed at and refuses nothing."""
    assert [(r, level) for r, level, _ in told(pack, text, language)] == [(rule, "suggestion")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The best part of the morning is the chair. Roasted on Tuesday, poured on Thursday.",
        ),
        (
            "en",
            "Its power is 900 W. The journey takes an hour; today’s world news is on the radio.",
        ),
        ("fr", "Le meilleur moment commence assis. Un café de saison, à l’ère glaciaire près."),
        ("fr", "Cherchez plus loin : l’univers du café tient dans une tasse."),
    ],
)
def test_plain_copy_is_left_alone(language: Language, text: str) -> None:
    """Words of the worn phrases in another sense are nobody's fault."""
    assert told(f"worn-{language}", text, language) == []


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("Une lettre digitale", "MotsCourants", "digitale"),
        ("Boostez vos matins", "Verbes", "Boostez"),
        ("Tu checkes le ciel, puis tu sors", "Verbes", "checkes"),
        ("Ça matche avec le canapé", "Verbes", "matche"),
        ("Elle l’avait upgradé", "Verbes", "upgradé"),
        ("Un quai dog-friendly", "Marketing", "dog-friendly"),
        ("Donnez-nous du feedback", "MotsCourants", "feedback"),
        ("Suivez nos hashtags", "TermesOfficiels", "hashtags"),
        ("Le service en charge de la livraison", "Calques", "en charge de"),
    ],
)
def test_an_anglicism_comes_with_a_french_word(text: str, rule: str, quote: str) -> None:
    """The word that is recommended stands in the message."""
    assert (rule, quote) in [(r, said) for r, _, said in told("fr-anglicisms", text)]


def test_a_brand_may_want_the_middle_dot_or_refuse_it() -> None:
    """One pack asks for it in one form; the other asks for whole words."""
    wanted, refused = "Les client·es sont là", "Les client(e)s, salarié.es et iels"
    assert told("fr-midpoint", wanted) == []
    assert [q for _, _, q in told("fr-midpoint", refused)] == ["client(e)s", "salarié.es"]
    assert [q for _, _, q in told("fr-no-midpoint", wanted)] == ["client·es"]
    assert [q for _, _, q in told("fr-no-midpoint", refused)] == [
        "client(e)s",
        "salarié.es",
        "iels",
    ]
    assert told("fr-no-midpoint", "Les clientes et les clients, voyez mirelle.es") == []


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("Prêt?", "EspaceManquante", "t?"),
        ("Prêt ?", "EspaceSecable", " ?"),
        ("Un mot , puis", "EspaceEnTrop", " ,"),
        ("L'aube", "Apostrophe", "'"),
        ('Le "bon" matin', "Guillemets", '"'),
        ("A huit ans", "Accents", "A"),
        ("Mot  mot", "EspaceDouble", "  "),
        ("Fini..", "SignesDoubles", ".."),
        ("Le coeur", "Ligatures", "oe"),
        ("29.90 €", "Montants", "29.90 €"),
        ("Le 12 Novembre", "Mois", "Novembre"),
        ("Attendez...", "PointsDeSuspension", "..."),
        ("A bientôt", "Accents", "A"),
        ("Le 2ème jour", "Abreviations", "2ème"),
    ],
)
def test_french_typography_of_a_file(text: str, rule: str, quote: str) -> None:
    """The pack finds in a file what the policy finds in a piece, at the same place."""
    assert (rule, quote) in [(r, said) for r, _, said in told("fr-typography", text)]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("L'aube", "L’aube"),
        ("Prêt ? Venez !", "Prêt\u00a0? Venez\u00a0!"),
        ("Le « bon » prix : 15 €", "Le «\u00a0bon\u00a0» prix\u00a0: 15\u00a0€"),
    ],
)
def test_signs_of_a_french_file_are_fixed(text: str, fixed: str) -> None:
    """A straight apostrophe and a space that breaks need no choice, and are written."""
    situation = Situation(language="fr", market="FR")
    checked = load_packs(("fr-typography",)).check(text, format="plain", situation=situation)

    assert apply_fixes(text, checked.findings) == fixed


def test_a_french_pack_reads_no_english() -> None:
    """An English text has its own typography."""
    assert told("fr-typography", 'Ready? "Yes"! It\'s 15€', "en") == []


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("Does it click when you climb ? Bring it.", "SpaceBefore", " ?"),
        ("Rolled thick.  A sack", "DoubleSpace", "  "),
        ("Mend Kit, 19£", "CurrencyAfter", "19£"),
        ("From £ 19", "CurrencySpace", "£ "),
        ("Save 20 % today", "PercentSpace", " %"),
        ("No lobby..", "DoubledStop", ".."),
        ('Begin with “a kettle" and', "MixedQuotes", '"'),
        ("It’s here, isn't it", "MixedQuotes", "'"),
        ("«\u00a0Yes\u00a0»", "Guillemets", "«"),
        ("Buy one,get one", "SpaceMissing", ","),
        ("A box ( of four )", "Brackets", "( "),
        ("Fast - and good", "Dash", "-"),
        ("In the 1990's", "Decades", "1990's"),
        ("Over the the hill", "RepeatedWord", "the the"),
    ],
)
def test_english_typography(text: str, rule: str, quote: str) -> None:
    """The span is the sign and the space, or the signs at fault; a suggestion."""
    assert (rule, "suggestion", quote) in told("en-typography", text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Wait... what? It cost £5. £6 more :)",
        "At 5.30 pm, e.g. on Friday, i.e. soon.",
        "https://x.example/a,b and ../up",
        "He had had it, and that that was why.",
        'A 24" screen, “quoted”, and 20% off.',
        "The 1990s, the CEO's desk, the dogs' beds",
        "It's plain, isn't it?",
    ],
)
def test_english_that_is_set_right_is_left_alone(text: str) -> None:
    """Abbreviations, addresses, smileys, inches and possessives are in order."""
    assert told("en-typography", text, "en") == []


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "No salesmen in the shop", "salesmen"),
        ("en", "Less manpower, more tea", "manpower"),
        ("en", "On a blacklist", "blacklist"),
        ("en", "Blacklisted suppliers", "Blacklisted"),
        ("en", "Wheelchair-bound visitors", "Wheelchair-bound"),
        ("en", "A sanity check", "sanity check"),
        ("en", "We man the phones", "man the phones"),
        ("en", "The counter is manned from nine", "manned"),
        ("en", "For handicapped readers, a switch", "handicapped"),
        ("en", "A hostess at the door", "hostess"),
        ("en", "Ask an epileptic", "an epileptic"),
        ("fr", "Nous recrutons à Lyon un conseiller expérimenté.", "un conseiller"),
        ("fr", "On cherche un boulanger pour la nuit.", "un boulanger"),
        ("fr", "Vendeur en CDI, à Dijon", "Vendeur"),
        ("fr", "Une salle pour les vieillards", "vieillards"),
        ("fr", "Mademoiselle, un pull", "Mademoiselle"),
        ("fr", "Les hommes d’affaires", "hommes d’affaires"),
        ("fr", "Chers clients,", "Chers clients"),
        ("fr", "Clouée dans un fauteuil roulant", "Clouée dans un fauteuil roulant"),
        ("fr", "Une femme de ménage", "femme de ménage"),
    ],
)
def test_a_word_that_leaves_somebody_out_is_a_warning(
    language: Language, text: str, quote: str
) -> None:
    """Inflected or not, with what to write instead."""
    assert ("warning", quote) in [
        (level, said) for _, level, said in told(f"{language}-inclusive", text, language)
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Fisherman’s Row, Postman Pat, Chairman Mao"),
        ("en", "The black list of coats. Norman and German women. A blackboard."),
        ("en", "A one-man show and a right hand"),
        ("en", "An epileptic child and a dyslexic reader, who read on"),
        ("fr", "Nous recrutons un conseiller ou une conseillère."),
        ("fr", "Nous recrutons un conseiller (H/F) à Lyon."),
        ("fr", "Nous cherchons un moteur, un cahier et un bon quartier."),
        ("fr", "Vendeur F/H en CDI, à Dijon"),
        ("fr", "Un boulanger se lève à trois heures."),
        ("fr", "Chère cliente, cher client,"),
        ("fr", "Chez Mademoiselle, une infirmière et une demoiselle"),
        ("fr", "Les Invalides, un nain de jardin, une liste"),
    ],
)
def test_names_and_other_senses_are_nobody_s_fault(language: Language, text: str) -> None:
    """A name keeps its words, and a colour is a colour."""
    assert [
        said
        for _, level, said in told(f"{language}-inclusive", text, language)
        if level != "suggestion"
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "La digitale borde le sentier.",
        "Une empreinte digitale suffit.",
        "Les matches de tennis du samedi.",
        "Le tracker du colis est dans le message.",
        "Un store en toile, une pièce sublime de Racine.",
    ],
)
def test_french_words_that_look_english_are_left_alone(text: str) -> None:
    """A flower, a finger, a game and a shade are no anglicisms."""
    assert [one for one in told("fr-anglicisms", text) if one[1] != "suggestion"] == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Your breakfast goes to the next level.", "to the next level"),
        ("Amplify your kitchen.", "Amplify your kitchen"),
        ("A haven of calm by the lake.", "A haven of calm"),
    ],
)
def test_worn_english_in_other_forms(text: str, quote: str) -> None:
    """The phrase is known whatever stands around it."""
    assert quote in [said for _, _, said in told("worn-en", text, "en")]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("La robe sublime ta silhouette.", "sublime ta silhouette"),
        ("L’excellence à la française, en boîte.", "L’excellence à la française"),
        ("Un havre de paix sous les pins.", "Un havre de paix"),
    ],
)
def test_worn_french_in_other_forms(text: str, quote: str) -> None:
    """The phrase is known in every person."""
    assert quote in [said for _, _, said in told("worn-fr", text)]


def test_a_masculine_for_anyone_is_told_and_one_man_is_not() -> None:
    """Who holds a job may be anybody; Tom is Tom."""
    generic = told("en-inclusive", "Every finance director has a sheet that he reads.", "en")
    assert [(rule, said) for rule, _, said in generic] == [("Pronouns", "he")]
    assert told("en-inclusive", "A customer brought his own bag on Tuesday.", "en") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A dark morning has it’s uses.", ["it’s"]),
        ("The tin keeps it's shape.", ["it's"]),
        ("I like it when it’s raining.", []),
        ("On days like these it’s fine.", []),
        ("It’s got its own lid.", []),
        ("A lamp with it’s own switch.", ["it’s"]),
    ],
)
def test_a_possessive_takes_no_apostrophe(text: str, found: list[str]) -> None:
    """After a verb that has something, or a word of place, "it’s" can be no sentence."""
    quotes = [quote for rule, _, quote in told("en-typography", text, "en") if "Possess" in rule]
    assert quotes == found
