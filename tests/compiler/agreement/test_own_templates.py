"""A company's own templates: they stand in for ours, reach nothing, and what is wrong with one is said at its line."""

from __future__ import annotations

import pytest

from leadpact.agreement.formats import FORMATS, write_agreement
from leadpact.agreement.own_templates import with_own
from leadpact.templates import our_templates
from tests.compiler.agreement.pages import finding_of, page_of, read, real

SMALL = """
agreement "Ours"
  timezone "UTC"
  purpose "Why **we** do it."
team sales "Sales"
"""


def small(overrides: dict[str, str], form: str) -> str:
    made = write_agreement(read(SMALL), form, overrides=overrides)
    assert isinstance(made, str), made
    return made


def test_every_template_of_ours_can_be_a_company_s_own() -> None:
    ours = our_templates()
    assert {name.partition("/")[0] for name in ours} == {"wording.j2", *FORMATS}
    for form in FORMATS:
        assert write_agreement(real("inbound"), form, overrides=ours) == write_agreement(real("inbound"), form)


@pytest.mark.parametrize("form", FORMATS)
def test_own_words_hold_in_every_format(form: str) -> None:
    made = small({"wording.j2": "{% block term_title %}How long <it> holds{% endblock %}"}, form)
    assert {"markdown": "## 9 How long \\<it\\> holds", "html": "How long &lt;it&gt; holds</h2>"}[form] in made
    assert "Review period" in made, "what it does not word stays as it is"


def test_a_template_of_one_format_is_none_of_the_other() -> None:
    own = {"html/paragraph.j2": '<p class="mine">{{ block.runs | runs }}</p>\n'}
    assert '<p class="mine">Why <strong>we</strong> do it.</p>' in small(own, "html")
    assert small(own, "markdown") == small({}, "markdown")
    own = {"markdown/paragraph.j2": "§ {{ block.runs | runs }}\n"}
    assert "§ Why **we** do it." in small(own, "markdown")
    assert small(own, "html") == small({}, "html")


def test_new_templates_can_be_included() -> None:
    own = {
        "html/skip.j2": '{% include "parts/logo.j2" %} Skip',
        "html/parts/logo.j2": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="{{ document.title }}">',
    }
    assert 'alt="Ours"> Skip</a>' in small(own, "html")


def test_what_own_templates_put_out_is_escaped_too() -> None:
    policy = read(SMALL.replace("Ours", "<b>|*Ours*"))
    assert "&lt;b&gt;|*Ours*!" in page_of(policy, {"html/skip.j2": "{{ document.title }}!"})
    assert "&lt;b&gt;|*Ours*!" in page_of(policy, {"html/skip.j2": "{{ document.title ~ '!' }}"})
    assert "&lt;b&gt;|*Ours*!" in page_of(policy, {"html/skip.j2": "{{ [document.title, '!'] | join }}"})


# ------------------------------------------------------------------------------------------------ what goes wrong

WRONG = [
    ("\n{{ block.", 2, "expected name or number"),
    ("\n\n{{ block.nothing }}", 3, "has no attribute 'nothing'"),
    ("\n{% if %}{% endif %}", 2, "Expected an expression"),
    ("{{ 1 / 0 }}", 1, "division by zero"),
    ("\n{{ 'a' + 1 }}", 2, "str"),
    ("{% include 'nowhere.j2' %}", 1, "there is no template called nowhere.j2"),
    ("{% include 'paragraph.j2' %}", 1, "without an end"),
    ("{{ block.runs }}", 1, "a tuple cannot be printed"),
    ("{{ ''.__class__ }}", 1, "unsafe"),
    ("{{ block.__class__.__mro__ }}", 1, "unsafe"),
    ("{{ namespace.__init__.__globals__ }}", 1, "unsafe"),
    ("{{ '{0.__class__}'.format(block) }}", 1, "unsafe"),
    ("{{ self._TemplateReference__context }}", 1, "unsafe"),
    ("{{ block.runs | attr('__class__') }}", 1, "No filter named 'attr'"),
    ("{{ [1, 2] | random }}", 1, "No filter named 'random'"),
    ("{% import os %}", 1, "Expected"),
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("text", "line", "said"), WRONG, ids=[text.strip() for text, _, _ in WRONG])
def test_what_is_wrong_is_said_at_its_line(form: str, text: str, line: int, said: str) -> None:
    name = f"{form}/paragraph.j2"
    found = finding_of(read(SMALL), {name: text, "wording.j2": "{# sound #}"}, form)
    assert found.span is not None
    assert (found.code, found.span.file.name, found.span.line) == ("LP006", name, line)
    assert found.message.startswith("This template cannot be used: ")
    assert said.lower() in found.message.lower()
    assert "delete the file" in found.help


# Each of these would take hours or all memory there is.
ENDLESS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(9999999999) %}{% endfor %}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(50) }}",
    "{{ 'x' * 999999999 }}",
    "{{ 999999999 * 'x' }}",
    "{{ [0] * 999999999 }}",
    "{{ 9 ** 999999999 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 'x'.ljust(999999999) }}",
    "{{ '{:999999999}'.format(1) }}",
    "{{ 'x' | center(999999999) }}",
    "{{ 'x' | indent(999999999) }}",
    "{{ [1] | batch(999999999, 0) | list }}",
    "{% set n = namespace(x='x' * 1000) %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x='x' * 1000) %}{% for a in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x='x') %}{% for a in range(60) %}{% set n.x = n.x | replace('x', 'xx') %}{% endfor %}",
    "{% set n = namespace(x='x') %}{% for a in range(60) %}{% set n.x = [n.x, n.x] | join(n.x) %}{% endfor %}",
    "{% set n = namespace(x='x') %}{% for a in range(60) %}{% set v %}{{ n.x }}{{ n.x }}{% endset %}"
    "{% set n.x = v %}{% endfor %}",
    "{% set n = namespace(x=2) %}{% for a in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "{% set n = namespace(x=[0]) %}{% for a in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "{% set x = range(99999) | list %}{% for a in range(9999) %}{% set y = x | sort %}{% endfor %}",
    "{% for a in range(999) %}{% for b in range(300) %}" + "x" * 999 + "{% endfor %}{% endfor %}",
    "{% for a in range(99) recursive %}{{ loop(range(99)) }}{% endfor %}",
]


@pytest.mark.parametrize("text", ENDLESS, ids=[text[:60] for text in ENDLESS])
def test_no_template_runs_on_or_swells_up(text: str) -> None:
    found = finding_of(read(SMALL), {"html/skip.j2": f"\n{text}"})
    assert found.code == "LP006"
    assert found.span is not None
    assert (found.span.file.name, found.span.line) == ("html/skip.j2", 2)


def test_deep_templates_are_refused_as_well() -> None:
    for text in ("(" * 5000, "{% if 1 %}" * 3000, "{% for a in [1] %}" * 60 + "{% endfor %}" * 60, "{{ [" + "[" * 5000):
        assert finding_of(read(SMALL), {"html/skip.j2": "{{ " + text + " }}"}).code == "LP006"


def test_words_that_fail_are_said_at_their_line() -> None:
    for form in FORMATS:
        found = finding_of(read(SMALL), {"wording.j2": "\n{% block term_title %}{{ nothing }}{% endblock %}"}, form)
        assert found.span is not None
        assert (found.span.file.name, found.span.line) == ("wording.j2", 2)
        assert "'nothing' is undefined" in found.message


def test_a_fault_in_which_no_own_template_has_a_part_is_ours() -> None:
    def fails() -> str:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        with_own(fails, {"wording.j2": ""})
