"""Amounts of money as people write them: a plain number, with the policy's own currency beside it or none."""

from __future__ import annotations

import re
import unicodedata

from leadpact.records.wording import Bad
from leadpact_dsl.text import BLANKS

_PARTS = re.compile(r"(?P<sign>[+-]?)(?P<before>[^0-9.,+\-]*)(?P<amount>[+-]?[0-9.,]*)(?P<after>[^0-9.,+\-]*)")

# A bare dollar sign is taken for US dollars only: other dollars must say which they are.
_SIGNS = {
    "AUD": ("A$", "AU$"),
    "BRL": ("R$",),
    "CAD": ("C$", "CA$"),
    "CNY": ("¥", "CN¥"),
    "EUR": ("€",),
    "GBP": ("£",),
    "INR": ("₹",),
    "JPY": ("¥", "JP¥"),
    "KRW": ("₩",),
    "NZD": ("NZ$",),
    "USD": ("$", "US$"),
}


def amount_of(text: str, currency: str) -> str | Bad:
    """The number in an amount such as “1200.50”, “$1200.50” or “1200.50 USD”; another currency is refused."""
    parts = _PARTS.fullmatch(text)
    marks = [mark for part in ("before", "after") if parts and (mark := parts[part].strip(BLANKS))]
    if parts is None or not parts["amount"] or len(marks) > 1 or not all(map(_is_currency, marks)):
        return text  # no amount at all, or one that is only a number: the number's own reading judges it
    if marks and marks[0].upper() not in (currency, *_SIGNS.get(currency, ())):
        return Bad(f"which is not in {currency}")
    return parts["sign"] + parts["amount"]


def _is_currency(mark: str) -> bool:
    letters = mark.isascii() and mark.isalpha() and len(mark) == 3
    return letters or any(unicodedata.category(char) == "Sc" for char in mark)
