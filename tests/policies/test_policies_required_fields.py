import pytest
from policies_pieces import findings, piece, told

from creative_agents.policies.required_fields import required_fields

POST = "A line."


def test_a_whole_piece_passes() -> None:
    """A post with its text is complete."""
    assert findings(required_fields, piece("x_post", text=POST)) == []


def test_what_is_missing_is_named() -> None:
    """A missing field is told by its trade name, with how many are there and wanted."""
    ad = piece("google_rsa", "fr", headline=["Un", "Deux"], description=["a", "b"])
    found = findings(required_fields, ad)
    assert told(found)[0] == ("required_fields.missing", "headline[3]", "")
    assert found[0].message == "Il manque « Titre » : 2 sur 3."
    assert found[0].level == "error"


def test_a_blank_text_is_missing() -> None:
    """Spaces are no text."""
    (found,) = findings(required_fields, piece("x_post", text="  "))
    assert found.rule == "required_fields.missing"


def test_one_text_too_many() -> None:
    """The first text beyond what the channel takes is pointed at."""
    (found,) = findings(required_fields, piece("x_post", text=["one", "two"]))
    assert told([found]) == [("required_fields.too_many", "text[2]", "two")]


def test_a_field_that_the_channel_does_not_have() -> None:
    """A text in an unknown field is not dropped in silence."""
    (found,) = findings(required_fields, piece("x_post", text=POST, headline="Night"))
    assert (found.rule, found.fix) == ("required_fields.unknown", "Move it to one of: text.")


def test_a_choice_comes_from_the_list() -> None:
    """A button outside the platform's list is refused, and the list is told."""
    ad = piece("meta_feed", primary_text=POST, headline="Night", cta="Learn more")
    (found,) = [f for f in findings(required_fields, ad) if f.field == "cta[1]"]
    assert (found.rule, found.quote) == ("required_fields.choice", "Learn more")
    assert "LEARN_MORE, SHOP_NOW" in found.fix


@pytest.mark.parametrize(
    "address", ["lumea.example", "https://", "http://a b.fr", "http://[bad", "ftp://a.fr"]
)
def test_an_address_is_whole(address: str) -> None:
    """What stands in a URL field is an address that a browser opens."""
    ad = piece("meta_feed", primary_text=POST, headline="Night", cta="SHOP_NOW", final_url=address)
    assert told(findings(required_fields, ad)) == [("required_fields.url", "final_url[1]", address)]


def test_a_missing_address_is_a_reminder() -> None:
    """The landing page may come later: a suggestion, not an error."""
    ad = piece("meta_feed", primary_text=POST, headline="Night", cta="SHOP_NOW")
    (found,) = findings(required_fields, ad)
    assert (found.rule, found.level) == ("required_fields.no_url", "suggestion")
