"""Escaping for GitHub-flavoured Markdown: any text becomes Markdown that shows exactly this text.

Nothing in it is ever read as markup, HTML, a link, a mention, an issue number, an emoji code or a template's braces.
What a backslash cannot undo, because GitHub looks for it in the finished page, becomes a code span, which shows and
copies as it is; emoji codes, which hold nothing to copy, are parted by an invisible word joiner.
"""

from __future__ import annotations

import re

from leadpact_dsl.screen import visible

_JOINER = "\u2060"

_BLANKS = re.compile(r"[ \t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Always markup, wherever they stand. `$` opens mathematics on GitHub, `{` a template in some wikis.
_MARKUP = re.compile(r"[\\`*\[\]<>|~${}]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What makes a heading, a list, a rule or a table of a line that starts so.
_LINE_START = re.compile(r"^(?:#(?=#{0,5}(?:\s|$))|[+-](?=\s|$)|[-=](?=[-=\s]*$)|:(?=-)|\d{1,9}(?=[.)](?:\s|$)))")
# Behind a heading, these would close it and vanish.
_LINE_END = re.compile(r"(?<=\s)#(?=#*$)")
_AUTOLINK = re.compile(r"\b(?:(www)(\.)|(\w+)(:)(?=//)|(mailto|xmpp)(:))", re.IGNORECASE)
# Addresses, mentions and numbers of issues, with the word around them.
_IN_WORD = r"[^\s`|\"'(),;<>\[\]“”‘’]"
_LOOKED_FOR = re.compile(
    rf"(?<!{_IN_WORD}){_IN_WORD}*(?:@(?=\w)|#(?=\d)|\bGH-(?=\d)){_IN_WORD}*(?<![.:!?])", re.IGNORECASE
)
_EMOJI = re.compile(r":(?=[\w+-]+:)")


def inline(text: str) -> str:
    """Text as Markdown on one line. Line breaks and runs of blanks become one blank; what is invisible is shown."""
    text = visible(_BLANKS.sub(" ", text).strip())
    parts, end = [], 0
    for found in _LOOKED_FOR.finditer(text):
        parts += [_escaped(text[end : found.start()]), f"`{found.group()}`"]
        end = found.end()
    text = "".join([*parts, _escaped(text[end:])])
    return _LINE_END.sub(r"\\#", _LINE_START.sub(_not_a_block, text))


def html(text: str) -> str:
    """Text as it may stand between HTML tags within Markdown, on one line: what GitHub would look for there is code."""
    text = visible(_BLANKS.sub(" ", text).strip())
    parts, end = [], 0
    for found in _LOOKED_FOR.finditer(text):
        parts += [_entities(text[end : found.start()]), f"<code>{_entities(found.group())}</code>"]
        end = found.end()
    return "".join([*parts, _entities(text[end:])])


# A tag's line may still be read as Markdown, so its marks are entities as well. `&amp;` comes first.
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "&<>\"'`*_~[]{}\\$|:@#"}


def _entities(text: str) -> str:
    return text.translate(_ENTITIES)


def _escaped(text: str) -> str:
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _AUTOLINK.sub(_broken_link, text)
    return _EMOJI.sub(":" + _JOINER, text)


def code(text: str, *, in_table: bool = False) -> str:
    """Text as a code span: with more backticks around it than it has within."""
    text = visible(_BLANKS.sub(" ", text))
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    padding = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    shown = text.replace("|", "\\|") if in_table else text
    return f"{fence}{padding}{shown}{padding}{fence}" if text.strip() else ""


def code_block(text: str) -> str:
    """Text as a fenced block, its lines kept."""
    lines = [visible(line.expandtabs()) for line in text.splitlines()]
    longest = max((len(run) for line in lines for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *(line.rstrip() for line in lines), fence])


def address(url: str) -> str:
    """A link's address, with everything percent-encoded that could end it."""
    return re.sub(r"[^\w:/?#@!$&'*+,;=.~%-]", lambda found: _percent(found.group()), url, flags=re.ASCII)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def _broken_link(found: re.Match[str]) -> str:
    word, mark = (part for part in found.groups() if part)
    return f"{word}\\{mark}"


def _not_a_block(found: re.Match[str]) -> str:
    start = found.group()
    # A number keeps its digits: it is the mark behind it that must not make a list.
    return f"{start}\\" if start.isdigit() else f"\\{start}"
