from approvals_made import make_question, make_variant
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from creative_agents.approvals.fingerprint import approval_id, fingerprint


def test_a_fingerprint_is_the_same_for_ever() -> None:
    """A release that changed it would refuse to deliver what was approved before."""
    subject: dict[str, JsonValue] = {"title": "Été", "pieces": [1, 2.5, None, True], "a": {"b": ""}}

    assert fingerprint(subject) == (
        "82ccda92f97e96f19f58256fed22758aa5379e385b6143327b78d1660b448dd2"
    )


def test_the_order_of_keys_does_not_count() -> None:
    """Two subjects with the same content are the same."""
    assert fingerprint({"a": 1, "b": {"c": 2, "d": 3}}) == fingerprint(
        {"b": {"d": 3, "c": 2}, "a": 1}
    )


def test_one_letter_counts() -> None:
    """What differs by a no-break space is not what was shown."""
    shown, changed = (
        make_variant("email/1", "Ride home!"),
        make_variant("email/1", "Ride home\u00a0!"),
    )

    assert fingerprint(shown) != fingerprint(changed)


def test_a_noun_and_its_json_have_the_same_fingerprint() -> None:
    """What comes back from a checkpoint or the book is still what was shown."""
    variant = make_variant("email/1")

    assert fingerprint(variant) == fingerprint(variant.model_dump(mode="json"))


def test_a_questions_fingerprint_is_of_what_it_shows() -> None:
    """Its title may change with the catalogue; its subject may not."""
    question = make_question()

    assert question.fingerprint == fingerprint(question.subject)
    assert question.model_copy(update={"title": "Other"}).fingerprint == question.fingerprint


LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)


@given(st.dictionaries(LETTERS, st.none() | LETTERS | st.integers() | st.lists(LETTERS)))
def test_any_json_has_64_hexadecimal_digits(subject: dict[str, JsonValue]) -> None:
    """Whatever is shown can be fingerprinted."""
    assert len(bytes.fromhex(fingerprint(subject))) == 32


def test_an_approvals_id_comes_from_run_gate_and_round() -> None:
    """The same three give the same id on every machine; each of them counts."""
    id = approval_id("spring", "copy", 1)

    assert id == "c6cee1ff446d"
    assert len({id, *(approval_id(*other) for other in OTHERS)}) == 4


OTHERS = (("autumn", "copy", 1), ("spring", "strategy", 1), ("spring", "copy", 2))
