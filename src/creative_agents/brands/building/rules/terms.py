"""Words that a guide uses and refuses."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import JsonValue

from creative_agents.brands.building.document import Sentence
from creative_agents.brands.building.languages import language_of
from creative_agents.brands.building.lines import Line, fold
from creative_agents.brands.building.rules.source import Source

LONGEST: Final = 8
"""Words of what may be a term."""

_MARK: Final = r"⟦\d+⟧"
_AND: Final = r"(?:,? (?:or|and|ou|et|nor|ni) |, )"
_LIST: Final = rf"{_MARK}(?:{_AND}{_MARK})*"
_INSTEAD: Final = (
    r"(?:instead of|rather than|in place of|not|never|over|plutôt que|au lieu de|à la place de|"
    r"et non|et pas|pas|jamais|de préférence à)"
)
_ARTICLE: Final = r"(?:an? |the |les? |la |l’|du |des? |d’)?"
_RATHER: Final = r"(?:\b(?:prefer|favou?r)\w*|(?<=and)|(?<=,))"
_NOT_THIS: Final = r"\b(?:instead of|rather than|au lieu de|plutôt que(?: de)?|à la place de)"
_BUT: Final = (
    r"(?:use|say|write|try|utiliser|utilisez|dire|dites|écrire|écrivez|préférer|préférez|employer|"
    r"employez)"
)
_NEXT: Final = rf"(?!,? (?:{_INSTEAD}|to|à) ⟦)"
_LAST: Final = rf"{_MARK}{_NEXT}(?:{_AND}{_MARK}{_NEXT})*"
"""A list whose last word does not open the next pair."""
_PAIRS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<use>{_LIST}),? {_INSTEAD} {_ARTICLE}(?P<avoid>{_LAST})",
        rf"{_RATHER} (?P<use>{_LIST}) (?:to|over) (?P<avoid>{_LAST})",
        rf"\b(?:préfér|privilégi)\w* (?P<use>{_LIST}) (?:à|sur) (?P<avoid>{_LAST})",
        rf"{_NOT_THIS} (?P<avoid>{_LIST}),? {_BUT} (?P<use>{_LIST})",
    )
)
_SHOWN: Final = re.compile(r"^(?:for example|par exemple|e\.g\.|ex\.?)\b", re.IGNORECASE)
_TOLD: Final = re.compile(r"\b(?:use|say|prefer|avoid|utilis|préfér|dire|évit)", re.IGNORECASE)
_AVOID: Final = re.compile(
    r"\b(?:avoid|never(?: use| say| write)?|(?:do not|don['’]t) (?:use|say|write)|against using|"
    r"évit\w+|ne pas (?:utiliser|employer|dire|écrire)|n['’](?:utilis|emplo)\w+ (?:pas|jamais)|"
    rf"jamais|bann\w+|proscri\w+)\b(?P<gap>[^.;⟦]{{0,80}}?)(?P<avoid>{_LIST})",
    re.IGNORECASE,
)
_TURNS: Final = re.compile(
    r"\b(?:for|unless|if|when|except|without|pour|sauf|si|quand|sans|afin|instead|use|utilis\w+)\b",
    re.IGNORECASE,
)
_PLAIN_ITEM: Final = re.compile(
    r"^(?P<use>[^,;:.()]{1,40}(?:\.[^,;:()]{1,8})*), (?:not|never|pas|jamais|et non|et pas) "
    r"(?P<avoid>[^;:()]{1,60}?)\.?$"
)
_NAMED: Final = re.compile(
    r"\b(?:préfér|privilégi|prefer|use|say|utilis|employ)\w*(?: donc| toujours| plutôt)? "
    r"(?:les? (?:termes?|mots?)|the (?:terms?|words?)) (?P<use>.+?) "
    r"(?:à la place de|au lieu de|plutôt que|instead of|rather than|over) (?P<avoid>.+?)\.?$",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"\b(?:mot|terme|logotype|nom|expression|sigle|word|term|name|acronym|logotype) "
    r"[«“\"]?\s?(?P<avoid>[^\s«»“”\"]+)\s?[»”\"]? (?:ne doit (?:pas|jamais)|ne s['’]emploie pas|"
    r"est (?:à )?(?:proscri\w+|bannir|éviter)|must (?:not|never)|should (?:not|never)|is not to)\b",
    re.IGNORECASE,
)
_HEAD_AVOID: Final = re.compile(
    r"\b(?:words?|terms?|phrases?|mots?|termes?|expressions?)\b.*\b(?:to avoid|not to use|we avoid|"
    r"à éviter|à bannir|bannis|interdits|proscrits|à proscrire)|^(?:avoid|à éviter|ne pas dire|"
    r"don['’]t say|we don['’]t say)\b",
    re.IGNORECASE,
)
_HEAD_OTHER: Final = re.compile(r"\b(?:alternatives?|à la place|équivalents?)\b", re.IGNORECASE)
_HEAD_WORDS: Final = re.compile(
    r"\b(?:words?|phrases|glossary|word ?list|terminology|lexique|glossaire|terminologie|"
    r"vocabulaire|vocabulary|spellings?)\b",
    re.IGNORECASE,
)
_NOTED: Final = re.compile(r"^(?P<avoid>[^()]{1,60}?)\s*(?:\((?P<note>.+)\))?\.?$", re.DOTALL)
_USE: Final = re.compile(
    rf"\b(?:use|instead|say|try|utilise[rz]|préfére[rz]|préfèrer|dire|dites|employe[rz])\b"
    rf"[^⟦]{{0,12}}(?P<use>{_MARK})",
    re.IGNORECASE,
)
_COLUMN_AVOID: Final = re.compile(
    r"^(?:avoid|don['’]?t|do not|instead of|not|no|never|bad|wrong|éviter|à éviter|ne pas|non|"
    r"on ne dit pas|plutôt que|au lieu de|proscrire|banni)\b",
    re.IGNORECASE,
)
_COLUMN_USE: Final = re.compile(
    r"^(?:use|do|say|write|prefer|preferred|yes|good|right|better|instead$|use instead|utiliser|"
    r"préférer|à préférer|employer|dire|on dit|oui|écrire|à utiliser)\b",
    re.IGNORECASE,
)
_COLUMN_LANGUAGE: Final = {
    "en": re.compile(r"^(?:english|anglais|en|source)\b", re.IGNORECASE),
    "fr": re.compile(r"^(?:french|français|fr)\b", re.IGNORECASE),
}


def terms(source: Source) -> Iterator[Line]:
    """Propose the terms of a section.

    Args:
        source: The section.

    Yields:
        A line for each word that is preferred or refused in so many words.
    """
    yield from _columns(source)
    for block, intro in source.blocks():
        if block[0].kind == "head":
            continue
        found = [*_listed(source, block, intro)] or [*_said(source, block)]
        yield from found or _glossary(source, block)


def _said(source: Source, block: Sequence[Sentence]) -> Iterator[Line]:
    """Read sentences that say it: use this instead of that, avoid this."""
    head = _opening(block[0])
    for sentence in block:
        text = _with_marks(sentence)
        if _SHOWN.search(text) and not _TOLD.search(text):
            continue
        found = [*_pairs(source, sentence, text)] or [*_plainly(source, sentence)]
        yield from found or _refused(source, sentence, text, block[0], head)


def _pairs(source: Source, sentence: Sentence, text: str) -> Iterator[Line]:
    for pattern in _PAIRS:
        for match in pattern.finditer(text):
            use, avoid = (_marked(sentence, match[key]) for key in ("use", "avoid"))
            yield from _term(source, use, avoid, [sentence])


def _plainly(source: Source, sentence: Sentence) -> Iterator[Line]:
    """Read words that nothing sets off."""
    text = sentence.text
    if sentence.kind == "item" and len(text.split()) <= 2 * LONGEST:
        if match := _PLAIN_ITEM.match(text):
            yield from _term(source, (match["use"],), _split(match["avoid"]), [sentence])
    elif match := _NAMED.search(text):
        yield from _paired(source, _split(match["use"]), _split(match["avoid"]), sentence)
    elif match := _REFUSED.search(text):
        yield from _term(source, (), (match["avoid"],), [sentence], reason=text)


def _refused(
    source: Source, sentence: Sentence, text: str, first: Sentence, head: str
) -> Iterator[Line]:
    """Read what is refused; the item's own word stands in its place."""
    match = _AVOID.search(text)
    if match is None or _TURNS.search(match["gap"]):
        return
    avoid = _marked(sentence, match["avoid"])
    alone = sentence is first or not head
    cited = [sentence] if alone else [first, sentence]
    use = () if alone else (head,)
    yield from _term(source, use, avoid, cited, reason=_reason(sentence, avoid))


def _listed(source: Source, block: Sequence[Sentence], intro: str) -> Iterator[Line]:
    """Read an item of a list of words to avoid, with what to say instead."""
    heading = source.section.heading
    refused = _HEAD_AVOID.search(heading) or _HEAD_AVOID.search(intro)
    if block[0].kind != "item" or not (refused or _HEAD_OTHER.search(heading)):
        return
    text = " ".join(_with_marks(sentence) for sentence in block)
    match = _NOTED.match(text)
    if match is None or len(match["avoid"].split()) > LONGEST:
        return
    avoid = _split(_unmarked(block[0], match["avoid"]))
    note = match["note"] or ""
    instead = _USE.search(note)
    if instead:
        use = _marked(block[0], instead["use"])
    elif refused or not note:
        use = ()
    else:
        use = _split(_unmarked(block[0], note))[:1]
    reason = None if use and not re.search(r"unless|sauf", note) else _unmarked(block[0], note)
    confidence = "high" if refused else "medium"
    if refused or use:
        value = _value(source, use, avoid, reason)
        yield from source.line("terms", value, block, "high" if confidence == "high" else "medium")


def _columns(source: Source) -> Iterator[Line]:
    """Read tables that set one word against another, or two languages side by side."""
    use = avoid = None
    for row in source.rows():
        texts = [" ".join(sentence.text for sentence in cell) for cell in row]
        if (found := _heads(texts, source)) is not None:
            use, avoid = found
            continue
        if use is None or avoid is None or max(use, avoid) >= len(texts):
            continue
        said, refused = texts[use], texts[avoid]
        short = 0 < len(said.split()) <= LONGEST and 0 < len(refused.split()) <= LONGEST
        if short and fold(said) != fold(refused) and ":" not in said:
            cited = [sentence for cell in row for sentence in cell]
            word = re.split(r"\s[/–]\s|\s?\(", said)[0]
            value = _value(source, (word,), (refused,), said if word != said else None)
            yield from source.line("terms", value, cited, "high")


def _heads(texts: Sequence[str], source: Source) -> tuple[int, int] | None:
    """Say which column holds what to write and which what not to, where a row is a head."""
    other = "en" if source.language == "fr" else "fr"
    for good, bad in (
        (_COLUMN_USE, _COLUMN_AVOID),
        (_COLUMN_LANGUAGE[source.language], _COLUMN_LANGUAGE[other]),
    ):
        use = [place for place, text in enumerate(texts) if good.match(text.strip())]
        avoid = [place for place, text in enumerate(texts) if bad.match(text.strip())]
        if use and avoid and use[0] != avoid[0] and all(len(text.split()) < 5 for text in texts):
            return use[0], avoid[0]
    return None


def _glossary(source: Source, block: Sequence[Sentence]) -> Iterator[Line]:
    """Read an item of a word list that opens with the word as it must be written."""
    word = _opening(block[0])
    if block[0].kind != "item" or not word or not _HEAD_WORDS.search(source.section.heading):
        return
    rest = " ".join(sentence.text for sentence in block)
    reason = None if fold(rest) == fold(word) else rest
    yield from source.line("terms", _value(source, (word,), (), reason), block, "medium")


def _opening(sentence: Sentence) -> str:
    """Give the bold words with which an item opens, or nothing."""
    first = sentence.marks[0] if sentence.marks else None
    if first is None or first.style != "strong" or first.start or sentence.kind != "item":
        return ""
    return first.text.rstrip(" :")


def _term(
    source: Source,
    use: Sequence[str],
    avoid: Sequence[str],
    cited: Sequence[Sentence],
    *,
    reason: str | None = None,
) -> Iterator[Line]:
    avoid = [word for word in avoid if 0 < len(word.split()) <= LONGEST]
    if avoid and all(len(word.split()) <= LONGEST for word in use):
        extra = [*use[1:]]
        reason = reason or (f"{cited[-1].text}" if extra else None)
        yield from source.line("terms", _value(source, use, avoid, reason), cited, "high")


def _paired(
    source: Source, use: Sequence[str], avoid: Sequence[str], sentence: Sentence
) -> Iterator[Line]:
    if len(use) == len(avoid):
        for good, bad in zip(use, avoid, strict=True):
            yield from _term(source, (good,), (bad,), [sentence])
    else:
        yield from _term(source, use, avoid, [sentence])


def _value(
    source: Source, use: Sequence[str], avoid: Sequence[str], reason: str | None = None
) -> dict[str, JsonValue]:
    value: dict[str, JsonValue] = {}
    if use:
        value["use"] = use[0]
    if avoid:
        value["avoid"] = [*dict.fromkeys(avoid)]
    if reason:
        value["reason"] = reason
    if source.language == "fr" and language_of(source.section.heading) != "en":
        value["language"] = "fr"
    return value


def _reason(sentence: Sentence, avoid: Sequence[str]) -> str | None:
    said = sum(len(word.split()) for word in avoid)
    return sentence.text if len(sentence.text.split()) > said + 2 else None


def _with_marks(sentence: Sentence) -> str:
    """Put a number in the place of each run of words that is set off."""
    text, place = "", 0
    for number, mark in enumerate(sentence.marks):
        if mark.start < place or len(mark.text.split()) > LONGEST:
            continue
        text += sentence.text[place : mark.start] + f"⟦{number}⟧"
        place = mark.start + len(mark.text)
    return re.sub(r"[“«\"]\s?(⟦\d+⟧)\s?[”»\"]", r"\1", text + sentence.text[place:])


def _marked(sentence: Sentence, matched: str) -> tuple[str, ...]:
    numbers = (int(number) for number in re.findall(r"⟦(\d+)⟧", matched))
    words = (sentence.marks[number].text.strip(" ,;:") for number in numbers)
    return tuple(word if word.count(".") > 1 else word.rstrip(".") for word in words)


def _unmarked(sentence: Sentence, text: str) -> str:
    return re.sub(
        r"⟦(\d+)⟧",
        lambda match: (
            sentence.marks[int(match[1])].text if int(match[1]) < len(sentence.marks) else ""
        ),
        text,
    )


def _split(text: str) -> tuple[str, ...]:
    plain = re.sub(r"\s*\([^()]*\)", "", text)
    words = re.split(r",? (?:or|and|ou|et) |, ", plain)
    return tuple(word.strip(" .;:“”«»\"'") for word in words if word.strip(" .;:“”«»\"'"))
