"""``about.yml``: what the public ``brand.yml`` format has no place for."""

from creative_agents.domain.base import Language, Model


class About(Model):
    """Where the brand sells, in which language, and what it says of itself."""

    language: Language
    """The brand's first language, "en" or "fr"."""
    markets: tuple[str, ...] = ()
    """ISO 3166-1 codes of the markets where it sells."""
    positioning: str | None = None
    """For whom, what, against what, why."""
    boilerplate: str | None = None
    """The paragraph that ends a press release."""
    press_contact: str | None = None
    """Whom a journalist calls."""
    sender: str | None = None
    """The sender's name in an e-mail or an SMS."""
    postal_address: str | None = None
    """The postal address that an e-mail's footer shows."""
