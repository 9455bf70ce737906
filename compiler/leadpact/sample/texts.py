"""Texts for a field: what the policy asks for, and what such a field usually holds, told by its name and label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadpact.sample import words
from leadpact.sample.dice import Dice
from leadpact.sample.hints import Asked, Word
from leadpact_dsl.model import Field


@dataclass(frozen=True)
class Person:
    """Who a lead is: what its texts have in common."""

    first: str
    last: str
    company: str
    domain: str

    @property
    def mailbox(self) -> str:
        return f"{_ascii(self.first)}.{_ascii(self.last)}"


_ROLES = (
    ("domain", r"domain"),
    ("email", r"e-?mail"),
    ("phone", r"phone|mobile"),
    ("first", r"\bfirst name|given name"),
    ("last", r"\blast name|surname|family name"),
    ("title", r"title|position|\brole\b|occupation|profession"),
    ("company", r"company|account|organi[sz]ation|employer"),
    ("country", r"country|nation"),
    ("city", r"city|town"),
    ("website", r"website|url\b|homepage"),
    ("path", r"path|page|link"),
    ("source", r"source|channel|campaign|medium|origin"),
    ("rep", r"\brep\b|owner|salesperson|seller|assigned"),
    ("name", r"name|person|contact"),
)


def person(dice: Dice, free_mail: Sequence[str]) -> Person:
    start, end = dice.pick(words.COMPANY_STARTS), dice.pick(words.COMPANY_ENDS)
    domain = dice.pick(free_mail or words.FREE_MAIL) if dice.chance(0.25) else f"{start}{end}.example".lower()
    return Person(dice.pick(words.FIRST_NAMES), dice.pick(words.LAST_NAMES), f"{start} {end}", domain)


def role_of(field: Field) -> str:
    """What a text field is about, such as "email" or "title"; empty where its name and label do not tell."""
    said = f"{field.name.replace('_', ' ')} {field.label}".lower()
    return next((role for role, pattern in _ROLES if re.search(pattern, said)), "")


def among(asked: Iterable[Asked]) -> list[str | Word]:
    """The texts among what is asked for."""
    return [value for value in asked if isinstance(value, str | Word)]


def usual(role: str, who: Person, dice: Dice, reps: Sequence[str]) -> str:
    """A text that such a field usually holds."""
    match role:
        case "domain":
            return who.domain
        case "email":
            return f"{who.mailbox}@{who.domain}"
        case "phone":
            return f"+1 555 01{dice.whole(0, 99):02} {dice.whole(0, 9999):04}"
        case "first":
            return who.first
        case "last":
            return who.last
        case "title":
            return dice.pick(words.TITLES)
        case "company":
            return who.company
        case "country":
            return dice.pick(words.COUNTRIES)
        case "city":
            return dice.pick(words.CITIES)
        case "website":
            return f"https://{who.domain}"
        case "path":
            return dice.pick(words.PATHS)
        case "source":
            return dice.pick_early(words.SOURCES)
        case "rep":
            return dice.pick(reps)
        case "name":
            return f"{who.first} {who.last}"
        case _:
            return dice.pick(words.PLAIN)


def asked_for(asked: str | Word, role: str, dice: Dice) -> str:
    """A text that meets what is asked for, or narrowly misses it."""
    hit = asked if isinstance(asked, str) else _around(asked, role, dice)
    return hit if dice.chance(0.85) else _near_miss(asked, dice)


def _around(word: Word, role: str, dice: Dice) -> str:
    text = word.text
    match word.kind:
        case "has the word" if role == "title":
            return dice.pick(
                (f"{text} {dice.pick(words.DEPARTMENTS)}", f"{dice.pick(words.DEPARTMENTS)}, {text}", text)
            )
        case "has the word":
            return dice.pick((text, f"{dice.pick(words.PLAIN)} {text}", f"({text}) {dice.pick(words.PLAIN)}"))
        case "contains":
            return dice.pick((text, f"{dice.pick(words.PLAIN)} {text}s"))
        case "starts with":
            tail = f"/{dice.pick(words.PLAIN)}" if text.startswith("/") else f" {dice.pick(words.PLAIN)}"
            return dice.pick((text, text + tail))
        case "ends with":
            return dice.pick((text, f"{dice.pick(words.PLAIN)}{text}"))


def _near_miss(asked: str | Word, dice: Dice) -> str:
    text = asked if isinstance(asked, str) else asked.text
    shorter = text[:-1] if len(text) > 1 else f"{text}{text}"
    return dice.pick((f"M{text}", f"{text}s", f"x{text}", shorter, f"{text}-{text}"))


def _ascii(name: str) -> str:
    return "".join(char for char in name.lower() if char.isascii() and char.isalpha()) or "lead"
