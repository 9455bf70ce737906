"""The agreement's page in Chromium: everybody can use it, it fits every screen and paper, and it runs nothing.

Accessibility is tested by axe-core, which comes along in a package from PyPI; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import pytest

from tests.compiler.agreement.pages import page_of, read, real, whole_policy
from tests.compiler.agreement.test_html import HOSTILE, PROSE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OpenPage: TypeAlias = "Callable[[str, int, Literal['light', 'dark']], Page]"

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenversicherungsbeitrag" * 3


@cache
def _html(name: str) -> str:
    """A page by name: that of a real policy, or of one that is hard on it."""
    numbers = count(1)
    match name:
        case "prose":
            return page_of(read(PROSE))
        case "hostile":
            return page_of(read(whole_policy(lambda: f"{HOSTILE} {next(numbers)}")))
        case "long words":
            return page_of(read(whole_policy(lambda: f"{LONG}{next(numbers)}")))
        case _:
            return page_of(real(name))


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    pages: list[Page] = []

    def opened(name: str, width: int, scheme: Literal["light", "dark"]) -> Page:
        file = tmp_path / "agreement.html"
        file.write_text(_html(name), encoding="utf-8")
        pages.append(browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme))
        pages[-1].goto(file.as_uri())
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("inbound", 1440, "light"),
        ("hostile", 360, "light"),
        ("hostile", 1440, "dark"),
        ("prose", 360, "dark"),
        ("prose", 1440, "light"),
    ],
)
def test_axe_finds_nothing(open_page: OpenPage, name: str, width: int, scheme: Literal["light", "dark"]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(open_page(name, width, scheme)).response
    assert len(found["passes"]) > 25, "axe has run"
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []


@pytest.mark.parametrize("name", ["acme", "inbound", "gitlab", "hostile", "long words", "prose"])
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_is_wider_than_the_screen(open_page: OpenPage, name: str, width: int) -> None:
    page = open_page(name, width, "light")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """() => [...document.querySelectorAll('main *, header *, nav *, footer *')].filter(element => {
             const box = element.getBoundingClientRect();
             return box.width > 2 && (box.right > innerWidth + 1 || box.left < -1)
               && !element.closest('.scroll, pre, caption, thead');
           }).map(element => element.outerHTML.slice(0, 200))"""
    )
    assert outside == []


@pytest.mark.parametrize("name", ["acme", "hostile"])
def test_no_words_of_a_drawing_leave_it(open_page: OpenPage, name: str) -> None:
    words = open_page(name, 360, "light").evaluate(
        """() => [...document.querySelectorAll('.lifecycle text')].filter(text => {
             const box = text.getBBox(), view = text.ownerSVGElement.viewBox.baseVal;
             return box.x < 0 || box.x + box.width > view.width || box.y + box.height > view.height;
           }).map(text => text.textContent)"""
    )
    assert words == []


def test_nothing_runs_and_nothing_is_fetched(open_page: OpenPage) -> None:
    page = open_page("hostile", 1440, "light")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.reload()
    assert [url for url in asked if not url.endswith("/agreement.html")] == []
    assert said == []
    assert page.evaluate("document.scripts.length") == 0


def test_the_page_forbids_what_would_be_put_into_it(open_page: OpenPage) -> None:
    page = open_page("prose", 1440, "light")
    refused = page.evaluate(
        """() => new Promise(done => {
             document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
             document.body.insertAdjacentHTML('beforeend', '<img src="http://127.0.0.1:9/x.png">');
             setTimeout(() => done('nothing'), 3000);
           })"""
    )
    assert refused == "img-src"


def test_the_first_key_skips_to_the_text(open_page: OpenPage) -> None:
    page = open_page("prose", 360, "light")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to the agreement"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_printed_on_light_paper_with_every_page_numbered(open_page: OpenPage, paper: str) -> None:
    page = open_page("inbound", 1440, "dark")
    printed = page.pdf(format=paper)
    assert printed.startswith(b"%PDF-")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 34, 45)"
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).display") == "none"
    rules = page.evaluate(
        """() => [...document.styleSheets[0].cssRules].filter(rule => rule instanceof CSSPageRule)
             .map(rule => rule.cssText).join()"""
    )
    assert "counter(page)" in rules
    kept = page.evaluate(
        """() => [...document.querySelectorAll('tbody tr, h2, h3, .signatures')]
             .filter(element => !getComputedStyle(element).breakInside.startsWith('avoid')).length"""
    )
    assert kept == 0
