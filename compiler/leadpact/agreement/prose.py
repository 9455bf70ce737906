"""The author's own prose: CommonMark with tables, read into the document tree.

Raw HTML stays text, an image becomes a link to it, and only links to http, https and mailto are kept: of any other the
address is shown as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from leadpact.agreement import document as doc

_SAFE = ("http://", "https://", "mailto:")


def read_prose(text: str) -> doc.Blocks:
    """Blocks of the document tree. Any text can be read; nothing is refused."""
    # The tree builder wants its own tokens each time.
    return _blocks(SyntaxTreeNode(_parser().parse(_dedented(text))).children)


def link(label: doc.Runs, address: str) -> doc.Runs:
    """A link, or where its address is of no kind that can be trusted, the label and the address as text."""
    if is_safe(address):
        return (doc.Link(label, address),)
    return (*label, doc.Plain(f" ({address})"))


def is_safe(address: str) -> bool:
    return address.lower().startswith(_SAFE) and address.isprintable() and " " not in address


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _dedented(text: str) -> str:
    """Without the indentation that all lines share, as the text stands indented in the policy."""
    lines = text.expandtabs().splitlines()
    shared = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[shared:] for line in lines)


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> doc.Blocks:
    return tuple(block for node in nodes for block in _block(node))


def _block(node: SyntaxTreeNode) -> list[doc.Block]:
    match node.type:
        case "paragraph":
            return [doc.Paragraph(_inline(node.children))]
        case "heading":
            return [doc.Subheading(_inline(node.children), int(node.tag.removeprefix("h")))]
        case "bullet_list":
            return [doc.BulletList(_items(node))]
        case "ordered_list":
            return [doc.NumberedList(_items(node), int(node.attrs.get("start", 1)))]
        case "blockquote":
            return [doc.Quote(_blocks(node.children))]
        case "fence" | "code_block":
            return [doc.CodeBlock(node.content)]
        case "hr":
            return [doc.Divider()]
        case "table":
            return [_table(node)]
        case _:
            return [doc.paragraph(node.content)] if node.is_root is False and node.token else []


def _items(node: SyntaxTreeNode) -> tuple[doc.Item, ...]:
    return tuple(doc.Item(_blocks(item.children)) for item in node.children)


def _table(node: SyntaxTreeNode) -> doc.Table:
    rows = [tuple(_inline(cell.children) for cell in row.children) for part in node.children for row in part.children]
    head, *body = rows
    return doc.Table(tuple(doc.Column(text_of(cell)) for cell in head), tuple(body), label="")


def _inline(nodes: Sequence[SyntaxTreeNode]) -> doc.Runs:
    return tuple(run for node in nodes for run in _run(node))


def _run(node: SyntaxTreeNode) -> doc.Runs:
    match node.type:
        case "inline":
            return _inline(node.children)
        case "text":
            return doc.plain(node.content)
        case "softbreak":
            return doc.plain(" ")
        case "hardbreak":
            return (doc.LineBreak(),)
        case "code_inline":
            return (doc.Code(node.content),)
        case "strong":
            return (doc.Strong(_inline(node.children)),)
        case "em":
            return (doc.Emphasis(_inline(node.children)),)
        case "link":
            return link(_inline(node.children), str(node.attrs.get("href", "")))
        case "image":
            return link(doc.plain(node.content or "image"), str(node.attrs.get("src", "")))
        case _:
            return doc.plain(node.content)


def text_of(runs: doc.Runs) -> str:
    """The text of runs without their looks."""
    said = []
    for run in runs:
        match run:
            case doc.Plain(text) | doc.Code(text):
                said.append(text)
            case doc.LineBreak():
                said.append(" ")
            case doc.Strong(inner) | doc.Emphasis(inner) | doc.Link(inner):
                said.append(text_of(inner))
    return "".join(said)
