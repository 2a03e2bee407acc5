"""What the engine itself says, in English and in French."""

from typing import Final

from creative_agents.domain.review import Finding
from creative_agents.rules.rule import Rule

TEXTS: Final = {
    "en": {
        "unfinished": "The rule could not finish ({reason}): nothing says that this text is clean.",
        "unread": "The text was not read ({reason}): nothing says that it is clean.",
        "time": "{count} of the rules did not run: {seconds:g} seconds for a text were over.",
        "long": "Only {most} of {size} code points were read: nothing says that the rest is clean.",
        "late": "its time was over",
        "reason": "The suppression of {rule} gives no reason, so it does not hold.",
        "until": "The suppression of {rule} names no day on which it ends, so it does not hold.",
        "over": "The suppression of {rule} is over.",
        "write": "Write: creative-agents allow {rule} until 2027-01-31: why",
    },
    "fr": {
        "unfinished": (
            "La règle n’a pas pu aller au bout ({reason}) : rien ne dit que ce texte est en règle."
        ),
        "unread": "Le texte n’a pas été lu ({reason}) : rien ne dit qu’il est en règle.",
        "time": (
            "Règles non appliquées : {count} ; les {seconds:g} secondes prévues par texte étaient"
            " écoulées."
        ),
        "long": (
            "Seuls {most} caractères sur {size} ont été lus : rien ne dit que le reste est en"
            " règle."
        ),
        "late": "son temps était écoulé",
        "reason": "La dérogation à {rule} ne donne pas de raison : elle ne vaut rien.",
        "until": "La dérogation à {rule} n’a pas de terme : elle ne vaut rien.",
        "over": "La dérogation à {rule} a pris fin.",
        "write": "Écrivez : creative-agents allow {rule} until 2027-01-31: pourquoi",
    },
}
"""The texts, by language and by what happened."""


def unfinished(rule: Rule, field: str, reason: str, reader: str) -> Finding:
    """Tell that a rule could not finish.

    Args:
        rule: The rule.
        field: Where it read; empty for a file.
        reason: Why; empty: its time was over.
        reader: Language in which it is told.
    """
    texts = _texts(reader)
    return Finding(
        rule=rule.name,
        level="error",
        message=texts["unfinished"].format(reason=reason or texts["late"]),
        field=field,
        owner=rule.definition.owner,
        source=rule.source,
        incomplete=True,
    )


def unread(field: str, reason: str, reader: str) -> Finding:
    """Tell that a text could not be read in its format.

    Args:
        field: Which; empty for a file.
        reason: Why; empty: the time was over.
        reader: Language in which it is told.
    """
    texts = _texts(reader)
    message = texts["unread"].format(reason=reason or texts["late"])
    return Finding(
        rule="rules.unread", level="error", message=message, field=field, incomplete=True
    )


def out_of_time(count: int, seconds: float, reader: str) -> Finding:
    """Tell that rules did not run at all.

    Args:
        count: How many.
        seconds: What all the rules together may take.
        reader: Language in which it is told.
    """
    message = _texts(reader)["time"].format(count=count, seconds=seconds)
    return Finding(rule="rules.time", level="error", message=message, incomplete=True)


def too_long(field: str, size: int, most: int, reader: str) -> Finding:
    """Tell that a text was not read to its end.

    Args:
        field: Which; empty for a file.
        size: Its code points.
        most: The code points that were read.
        reader: Language in which it is told.
    """
    message = _texts(reader)["long"].format(size=size, most=most)
    return Finding(rule="rules.size", level="error", message=message, field=field, incomplete=True)


def not_suppressed(field: str, at: int, rule: str, wrong: str, reader: str) -> Finding:
    """Tell that a suppression inside a text does not hold.

    Args:
        field: The field that holds it; empty for a file.
        at: Where its comment begins.
        rule: The rule that it names.
        wrong: ``reason``, ``until`` or ``over``.
        reader: Language in which it is told.
    """
    texts = _texts(reader)
    return Finding(
        rule="rules.suppression",
        level="warning",
        message=texts[wrong].format(rule=rule),
        field=field,
        start=at,
        end=at,
        fix=texts["write"].format(rule=rule),
    )


def _texts(reader: str) -> dict[str, str]:
    return TEXTS["fr" if reader == "fr" else "en"]
