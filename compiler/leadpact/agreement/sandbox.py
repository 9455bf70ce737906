"""Where templates run. They come with pull requests, so they can reach nothing, and can neither run on nor swell up.

Jinja's own sandbox keeps them from Python's insides. Here it is bounded as well: every step of a loop, every call and
every include counts against one budget, and so does every character put out; what makes long texts out of short ones
(`*`, `~`, `join`, `replace`) is measured before it does, and filters that cannot be measured do not exist. There is
neither chance nor a clock, so that the same policy gives the same document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from decimal import Decimal
from typing import Any, cast

from jinja2 import Template, TemplateRuntimeError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace
from markupsafe import Markup

MAX_STEPS = 500_000
"""Steps of loops, calls and includes in one document. Ours take some ten thousand for a large policy."""
MAX_OUTPUT = 50_000_000
"""Characters put out in one document, counted again each time that a part is put into a larger one."""
MAX_TEXT = 5_000_000
"""Characters of one text, entries of one list."""
_MAX_NUMBER = 10**18

# Filters that are given one text, filters that are given many values, and what may be asked of a text.
_OF_TEXT = (
    *("capitalize", "e", "escape", "forceescape", "lower", "safe", "string", "striptags", "title", "trim"),
    *("truncate", "upper", "wordcount"),
)
_OF_MANY = (
    *("abs", "count", "d", "default", "dictsort", "first", "groupby", "int", "items", "last", "length", "list", "map"),
    *("max", "min", "reject", "rejectattr", "reverse", "round", "select", "selectattr", "sort", "unique"),
)
_METHODS = (
    *("capitalize", "endswith", "find", "isalnum", "isalpha", "isdigit", "lower", "lstrip", "removeprefix"),
    *("removesuffix", "rstrip", "split", "splitlines", "startswith", "strip", "title", "upper"),
)


class TooMuch(TemplateRuntimeError):
    """What a document may spend is spent."""


class _Counting(CodeGenerator):
    """Turns templates into code as Jinja does, with loops that are counted and `~` that is measured."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        if node.recursive:
            self.fail("Loops that call themselves are not available; a macro does the same.", node.lineno)
        # What a loop puts out at each step is counted there, where its line is known.
        size = sum(len(text.data) for text in node.find_all(nodes.TemplateData))
        node.iter = _through("counted", cast(nodes.Expr, node.iter), nodes.Const(size))
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.visit(_through("concatenated", nodes.List(node.nodes)), frame)


def _through(method: str, *values: nodes.Expr) -> nodes.Expr:
    return nodes.Call(nodes.EnvironmentAttribute(method), list(values), [], None, None)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for one document: what it may spend is spent once."""

    code_generator_class = _Counting
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._steps = 0
        self._output = 0
        self._joined = 0
        given = {name: self._measured(name, self.filters[name]) for name in (*_OF_TEXT, *_OF_MANY)}
        self.filters = {**given, "join": _join, "replace": _replace}
        self.globals = {"range": self._range, "dict": dict, "namespace": Namespace}

    def spend(self, steps: int = 0, output: int = 0) -> None:
        """Counts work. Raises TooMuch."""
        self._steps += steps
        self._output += output
        if self._steps > MAX_STEPS:
            raise TooMuch(f"this takes more than {MAX_STEPS:,} steps")
        if self._output > MAX_OUTPUT:
            raise TooMuch(f"this puts out more than {MAX_OUTPUT:,} characters")

    def printable(self, value: object) -> str:
        """A value on its way into the document, counted. Raises TemplateRuntimeError for what is no text or number."""
        text = text_of_value(value)
        self.spend(output=len(text))
        return text

    def concat(self, parts: Iterable[str]) -> str:
        """What Jinja joins the parts of a template, a macro or a block with.

        It sees what nothing else counts, but no longer knows from which line it came: so it stops later than the rest.
        """
        found = []
        for part in parts:
            self._joined += len(part)
            if self._joined > 2 * MAX_OUTPUT:
                raise TooMuch(f"this puts out more than {2 * MAX_OUTPUT:,} characters")
            found.append(part)
        return "".join(found)

    def counted(self, values: Iterable[Any], size: int) -> Iterator[Any]:
        for value in values:
            self.spend(steps=1, output=size)
            yield value

    def concatenated(self, parts: Iterable[Any]) -> str:
        texts = [text_of_value(part) for part in parts]
        self.spend(output=_bounded(sum(map(len, texts))))
        return markup_join(texts)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"“{operator}” is not available here")
        if operator == "*":
            for one, other in ((left, right), (right, left)):
                if isinstance(one, str | list | tuple) and isinstance(other, int):
                    self.spend(output=_bounded(len(one) * other))
        elif operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            self.spend(output=_bounded(len(left) + len(right)))
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, int | float | Decimal) and not -_MAX_NUMBER < result < _MAX_NUMBER:
            raise TemplateRuntimeError("this number is too large")
        return result

    def call(self, context: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        self.spend(steps=1)
        return super().call(context, function, *args, **kwargs)

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        self.spend(steps=1)
        return super().get_template(name, parent, globals)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: `format` makes texts of any length, so it is refused like any method that is not named above."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        match obj:
            case str():
                return attr in _METHODS
            case bytes() | int() | float() | Decimal():
                return False
            case _:
                return super().is_safe_attribute(obj, attr, value)

    def _range(self, *bounds: int) -> range:
        found = safe_range(*bounds)
        self.spend(steps=len(found))
        return found

    def _measured(self, name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that counts what it is given; those of texts take texts only, or they would make one of a list."""
        passes = getattr(filter_, "jinja_pass_arg", None)
        of_text = name in _OF_TEXT

        def measured(*args: Any, **kwargs: Any) -> Any:
            place = 0 if passes is None else 1
            value = args[place]
            if of_text:
                value = value if isinstance(value, str) else text_of_value(value)
                self.spend(output=len(value))
            elif isinstance(value, Sized) and not isinstance(value, str):
                self.spend(steps=len(value))
            return filter_(*args[:place], value, *args[place + 1 :], **kwargs)

        if passes is not None:
            measured.jinja_pass_arg = passes  # type: ignore[attr-defined]
        return measured


def text_of_value(value: object) -> str:
    """A text or a number as text. Raises TemplateRuntimeError for anything else."""
    match value:
        case str():
            return value
        case Undefined():
            return str(value)  # says what is not defined
        case bool() | int() | float() | Decimal():
            return str(value)
        case _:
            raise TemplateRuntimeError(f"a {type(value).__name__} cannot be printed, only text and numbers")


def _join(values: Iterable[Any], between: str = "") -> str:
    texts = [text_of_value(value) for value in values]
    _bounded(sum(map(len, texts)) + len(between) * len(texts))
    if any(isinstance(text, Markup) for text in (*texts, between)):
        return Markup.escape(between).join(texts)
    return between.join(texts)


def _replace(value: Any, old: str, new: str) -> str:
    text = text_of_value(value)
    _bounded(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def _bounded(size: int) -> int:
    if size > MAX_TEXT:
        raise TemplateRuntimeError(f"this text or list is longer than {MAX_TEXT:,}")
    return size
