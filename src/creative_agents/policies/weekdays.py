"""Weekdays: a day of the week and the date beside it are the same day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.base import Language
from creative_agents.domain.review import Finding
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, lines
from creative_agents.policies._units import MONTHS, one_of
from creative_agents.policies.base import PolicyContext, Rule

DATE: Final = Rule(name="weekdays.date", level="error", owner="product")
_DAYS: Final[dict[Language, dict[str, int]]] = {
    "en": {
        word: place
        for place, words in enumerate(
            (
                "monday mon",
                "tuesday tue tues",
                "wednesday wed weds",
                "thursday thu thur thurs",
                "friday fri",
                "saturday sat",
                "sunday sun",
            )
        )
        for word in words.split()
    },
    "fr": {
        word: place
        for place, words in enumerate(
            ("lundi lun", "mardi mar", "mercredi mer", "jeudi jeu", "vendredi ven", "samedi sam")
        )
        for word in words.split()
    }
    | {"dimanche": 6, "dim": 6},
}
_MONTH: Final = one_of(MONTHS)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:19|20)\d\d"
_RANK: Final = r"(?:er|st|nd|rd|th)?"
_UNTIL: Final = r"\s*(?:-|\u2013|au|et|ou|to|and|or|until|,)\s*(?:the\s+|le\s+)?"


def _written(names: str) -> str:
    """Make the pattern of a weekday and a date, in the orders in which people write them."""
    weekday = rf"\b(?P<weekday>{names})\b"
    other = rf"(?:(?:{names})\.?\s+)?{_DAY}{_RANK}\s+"
    return (
        rf"{weekday}\.?,?\s+(?:the\s+|le\s+)?(?P<day>{_DAY}){_RANK}"
        rf"(?:\s+(?:of\s+)?(?P<month>{_MONTH})\b(?:\.?,?\s+(?P<year>{_YEAR})\b)?"
        rf"|/(?P<number>0?[1-9]|1[0-2])(?:/(?P<full>{_YEAR}|\d\d))?(?![\w/])"
        rf"|(?={_UNTIL}{other}(?P<later>{_MONTH})\b(?:\.?,?\s+(?P<later_year>{_YEAR})\b)?))"
        rf"|{weekday.replace('weekday', 'weekday2')}\.?,?\s+(?P<month2>{_MONTH})\.?\s+"
        rf"(?P<day2>{_DAY}){_RANK}\b(?!\s*(?:%|-))(?:,?\s+(?P<year2>{_YEAR})\b)?"
        rf"|\b(?P<day3>{_DAY}){_RANK}\s+(?:of\s+)?(?P<month3>{_MONTH})\b"
        rf"(?:,?\s+(?P<year3>{_YEAR})\b)?"
        rf"(?:\s+\(|,?\s+(?:is\s+|was\s+|est\s+|tombe\s+|falls on\s+)?(?:a\s+|un\s+))"
        rf"{weekday.replace('weekday', 'weekday3')}\)?"
    )


_PATTERNS: Final = {
    language: later(_written("|".join(sorted(names, key=len, reverse=True))))
    for language, names in _DAYS.items()
}
_TRIGGER: Final = {
    "en": ("day", "mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "fr": ("di", "lun", "mar", "mer", "jeu", "ven", "sam"),
}
_FAR: Final = 150
"""Days from which a date without a year may be of another year than this one."""
_DIGIT: Final = later(r"\d")
_OTHER_YEAR: Final = later(rf"\b{_YEAR}\b")


def weekdays(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find a day of the week beside a date that falls on another one."""
    for line in lines(piece, context):
        if _DIGIT.search(line.plain) and any(
            part in line.plain for part in _TRIGGER[piece.language]
        ):
            yield from _wrong(line, piece.language, context)


def _wrong(line: Line, language: Language, context: PolicyContext) -> Iterator[Finding]:
    for match in _PATTERNS[language].finditer(line.plain):
        part = {name.rstrip("23"): value for name, value in match.groupdict().items() if value}
        right = _fallen(part, line, language, context.on_air)
        if right is None:
            continue
        end = match.end()
        yield DATE.finding(context, line.place(match.start(), end), right=right)


def _fallen(part: dict[str, str], line: Line, language: Language, on: date) -> str | None:
    """Give the day on which a date falls where it is another than the text says."""
    said = _DAYS[language][part["weekday"]]
    falls = list(_readings(part, line, language, on))
    if not falls or any(day.weekday() == said for day in falls):
        return None
    return _name(falls[0], language)


def _name(day: date, language: Language) -> str:
    name = next(word for word, place in _DAYS[language].items() if place == day.weekday())
    return f"{name} {day.isoformat()}" if language == "fr" else f"{name.title()} {day.isoformat()}"


def _readings(part: dict[str, str], line: Line, language: Language, on: date) -> Iterator[date]:
    """Give the days that a date may mean: of a year that is not said, the nearest ones."""
    first = int(part["day"])
    if number := part.get("number"):
        pairs = [(first, int(number))]
        if language == "en":
            pairs.append((int(number), first))
    else:
        pairs = [(first, MONTHS[part.get("month") or part["later"]])]
    written = part.get("year") or part.get("full") or part.get("later_year")
    for day, month in pairs:
        for year in _years(written, day, month, line, on):
            try:
                yield date(year, month, day)
            except ValueError:
                continue


def _years(written: str | None, day: int, month: int, line: Line, on: date) -> Iterator[int]:
    if written:
        yield int(written) if len(written) > len("26") else 2000 + int(written)
        return
    away = (month - on.month) * 30 + day - on.day
    yield on.year
    if away > _FAR:
        yield on.year - 1
    elif away < -_FAR:
        yield on.year + 1
    yield from (int(each) for each in _OTHER_YEAR.findall(line.plain))
