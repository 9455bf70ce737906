"""Pages for tests: a policy in which every text is the test's own, and how a browser reads a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib

from leadpact.agreement.formats import write_agreement
from leadpact.policies import load
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT


def real(name: str) -> Policy:
    policy, _ = load(ROOT / "policies" / name)
    assert policy is not None
    return policy


def read(text: str) -> Policy:
    reading = read_policy([SourceFile("policy.sla", text)], {}, None)
    assert reading.policy is not None, [d.message for d in reading.diagnostics]
    return reading.policy


def page_of(policy: Policy, overrides: dict[str, str] | None = None) -> str:
    made = write_agreement(policy, "html", overrides=overrides)
    assert isinstance(made, str), made
    return made


def finding_of(policy: Policy, overrides: dict[str, str], form: str = "html") -> Diagnostic:
    made = write_agreement(policy, form, overrides=overrides)
    assert isinstance(made, Diagnostic), "the templates were used"
    return made


def parsed(page: str) -> Element:
    """The page as a browser reads it; names of elements carry no namespace. Any fault in it fails the test."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(page)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def elements(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def words_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def whole_policy(text: Callable[[], str]) -> str:
    """A policy with something of every kind, each of its labels, reasons and other texts from `text`."""

    def said() -> str:
        return f'"{text()}"'

    return f"""
agreement {said()}
  timezone "UTC"
  version {said()}
  effective 2026-01-01
  term 12 months
  review every 3 months
  purpose {said()}
team sales {said()}
  led by {said()}
  works office
  responsible for {said()}
section {said()} {said()}
calendar office {said()}
  timezone "UTC"
  open monday 09:00 to 17:00
  closed 2026-01-05 {said()}
value dial {said()} is 60 because {said()}
list bad {said()}: {said()}
lead
  title {said()}: text
  kind {said()}: one of a {said()}, b
activity handed {said()} by sales
activity called {said()} by sales
activity returned {said()} by sales
define boss {said()}
  when title is {said()}
  because {said()}
score fit {said()} from 0 to 100
  +3 if title is {said()}
  group {said()} at most 5 points
    +dial if boss
  by kind
    a: 1 because {said()}
    b: 2
    unknown: 0
grade heat {said()} of fit
  hot {said()}: 0 or more
stage first {said()}
stage won {said()} owned by sales
  when handed
disqualify lost {said()}
  when title is one of bad
nurture warm {said()}
  after 1 months
  material {said()} at "https://acme.example/a?b=1&c=%22"
recycle again {said()}
  when returned
  to nurture warm for 30 days
  because {said()}
route all {said()} to sales
clock touch {said()} from handed to called
response hot {said()} on touch
  sales answers within 2 hours
  at due, notify {said()}
goal many {said()}
  sales delivers at least 3 leads at won each month because {said()}
example {said()}
  as of 2026-01-05 10:00
  lead
    title {said()}
    kind a
  expect fit is 1
"""
