import pytest
from policies_shop import asset, brief, context, shop

from creative_agents.domain.brand import Voice
from creative_agents.policies.register import register


def quotes(text: str, address: str, *, channel: str = "landing_hero", **more: object) -> list[str]:
    """What the policy quotes of a line, for a brand that says tu or vous."""
    field = {"landing_hero": "headline", "tiktok": "caption", "email": "subject"}[channel]
    voice = Voice.model_validate({"summary": "Calm.", "address": address, **more})
    piece = asset(channel, "fr", **{field: text})
    found = register(piece, context(piece, brand=shop("fr", voice=voice), brief=brief("fr")))
    return [f.quote for f in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Profite de 20\u00a0%, découvre nos cafés", ["Profite", "découvre"]),
        ("N\u2019attends plus", ["attends"]),
        ("Ne rate pas l\u2019aube", ["rate"]),
        ("🎁 Réserve ta table", ["Réserve", "ta"]),
        ("Commande dès maintenant", ["Commande"]),
        ("Rejoins-nous", ["Rejoins"]),
        ("As-tu dormi\u00a0?", ["tu"]),
        ("T\u2019as le temps", ["T\u2019"]),
        ("Un matin qui te ressemble", ["te"]),
        ("PROFITE DE NOËL", ["PROFITE"]),
        ("Réserve le matin, apportez un coupe-vent", ["Réserve"]),
        ("Découvre nos vins", ["Découvre"]),
        ("Visite la cave", ["Visite"]),
        ("Contacte nos conseillers", ["Contacte"]),
        ("Garde-la au frais", ["Garde"]),
        ("Profites-en", ["Profites"]),
        ("Ouvrez la boîte et savoure", ["savoure"]),
        ("C\u2019est le tien", ["tien"]),
        ("Prépare ton sac", ["Prépare", "ton"]),
        ("N\u2019oublie pas le pain", ["oublie"]),
    ],
)
def test_tu_is_found_where_the_brand_says_vous(text: str, said: list[str]) -> None:
    """Pronouns, possessives and orders, each at its own place."""
    assert quotes(text, "vous") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Profitez-en", ["Profitez"]),
        ("Faites le plein", ["Faites"]),
        ("Dites-nous tout", ["Dites"]),
        ("Le vôtre est prêt", ["vôtre"]),
        ("VOS MATINS", ["VOS"]),
    ],
)
def test_vous_is_found_where_the_brand_says_tu(text: str, said: list[str]) -> None:
    """Pronouns, possessives and orders, each at its own place."""
    assert quotes(text, "tu") == said


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Créé en 1920, testé et approuvé", "vous"),
        ("Commande en ligne, livraison offerte", "vous"),
        ("Offre de lancement", "vous"),
        ("Le café se découvre lentement", "vous"),
        ("Trouve-t-on mieux\u00a0?", "vous"),
        ("Reste calme. Bois massif. Vis en inox.", "vous"),
        ("Un ton au-dessus", "vous"),
        ("«\u00a0Prends ton temps\u00a0», dit Nadia", "vous"),
        ("Faites à la main, nos tasses", "tu"),
        ("Le café de M. Suarez, à Douarnenez", "tu"),
        ("Chez Mirelle, on a assez couru", "tu"),
        ("Prends rendez-vous", "tu"),
        ("À onze heures, le quai s\u2019est tu", "vous"),
        ("Le vent s\u2019est soudain tu", "vous"),
        ("Le ton a baissé. Quel ton\u00a0!", "vous"),
        ("Un ton pastel, ton sur ton", "vous"),
        ("Pour que la pile tienne. Tiens, il pleut.", "vous"),
        ("Un m\u2019as-tu-vu", "vous"),
        ("Commande la veille, retrait le lendemain", "vous"),
        ("Protège la peau du froid. Garde la chaleur six heures.", "vous"),
        ("Offre une tenue parfaite. Évite les fuites.", "vous"),
        ("Réserve naturelle. Marche nordique. Montre connectée.", "vous"),
        ("Elle marche et profite du soleil", "vous"),
        ("Trouve sa place partout", "vous"),
        ("Ne colle pas, ne tache pas", "vous"),
        ("S\u2019il vous plaît, pas de sel", "tu"),
        ("À vos marques. Un garde-à-vous.", "tu"),
        ("Sanchez arrive demain", "tu"),
    ],
)
def test_what_addresses_nobody_passes(text: str, address: str) -> None:
    """Nouns, participles, names, third persons and quotations are no address."""
    assert quotes(text, address) == []


def test_a_channel_may_have_its_own_address() -> None:
    """The brand says vous, and tu on TikTok."""
    more = {"addresses": {"tiktok": "tu"}}
    assert quotes("Prenez place", "vous", channel="tiktok", **more) == ["Prenez"]
    assert quotes("Prends place", "vous", channel="tiktok", **more) == []
    assert quotes("Prends place", "vous", channel="email", **more) == ["Prends"]


def test_vous_may_be_several_where_the_piece_names_them() -> None:
    """A brand that says tu may say vous to two people: a suggestion, and no error."""
    voice = Voice(summary="Calm.", address="tu")
    text = "Ta sœur et toi, vous viendrez samedi"
    piece = asset("landing_hero", "fr", headline=text, subhead="Venez ensemble.")
    found = list(register(piece, context(piece, brand=shop("fr", voice=voice))))
    assert [(f.level, f.quote) for f in found] == [
        ("suggestion", "vous"),
        ("suggestion", "viendrez"),
        ("suggestion", "Venez"),
    ]
