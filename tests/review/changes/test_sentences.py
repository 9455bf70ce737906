"""Each kind of change in its words, with its label and its place in the agreement: one edit of a small policy each."""

from __future__ import annotations

import pytest

from leadpact.digest import digest_of
from leadpact.review.changes import changes_between
from tests.review.changes.policies import small

BASE = """agreement "Small"
  version "1"
  effective 2026-10-01
  term 12 months
  review every 3 months
  timezone "Europe/Paris"
  covers 2025 to 2027
team marketing "Marketing"
team sales "Sales"
  led by "VP Sales"
  works office
  capacity 20 new leads per person each week, 3 people
  responsible for "Answering in time"
calendar office "Office"
  open monday to friday 09:00 to 17:00
  closed 2026-12-24 "Christmas Eve"
value needed "Points that sales needs" is 60
  from 2027-01-01: 65
value bonus "Points for a demo" is 50
list rivals "Rivals": "a.example", "b.example"
list buyers "Pages of buyers": "/pricing", "/sales"
lead
  company "Company": text required
  size "Size": whole number
  domain "Domain": text
  industry "Industry": one of software, media, other
  source "Source": text, "web" when unknown
  same when domain is the same
activity visited "viewed a page" from "Visit"
  path "Path": text
activity attended "attended a webinar"
activity asked "asked for a demo"
activity handed "was handed to sales" by marketing
activity called "was called" by sales
activity won "became a customer" by sales
activity returned "was returned by sales" by sales
  reason "Reason": one of not_now, no_fit required
define rival "Works for a rival"
  when domain is one of rivals
define large "Large"
  when any of
    size is at least 1000
    industry is one of software, media
define eager "Eager"
  when all of
    asked in the last 30 days
    attended at least 2 times in the last 90 days
score fit "Fit" from 0 to 100
  +30 if large because "They pay."
  -5 if size is unknown
  by size
    below 50: 0
    50 to 499: 15
    500 or more: 25
    unknown: 0
  by industry
    software: 20
    otherwise: 5
    unknown: 0
  zero if rival
score doubt "Doubt" from 0 to 50
  +10 if company contains "university"
score engagement "Engagement" from 0 to 100
  +10 for each attended in the last 90 days at most 3 times
  +bonus for each asked once a day
  group "Web" at most 40 points losing 20% every 7 days
    +5 for each visited once a week where path is one of buyers
  first of
    +20 if eager
    +5 if asked
  -10 for every 30 days without activity at most 30 points
score total "Lead score" from 0 to 100 is 60% of fit plus 40% of engagement minus doubt
grade priority "Priority" of total
  A "Call today": 75 or more
  B "Call this week": 60 to below 75
  C "Nurture": below 60
stage inquiry "Inquiry" owned by marketing
stage MQL "Marketing qualified lead" owned by marketing, probability 10%
  when total is at least needed
stage customer "Customer"
  recorded by won
disqualify rivals_out "Rival"
  when rival
route big "Enterprise desk" to sales
  when large
  split by lead id between "ana", "ben"
route rest "Everyone else" to sales
clock first "First touch" from handed to called
response hot "Hot leads" on first
  for priority is A
  sales answers within 15 business minutes
  sales tries at least 6 times within 10 days
  at due, notify "the manager"
response others "All other leads" on first
  sales answers by close of business the next day
recycle later "Not now"
  when returned where reason is not_now
  to nurture warm for 90 days
  back sooner if asked
nurture warm "Keep warm"
  after 1, 3, 6 months
  material "Guide" at "https://a.example/guide"
goal volume "Volume"
  marketing delivers at least 400 leads at MQL each month
goal speed "Speed"
  at least 95% of hot are answered in time each month
section "Consent" "Ask first."
"""

CASES = [
    # what is written, what instead, the section, the label, the sentence
    ("+30 if large", "+40 if large", "Fit", "looser", "“Large” now earns 40 points (was 30)."),
    ("+30 if large", "-30 if large", "Fit", "tighter", "“Large” now costs 30 points (before: earns 30 points)."),
    ("-5 if size", "-10 if size", "Fit", "tighter", "If the size is unknown, the lead now loses 10 points (was 5)."),
    ('  +30 if large because "They pay."\n', "", "Fit", "tighter",
     "Dropped: the lead earns 30 points if it meets “Large”."),
    ("  zero if rival", "  +5 if source is \"event\"\n  zero if rival", "Fit", "looser",
     "New: the lead earns 5 points if the source is “event”."),
    ("50 to 499: 15", "50 to 499: 20", "Fit", "looser", "Size: 50 to 499 now earns 20 points (was 15)."),
    ("50 to 499: 15\n    500", "50 to 599: 15\n    600", "Fit", "tighter",
     "Size: 500 to 599 now earns 15 points (was 25)."),
    ("software: 20\n", "software: 20\n    media: 10\n", "Fit", "looser",
     "Industry: Media now earns 10 points (was 5)."),
    ("    50 to 499: 15\n", "    50 to 99: 15\n    100 to 499: 15\n", "Fit", "wording",
     "The table “Size” has its rows parted otherwise, with the same points."),
    ("  zero if rival\n", "", "Fit", "looser",
     "Fit is no longer 0, whatever else the lead earned, if it meets “Works for a rival”."),
    ('"Fit" from 0 to 100', '"Fit" from 0 to 80', "Fit", "tighter", "Fit now ends at 80 (was 100)."),
    ("+10 if company", "+20 if company", "Doubt", "tighter",
     "If the company contains “university”, the lead now earns 20 points (was 10)."),
    ("+10 for each attended", "+15 for each attended", "Engagement", "looser",
     "Attended a webinar in the last 90 days now earns 15 points (was 10)."),
    ("attended in the last 90 days at most 3", "attended in the last 60 days at most 3", "Engagement", "tighter",
     "Attended a webinar earns 10 points, now in the last 60 days (was 90 days)."),
    ("at most 3 times", "at most 5 times", "Engagement", "looser",
     "Attended a webinar in the last 90 days earns 10 points, "
     "now counting at most the 5 latest (before: at most the 3 latest)."),
    ("+10 for each attended in the last 90 days at most 3 times", "+12 for each attended at most 3 times", "Engagement",
     "looser", "Attended a webinar now earns 12 points (was 10), now at any time (before: in the last 90 days)."),
    ("at most 40 points losing", "at most 30 points losing", "Engagement", "tighter",
     "Group “Web” now gives at most 30 points (was 40 points)."),
    ("losing 20% every 7 days", "losing 10% every 7 days", "Engagement", "looser",
     "Group “Web”: the points now go down by 10% of the original for every 7 days since (was 20%)."),
    ("once a week where path is one of buyers", "once a week", "Engagement", "looser",
     "Viewed a page earns 5 points, now always (before: only where the path is on the list “Pages of buyers”)."),
    ("    +20 if eager\n    +5 if asked\n", "    +5 if asked\n    +20 if eager\n", "Engagement", "different",
     "Of rules of which only the first that holds pays, the rule for +5 points (the lead asked for a demo) now comes "
     "before the rule for +20 points (the lead meets “Eager”)."),
    ("every 30 days without", "every 20 days without", "Engagement", "tighter",
     "Every 20 days (was 30 days) without activity of the lead's own costs 10 points."),
    ("60% of fit", "50% of fit", "Lead score", "tighter", "Lead score now counts 50% of Fit (was 60%)."),
    (" minus doubt", "", "Lead score", "looser", "Dropped: minus Doubt in Lead score."),
    ("75 or more\n  B \"Call this week\": 60 to below 75", "80 or more\n  B \"Call this week\": 60 to below 80",
     "Grades", "tighter", "Priority A (Call today) now begins at 80 (was 75)."),
    ("is 60\n  from 2027-01-01: 65", "is 55\n  from 2027-01-01: 65", "Agreed amounts", "looser",
     "“Points that sales needs” is now 55 until 1 January 2027 (was 60)."),
    ("  from 2027-01-01: 65\n", "", "Agreed amounts", "looser",
     "“Points that sales needs” no longer becomes 65 from 1 January 2027."),
    ("is 50\n", "is 40\n", "Agreed amounts", "tighter", "“Points for a demo” is now 40 (was 50)."),
    ('"a.example", "b.example"', '"b.example", "c.example"', "Lists", "tighter", "“Rivals” now also has c.example."),
    ('"a.example", "b.example"', '"b.example", "A.example"', "Lists", "wording",
     "“Rivals” has entries that are spelled otherwise: A.example."),
    ("size is at least 1000", "size is at least 2000", "Defined terms", "tighter",
     "For “Large”, it is now enough that the size is at least 2,000 (was 1,000)."),
    ("    industry is one of software, media\n", "", "Defined terms", "tighter",
     "For “Large”, it is no longer enough that the industry is Software or Media."),
    ("asked in the last 30 days\n", "asked in the last 30 days\n    size is known\n", "Defined terms", "tighter",
     "“Eager” now also asks that the size is known."),
    ("attended at least 2 times in the last 90", "attended at least 3 times in the last 90", "Defined terms", "tighter",
     "“Eager” now asks that the lead attended a webinar at least 3 times in the last 90 days (was 2 times)."),
    ("when domain is one of rivals", 'when domain is one of rivals or company contains "rival"', "Defined terms",
     "tighter", "For “Works for a rival”, it is now also enough that the company contains “rival”."),
    ("total is at least needed", "total is at least needed and size is known", "Stages of a lead", "tighter",
     "MQL now also asks that the size is known."),
    ("total is at least needed", "total is at least 50", "Stages of a lead", "different",
     "MQL now asks that Lead score is at least 50 (was “Points that sales needs”)."),
    ("when total is at least needed\n", "when total is at least needed\n  recorded by handed\n", "Stages of a lead",
     "looser", "A lead is now also at MQL once “was handed to sales” is recorded for it."),
    ("probability 10%", "probability 15%", "Stages of a lead", "different",
     "MQL: the probability of a sale is now 15% (was 10%)."),
    ('disqualify rivals_out "Rival"\n  when rival\n', "", "Leads that are not pursued", "looser",
     "Dropped: a lead is disqualified as “Rival” if it meets “Works for a rival”."),
    ('"ana", "ben"', '"ana", "ben", "cleo"', "Who gets a lead", "different",
     "“Enterprise desk” shares its leads out now also to cleo (before: between ana and ben)."),
    ("within 15 business minutes", "within 10 business minutes", "First touch", "tighter",
     "“Hot leads”: Sales answers within 10 business minutes (was 15 business minutes)."),
    ("at least 6 times", "at least 4 times", "First touch", "looser",
     "“Hot leads”: Sales tries at least 4 times within 10 days of the start (was 6 times)."),
    ("for priority is A", "for priority is at least B", "First touch", "different",
     "“Hot leads” now asks that Priority is B (Call this week) or better (before: A (Call today))."),
    ("by close of business the next day", "by close of business the same day", "First touch", "tighter",
     "“All other leads”: Sales answers by close of business the same day (was next business day)."),
    ("to called\n", "to called, won\n", "First touch", "looser",
     "“First touch” now also stops once the lead became a customer."),
    ("09:00 to 17:00", "09:00 to 18:00", "Business calendars", "tighter",
     "“Office” is now open 09:00 to 18:00 on Monday to Friday (was 09:00 to 17:00)."),
    ('closed 2026-12-24 "Christmas Eve"', 'closed 2026-12-24 "Christmas Eve", 2026-12-31', "Business calendars",
     "looser",
     "“Office” is now closed on 31 December 2026."),
    ("for 90 days", "for 60 days", "Which leads are nurtured", "looser",
     "“Not now”: leads now rest for 60 days (was 90 days)."),
    ("after 1, 3, 6 months", "after 1, 2, 3 months", "Nurturing programmes", "different",
     "“Keep warm”: leads are now contacted after 1, 2 and 3 months (was 1, 3 and 6 months)."),
    ("at least 400 leads", "at least 450 leads", "Goals", "tighter",
     "“Volume”: Marketing delivers at least 450 leads at MQL each month (was 400 leads)."),
    ("at least 95% of hot", "at least 90% of hot", "Goals", "looser",
     "“Speed”: at least 90% of the leads under “Hot leads” are answered in time each month (was 95%)."),
    ("each week, 3 people", "each week, 4 people", "Capacity", "different",
     "What Sales can take in is now 20 new leads per person each week, with 4 people: 80 new leads each week "
     "(was 3 people: 60)."),
    ('size "Size": whole number', 'size "Size": whole number required', "What is known of a lead", "tighter",
     "“Size” is now required: a lead without it is rejected."),
    ('"web" when unknown', '"mail" when unknown', "What is known of a lead", "different",
     "“Source”: unknown is taken as “mail” (before: is taken as “web”)."),
    ("software, media, other", "software, media, retail, other", "What is known of a lead", "different",
     "“Industry” may now also be “Retail”."),
    ("  same when domain is the same\n", "", "What is known of a lead", "different",
     "Dropped: two records are taken for one lead if they have the same domain."),
    ('from "Visit"', 'from "Page"', "What leads and teams do", "different",
     "“viewed a page” is now looked for in the log as “Page” (before: “Visit”)."),
    ("term 12 months", "term 24 months", "Term", "different", "The agreement now runs for 24 months (was 12 months)."),
    ('"Europe/Paris"', '"Europe/Rome"', "The agreement", "different",
     "Days, periods and times now go by the clocks of Europe/Rome (was Europe/Paris)."),
    ('version "1"', 'version "2"', "The agreement", "wording", "Its version is now “2” (was “1”)."),
    ('because "They pay."', 'because "They stay."', "Fit", "wording",
     "Meets “Large”: the reason given is now “They stay.” (before: “They pay.”)."),
    ('fit "Fit"', 'fit "Company fit"', "Company fit", "wording", "The score “Fit” is now called “Company fit”."),
    ('"Ask first."', '"Ask."', "Annex: further terms", "wording",
     "The section “Consent” is worded otherwise: “Ask.” (before: “Ask first.”)."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "instead", "section", "label", "sentence"), CASES, ids=[case[4][:60] for case in CASES]
)
def test_the_words_of_a_change(written: str, instead: str, section: str, label: str, sentence: str) -> None:
    assert BASE.count(written) == 1, written
    old, new = small(BASE), small(BASE.replace(written, instead))
    changes = changes_between(old, new)
    said = [(change.section, change.label, change.sentence) for change in changes.changes]
    assert (section, label, sentence) in said
    others = [one for one in said if one != (section, label, sentence)]
    # What came and what went from a list are two changes; nothing else is more than one.
    assert len(others) == (1 if '"c.example"' in instead else 0), others
    assert changes.signed == (digest_of(old) != digest_of(new)) == ("because" not in written or "+30" in written)
    back = changes_between(new, old)
    turned = {"tighter": "looser", "looser": "tighter"}
    assert sorted(turned.get(c.label, c.label) for c in back.changes) == sorted(c.label for c in changes.changes)


def test_a_rule_that_went_into_a_group_is_the_same_rule() -> None:
    text = BASE.replace("  +10 for each attended in the last 90 days at most 3 times\n", "").replace(
        "once a week where path is one of buyers\n",
        "once a week where path is one of buyers\n    +10 for each attended in the last 90 days at most 3 times\n",
    )
    (change,) = changes_between(small(BASE), small(text)).changes
    # What it gives, and leaves to the others there, can only be less.
    assert change.label == "tighter"
    assert change.sentence == (
        "Attended a webinar in the last 90 days: this rule now stands in group “Web”, which gives at most 40 points "
        "and lets points fade (before: outside of any group)."
    )


def moved(rule: str, before: str, *, to: str = "", instead: str | None = None) -> str:
    """The small policy with a rule in another place: before some line; what is `to` stands in front of it."""
    assert BASE.count(rule) == BASE.count(before) == 1
    return BASE.replace(rule, "").replace(before, f"{to}{instead or rule}{before}")


ATTENDED = "  +10 for each attended in the last 90 days at most 3 times\n"


def test_a_rule_that_went_to_another_score_is_the_same_rule() -> None:
    (change,) = changes_between(small(BASE), small(moved(ATTENDED, "  -5 if size"))).changes
    assert (change.section, change.label) == ("Fit", "different")
    assert change.sentence == (
        "Attended a webinar in the last 90 days: this rule now counts in Fit (before: in Engagement)."
    )
    assert change.old
    assert change.old_span is not None
    assert change.new_span is not None
    more = changes_between(small(BASE), small(moved(ATTENDED, "  -5 if size", instead=ATTENDED.replace("10", "15"))))
    assert [(one.label, one.sentence) for one in more.changes][1] == (
        "looser", "Attended a webinar in the last 90 days now earns 15 points (was 10)."
    )  # fmt: skip
    inside = moved("  -5 if size is unknown\n", "    +5 for each visited", instead="    -5 if size is unknown\n")
    (change,) = changes_between(small(BASE), small(inside)).changes
    assert change.sentence == (
        "The size is unknown: this rule now counts in Engagement, in group “Web”, which gives from −40 to 40 points "
        "and lets points fade (before: in Fit)."
    )


def test_a_rule_that_went_to_a_score_of_its_own_is_not_dropped() -> None:
    text = moved(ATTENDED, "score total", to='score web "Webinars" from 0 to 30\n')
    said = [change.sentence for change in changes_between(small(BASE), small(text)).changes]
    assert len(said) == 2
    assert said[0].startswith("New: the score “Webinars”: each time the lead attended a webinar")
    assert said[1].endswith("this rule now counts in Webinars (before: in Engagement).")


def test_fading_says_how_it_was_before() -> None:
    fading = BASE.replace("once a day\n", "once a day losing 20% every 7 days\n")
    slower = fading.replace("losing 20% every 7 days\n  group", "losing 10% every 14 days\n  group")
    (change,) = changes_between(small(fading), small(slower)).changes
    assert change.label == "looser"
    neither = fading.replace("losing 20% every 7 days\n  group", "losing 10% every 3 days\n  group")
    assert [one.label for one in changes_between(small(fading), small(neither)).changes] == ["different"]
    assert change.sentence == (
        "Asked for a demo earns 50 points (“Points for a demo”), each now losing 10% of its original points for every "
        "14 days since (before: each losing 20% of its original points for every 7 days since)."
    )


BELOW = BASE.replace(
    '  size "Size": whole number\n', '  size "Size": whole number\n  hand "Points by hand": number\n'
).replace(
    "  zero if rival\n",
    "  zero if rival\n"
    '  group "Careers" from -20 to 10\n    -10 for each visited\n    +5 if asked\n'
    "  by hand\n    below -10: -5\n    -10 or more: 5\n    unknown: 0\n"
    "  +10 if hand is at least 5\n  adds hand from -20 to 20, -5 when unknown\n",
)


@pytest.mark.parametrize(("written", "instead", "sentence"), [
    ("hand is at least 5", "hand is at least -5",
     "The lead now earns 10 points if “Points by hand” is at least −5 (was 5)."),
    ("from -20 to 10", "from -30 to 10", "Group “Careers” now gives from −30 to 10 points (was from −20 to 10)."),
    ("from -20 to 10", "from -20 to -5", "Group “Careers” now gives from −20 to −5 points (was from −20 to 10)."),
    ("below -10: -5", "below -10: 5", "“Points by hand”: below −10 now earns 5 points (was −5)."),
    ("-10 or more: 5", "-10 or more: -5", "“Points by hand”: −10 or more now earns −5 points (was 5)."),
    ("from -20 to 20, -5 when", "from -10 to 20, 5 when",
     "The value of “Points by hand” counts as points, now from −10 to 20 points (was from −20 to 20), now 5 points "
     "when it is unknown (was −5 points)."),
])  # fmt: skip
def test_numbers_below_zero_have_the_same_sign_before_and_now(written: str, instead: str, sentence: str) -> None:
    assert BELOW.count(written) == 1, written
    there, back = small(BELOW), small(BELOW.replace(written, instead))
    (change,) = changes_between(there, back).changes
    assert change.sentence == sentence
    (turned,) = changes_between(back, there).changes
    for one in (change, turned):
        assert not [said for said in (one.sentence, one.old, one.new) if "-" in said]


def test_long_prose_is_shown_where_it_parts() -> None:
    words = " ".join(f"w{number}" for number in range(200))
    old, new = (small(BASE.replace("Ask first.", text)) for text in (words, words.replace("w90 ", "ninety ")))
    (change,) = changes_between(old, new).changes
    assert change.sentence == (
        "The section “Consent” is worded otherwise: “… w86 w87 w88 w89 ninety w91 w92 w93 w94 …” "
        "(before: “… w86 w87 w88 w89 w90 w91 w92 w93 w94 …”)."
    )
    (change,) = changes_between(old, small(BASE)).changes
    assert len(change.sentence) < 400


def test_a_group_around_rules_that_were_there_is_one_change() -> None:
    text = BASE.replace(
        "  +bonus for each asked once a day\n",
        '  group "Demo" at most 100 points\n    +bonus for each asked once a day\n',
    )
    (change,) = changes_between(small(BASE), small(text)).changes
    assert change.sentence.startswith(
        "Now in group “Demo”, where together these give from −100 to 100 points: each time"
    )


def test_order_is_a_change_where_the_first_decides_and_nowhere_else() -> None:
    routes = BASE[BASE.index("route big") : BASE.index("clock first")]
    big, rest = routes.split("route rest")
    (change,) = changes_between(small(BASE), small(BASE.replace(routes, f"route rest{rest}{big}"))).changes
    assert (change.label, change.section) == ("different", "Who gets a lead")
    said = "“Everyone else” now comes before “Enterprise desk”: of several that hold, the first decides."
    assert change.sentence == said
    rules = '  +30 if large because "They pay."\n  -5 if size is unknown\n'
    turned = "".join(reversed(rules.splitlines(keepends=True)))
    assert changes_between(small(BASE), small(BASE.replace(rules, turned))).changes == ()


def test_what_uses_a_changed_amount_is_named() -> None:
    (change,) = changes_between(small(BASE), small(BASE.replace("is 60\n", "is 50\n"))).changes
    assert change.uses == ("Marketing qualified lead (MQL)",)


def test_long_lists_are_bounded() -> None:
    many = "\n  ".join(f'"r{number}.example"' for number in range(400))
    changes = changes_between(small(BASE), small(BASE.replace(' "a.example", "b.example"', f"\n  {many}"))).changes
    assert [change.label for change in changes] == ["tighter", "looser"]
    assert "and 393 more (400 entries)" in changes[0].sentence
    assert all(len(change.sentence) + len(change.new) < 600 for change in changes)


def test_a_broken_clause_elsewhere_hides_nothing() -> None:
    from leadpact_dsl.parser import parse
    from leadpact_dsl.resolve import resolve
    from leadpact_dsl.source import SourceFile

    text = BASE.replace("+30 if large", "+40 if large").replace("for priority is A", "for nothing is A")
    written, _ = parse([SourceFile("small.sla", text)])
    partial, _, names = resolve(written, {})
    assert names
    sentences = [change.sentence for change in changes_between(small(BASE), partial).changes]
    assert "“Large” now earns 40 points (was 30)." in sentences
