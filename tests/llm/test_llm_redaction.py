import json

import pytest
from llm_agents import Reading, openai_at, reader
from llm_loopback import loopback, ok

from creative_agents.llm.redaction import personal

PERSONAL = [
    ("Écrivez à anne.le-goff+lampe@exemple.fr.", "email", "anne.le-goff+lampe@exemple.fr"),
    ("Appelez le 06 12 34 56 78 avant midi", "phone", "06 12 34 56 78"),
    ("Appelez le 06.12.34.56.78, merci", "phone", "06.12.34.56.78"),
    ("Tél. : +33 (0)6 12 34 56 78", "phone", "+33 (0)6 12 34 56 78"),
    (
        "Tél\u00a0: 06\u00a012\u00a034\u00a056\u00a078",
        "phone",
        "06\u00a012\u00a034\u00a056\u00a078",
    ),
    ("Call 020 7946 0018 today", "phone", "020 7946 0018"),
    ("Call +44 20 7946 0018 today", "phone", "+44 20 7946 0018"),
    ("Call (212) 555-0147 or write", "phone", "(212) 555-0147"),
    ("Virement : FR14 2004 1010 0505 0001 3M02 606", "iban", "FR14 2004 1010 0505 0001 3M02 606"),
    ("Pay to GB29NWBK60161331926819 please", "iban", "GB29NWBK60161331926819"),
    ("Card 4111 1111 1111 1111, soon", "card", "4111 1111 1111 1111"),
    ("Numéro : 2 55 08 14 168 025 38", "nir", "2 55 08 14 168 025 38"),
]


@pytest.mark.parametrize(("text", "kind", "said"), PERSONAL)
def test_what_is_personal_is_found(text: str, kind: str, said: str) -> None:
    """Its kind and its exact span, whatever separates the digits."""
    ((found, (start, end)),) = personal(text)
    assert (found, text[start:end]) == (kind, said)


@pytest.mark.parametrize(
    "text",
    [
        "Du 3 au 30 novembre 2026, 129,90 € au lieu de 149 €",
        "Parts for 25 years: 4,212 lamps, 2026-11-22, 18:30",
        "Réf. 8-2410-77, lot 123456789, EAN 3 017 620 422 003",
        "4111 1111 1111 1112 is no card, and FR15 2004 1010 0505 0001 3M02 606 no account",
        "@larkwick on every network, #0612",
        "From 1,200,000 to 1 200 000 readers",
    ],
)
def test_figures_of_copy_are_left_alone(text: str) -> None:
    """Prices, dates, references and numbers whose check digit is wrong are not personal."""
    assert personal(text) == ()


def test_a_model_reads_marks_and_its_answer_is_put_right() -> None:
    """The service never sees the address; the caller gets it back where the answer needs it."""
    ask = Reading(language="en", copy_text="Write to ana@example.org or call 020 7946 0018.")
    with loopback(ok(question="Is [email-1] read, and [phone-1]?", jarring="[phone-7]")) as server:
        answer = reader(openai_at(server.url)).invoke(ask)
    sent = json.dumps(server.bodies, ensure_ascii=False)
    assert "ana@example.org" not in sent
    assert "7946" not in sent
    assert "[email-1]" in sent
    assert "copy the mark as it is" in sent
    assert answer.question == "Is ana@example.org read, and 020 7946 0018?"
    assert answer.jarring == "[phone-7]"


def test_the_same_address_has_one_mark() -> None:
    """Two mentions are one person, two addresses are two."""
    ask = Reading(language="fr", copy_text="a@exemple.fr, b@exemple.fr, a@exemple.fr")
    with loopback() as server:
        reader(openai_at(server.url)).invoke(ask)
    sent = json.dumps(server.bodies, ensure_ascii=False)
    assert sent.count("[email-1]") + sent.count("[email-2]") == 3
    assert "recopiez le repère" in sent


def test_a_prompt_without_anything_personal_is_sent_as_it_is() -> None:
    """No note is added where nothing is hidden."""
    with loopback() as server:
        reader(openai_at(server.url)).invoke(Reading(language="en"))
    assert "copy the mark" not in json.dumps(server.bodies)
