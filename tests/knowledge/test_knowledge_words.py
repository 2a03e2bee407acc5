import pytest

from creative_agents.knowledge.words import WordIndex, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'été", "ÉTÉS"),
        ("l\u2019hiver", "hivers"),
        ("journaux", "journal"),
        ("cadeaux", "cadeau"),
        ("vélos", "Velo"),
        ("livrée", "livrés"),
        ("cœur", "coeurs"),
        ("qu'aujourd'hui", "aujourd\u2019hui"),
        ("batteries", "battery"),
        ("charging", "charged"),
        ("the rider's", "riders"),
        ("boxes", "box"),
        ("running", "run"),
        ("49,90\u202f€", "49.90"),
        ("glasses", "glass"),
        ("des E-mails", "email"),
    ],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    """Plural, accent, case, elision and the sign of the apostrophe do not keep words apart."""
    assert words_of(one) == words_of(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("spring", "string"), ("pied", "pie"), ("tree", "tram"), ("10", "100")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    """The light endings do not merge words that mean something else."""
    assert words_of(one) != words_of(other)


def test_empty_words_are_not_compared() -> None:
    """Articles, pronouns and their elisions tell nothing in either language."""
    assert words_of("C'est la lampe qu'il n'a pas, this is the one for you") == ["lamp", "one"]


def test_a_rare_word_weighs_more_than_a_frequent_one() -> None:
    """The passage that holds the rarer word comes first."""
    index = WordIndex({"a": "lampe rouge", "b": "lampe bleue", "c": "lampe verte", "d": "sac vert"})
    hits = index.rank("lampe verte", among=["a", "b", "c", "d"])
    assert [hit.id for hit in hits] == ["c", "d", "a", "b"]
    assert hits[0].words == ("lamp", "vert")


def test_a_word_that_most_passages_hold_counts_only_alone() -> None:
    """The brand's own name pulls nothing in beside a telling word, and finds all by itself."""
    index = WordIndex({str(number): f"Luma modele{number}" for number in range(10)})
    assert [hit.id for hit in index.rank("Luma modele3", among=["3", "4"])] == ["3"]
    assert [hit.id for hit in index.rank("Luma", among=["3", "4"])] == ["3", "4"]


def test_only_what_is_allowed_is_ranked() -> None:
    """A passage outside `among` is not in the answer."""
    index = WordIndex({"a": "lampe", "b": "lampe"})
    assert [hit.id for hit in index.rank("lampes", among=["b"])] == ["b"]


def test_an_index_of_nothing_finds_nothing() -> None:
    """Neither no text nor an empty text is an error."""
    assert WordIndex({}).rank("lampe", among=[]) == []
    assert WordIndex({"a": "..."}).rank("lampe", among=["a"]) == []
