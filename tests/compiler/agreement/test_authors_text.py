"""What the authors wrote appears as text, whatever they wrote; a company may say the rest in words of its own."""

from __future__ import annotations

import re

import pytest
from jinja2 import TemplateError
from markdown_it import MarkdownIt

from leadpact.agreement import document as doc
from leadpact.agreement.build import build_agreement
from leadpact.agreement.markdown import render_markdown
from leadpact.agreement.prose import link
from tests.compiler.agreement.documents import BARE, TEAMS, read

# ------------------------------------------------------------------------------------------------ the author's text

HOSTILE = "</td><script>alert(1)</script> [x](https://evil.example) `c` | {{ 7*7 }} @boss #1 https://evil.example"

PROSE = """
  purpose \"\"\"
    # A heading

    Some **bold**, *slanted* and `code`, with <b>HTML</b> and <script>alert(1)</script>.

    <div>a block</div>

    - one
      - two
    - [three](https://acme.example/a_b) and [four](javascript:alert(1)) and ![five](https://acme.example/p.png)

    3. three
    4. four

    > quoted

    | a | b |
    | - | - |
    | 1 | x \\| y |

    ```
    # not a heading


    <b>
    ```

    ---
  \"\"\"
"""


def test_labels_of_every_kind_are_shown_as_text() -> None:
    written = _hostile_policy()
    policy = read(written)
    text = render_markdown(build_agreement(policy))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    kinds = [token.type for token in tokens] + [child.type for token in tokens for child in token.children or ()]
    assert not {"html_block", "html_inline", "link_open", "image"} & set(kinds)
    codes = {child.content for token in tokens for child in token.children or () if child.type == "code_inline"}
    looked_for = re.compile(r"@\w|#\d|evil\.example")
    assert all(re.fullmatch(r"[\w. ]+", code) or looked_for.search(code) for code in codes), "names, and addresses"
    page = "\n".join(
        "".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"
    )
    shown = page.replace("\u2060", "")
    numbers = [int(number) for number in re.findall(r"evil\.example (\d+)", written)]
    assert len(numbers) > 25
    for number in numbers:
        assert f"{HOSTILE} {number}" in shown, f"the text numbered {number} is lost"


def _hostile_policy() -> str:
    """A policy whose every text is hostile, each with a number of its own."""
    numbers = iter(range(1, 100))

    def text() -> str:
        return f'"{HOSTILE} {next(numbers)}"'

    return f"""
agreement {text()}
  timezone "UTC"
  version {text()}
  effective 2026-01-01
team sales {text()}
  led by {text()}
  works office
  responsible for {text()}
calendar office {text()}
  timezone "UTC"
  open monday 09:00 to 17:00
  closed 2026-01-05 {text()}
value dial {text()} is 60 because {text()}
list bad {text()}: {text()}
lead
  title {text()}: text from {text()}
  kind {text()}: one of a {text()}, b
activity handed {text()} by sales from {text()}
activity called {text()} by sales
define boss {text()}
  when title is {text()}
  because {text()}
score fit {text()} from 0 to 100
  group {text()} at most 5 points
    +dial if boss
grade heat {text()} of fit
  hot {text()}: 0 or more
stage first {text()}
stage won {text()} owned by sales
  when boss
disqualify lost {text()}
  when title is one of bad
clock touch {text()} from handed to called
response hot {text()} on touch
  sales answers within 2 hours
  at due, notify {text()}
"""


def test_prose_is_read_and_only_what_is_harmless_is_kept() -> None:
    policy = read(BARE + PROSE.lstrip("\n"))
    purpose = build_agreement(policy).sections[0]
    kinds = [block.kind for block in purpose.blocks]
    assert kinds == [
        *("subheading", "paragraph", "paragraph", "bullet_list", "numbered_list", "quote", "table", "code_block"),
        *("divider", "paragraph"),
    ]
    text = render_markdown(build_agreement(policy))
    assert (
        "Some **bold**, *slanted* and `code`, with \\<b\\>HTML\\</b\\> and \\<script\\>alert(1)\\</script\\>." in text
    )
    assert "\\<div\\>a block\\</div\\>" in text
    assert "- [three](https://acme.example/a_b) and \\[four\\](javascript:alert(1)) and [five](https://acme." in text
    assert "3. three\n4. four\n" in text
    assert "> quoted" in text
    assert "| 1 | x \\| y |" in text
    assert "```text\n# not a heading\n\n\n<b>\n```" in text, "code keeps its lines"


def test_materials_are_links() -> None:
    policy = read(
        BARE + 'nurture warm "Warm"\n  after 1 months\n  material "Guide" at "https://acme.example/a_(b)"\n'
        '  material "A call"\n'
    )
    text = render_markdown(build_agreement(policy))
    assert "- [Guide](https://acme.example/a_%28b%29)\n- A call\n" in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", ""])
def test_no_link_is_made_to_what_cannot_be_trusted(address: str) -> None:
    label = doc.plain("Guide")
    assert link(label, address) == (*label, doc.Plain(f" ({address})"))


# ------------------------------------------------------------------------------------------------------ overrides


def test_a_company_can_say_it_in_its_own_words() -> None:
    own = {"wording.j2": "{% block goals_title %}Ziele | Goals{% endblock %}", "markdown/note.j2": "NOTE\n"}
    text = render_markdown(build_agreement(read(TEAMS), overrides=own), own)
    assert "## 6 Ziele \\| Goals" in text
    assert "## 5 Lead nurturing" in text, "what is not overridden stays"
    assert text.count("\nNOTE\n") == 2


def test_templates_are_run_in_a_sandbox() -> None:
    own = {"wording.j2": "{% block goals_title %}{{ ''.__class__.__mro__ }}{% endblock %}"}
    with pytest.raises(TemplateError):
        build_agreement(read(TEAMS), overrides=own)
