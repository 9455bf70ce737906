"""The rules of `policies/acme` for the small rule engine of `closures.py`, and what decides with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from .closures import (
    Condition,
    Context,
    Rule,
    all_of,
    any_of,
    at_least,
    at_least_as_much,
    at_most,
    bands,
    between,
    contains,
    day,
    ends_with,
    ever,
    field_is,
    field_is_not,
    first_of,
    for_each,
    group,
    happened,
    has_word,
    idle,
    in_order,
    in_the_last,
    in_the_next,
    known,
    latest_before,
    less_than,
    longer_ago,
    losing_percent,
    losing_points,
    month,
    more_than,
    not_,
    one_of,
    points_if,
    quarter,
    select,
    since_known,
    table,
    text_is,
    text_starts,
    three_days,
    week,
    year,
)  # fmt: skip
from .closures_flow import cycles, recycling
from .hours import AFTER_BINDING, DAY, NEW_YEAR_2027, START_OF_AGREEMENT
from .records import Activity, Decision, Lead, Refused, Route
from .texts import BLANKS

MILLION = 100_000_000  # in cents
INDUSTRY = {"software": 2000, "fintech": 1500, "commerce": 500, "media": 500}
FORM = {"contact": 0, "guide": 1000, "newsletter": 200}
EVENT = {"conference": 1500, "dinner": 2000, "booth": 500}
BUYING_PAGES = "/pricing", "/sales", "/security", "/compare"
FREE_MAIL = (
    "gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "aol.com", "gmx.net", "proton.me"
)  # fmt: skip
COMPETITORS = "billmore.example", "invoicely.example", "ledgerline.example", "quotapay.example", "tallybird.example"
SENIOR = (
    "VP", "Vice President", "Chief", "Head", "CEO", "CFO", "COO", "CRO", "President", "Founder", "Owner"
)  # fmt: skip

# ------------------------------------------------------------------------------------------------------ definitions

decision_maker = has_word("title", *SENIOR)
daily_user = contains("title", "billing", "revenue", "accounts", "finance")
large = any_of(more_than("employees", 5000), at_least_as_much("revenue", 1000 * MILLION))
small = all_of(less_than("employees", 11), less_than("revenue", 50_000_000))
ideal_customer = all_of(
    between("employees", 50, 5000),
    one_of("industry", "software", "fintech"),
    any_of(
        one_of("country", "US", "CA"),
        at_least(
            2, decision_maker, at_least_as_much("revenue", 10 * MILLION), in_the_last("trial_started", 40 * DAY)
        ),
    ),
)  # fmt: skip
competitor = one_of("email_domain", *COMPETITORS)
our_own = ends_with("email", "@acme.example")
student = any_of(
    has_word("title", "student"),
    has_word("title", "intern", "trainee"),
    contains("company", "university"),
    ends_with("email_domain", ".edu", ".ac.uk"),
)
served = not_(one_of("country", "CU", "IR", "KP", "SY"))
switching = in_the_next("contract_end", 120 * DAY)
locked_in = at_least_as_much("contract_end", AFTER_BINDING)
on_trial = in_the_last("trial_started", 40 * DAY)
old_record = longer_ago("created_at", 365 * DAY)


def _nothing_of_its_own_since_the_start(c: Context) -> bool:
    return not any(a["at"] >= START_OF_AGREEMENT for a in select()(c))


left_over = all_of(less_than("created_at", START_OF_AGREEMENT), _nothing_of_its_own_since_the_start)
reads_little = all_of(
    old_record, not_(happened("clicked_email", last=90 * DAY)), at_most(2, "opened_email", last=90 * DAY)
)
asks_for_us = happened(
    "requested_demo", "submitted_form", last=14 * DAY, where=field_is_not("form", "newsletter")
)  # fmt: skip
lively = happened(times=5, last=7 * DAY)
let_go = all_of(
    latest_before("handed_over", 30 * DAY), not_(happened("called", "emailed", last=30 * DAY))
)  # fmt: skip
hard_to_reach = all_of(
    happened("called", times=3, last=30 * DAY, where=field_is("outcome", "no_answer", "message")),
    not_(happened("called", last=30 * DAY, where=field_is("outcome", "spoke"))),
    since_known("called", not_(happened(since="called"))),
)
unreachable = all_of(happened("bounced", times=2), happened("called", where=field_is("outcome", "wrong_number")))


def _returned(times: int) -> Condition:
    return lambda c: len(c.of_kind.get("returned", ())) == times


returned_twice = _returned(2)

# ----------------------------------------------------------------------------------------------------------- scores


def _review(c: Context) -> int:
    value = c.lead.get("review_points")
    return 0 if value is None else max(-100_000, min(100_000, value))


FIT: tuple[Rule, ...] = (
    points_if(3000, decision_maker),
    points_if(1000, daily_user),
    points_if(2500, ideal_customer),
    table("employees", bands((50, 0), (500, 1500), (5000, 2500), above=500)),
    table("revenue", bands((50_000_000, -1000), (10 * MILLION, 0), above=500)),
    table("industry", lambda value: INDUSTRY.get(value, 0)),
    points_if(500, one_of("country", "US", "CA", "GB", "IE")),
    points_if(500, one_of("source", "referral")),
    points_if(-500, not_(known("title"))),
    points_if(-1000, one_of("email_domain", *FREE_MAIL)),
)
_web, _email = losing_percent(20, 7 * DAY), losing_percent(25, 30 * DAY)
_buying = text_is("path", *BUYING_PAGES)


def _import_in_trial(c: Context) -> bool:
    used = select("used_feature", where=text_is("feature", "import"))(c)
    return any(a["at"] >= c.lead["trial_started"] for a in used)


def _came_back(c: Context) -> int:
    """It is a definition, and so sees the whole log also where engagement begins anew."""
    whole = Context(c.lead, c.log, c.now)
    found = select(
        "viewed_page", since="called", where=lambda a: a.get("seconds", 0) >= 10 and _buying(a)
    )(whole)  # fmt: skip
    return losing_points(500, 14 * DAY)(1000, c.now - found[-1]["at"]) if found else 0


def _long_ago(kind: str, length: int) -> Callable[[Context], list[Mapping[str, Any]]]:
    found = select(kind)
    return lambda c: [a for a in found(c) if a["at"] < c.now - length]


ENGAGEMENT: tuple[Rule, ...] = (
    for_each(5000, select("requested_demo", "submitted_form", where=field_is("form", "contact")), once=day),
    for_each(lambda a: FORM[a["form"]], select("submitted_form"), once=week),
    for_each(1000, select("attended_webinar", last=90 * DAY), times=3),
    for_each(500, _long_ago("attended_webinar", 90 * DAY), times=2),
    for_each(1000, select("asked_in_chat"), once=ever),
    _came_back,
    for_each(
        lambda a: EVENT[a["event"]],
        select("met_at_event", where=lambda a: a.get("ours", False)),
        once=quarter,
    ),
    for_each(500, select("met_at_event", where=lambda a: not a.get("ours", False)), once=year),
    points_if(1000, switching),
    group(
        for_each(2500, select("viewed_page", where=text_starts("path", *BUYING_PAGES)), once=week, fade=_web),
        for_each(100, select("viewed_page"), most=1000, fade=_web),
        low=-4000,
        high=4000,
    ),
    group(
        for_each(100, select("opened_email"), once=day, per_period=2, fade=_email),
        for_each(400, select("clicked_email"), once=three_days, fade=_email),
        low=-1500,
        high=1500,
    ),
    group(
        for_each(2000, select("joined_partner_event"), once=quarter),
        for_each(-500, select("stayed_away"), once=month),
        low=-1000,
        high=4000,
        percent=50,
    ),
    group(
        first_of(
            (3000, happened("used_feature", times=3, different="feature", last=14 * DAY)),
            (1500, happened("used_feature", times=3, last=14 * DAY)),
            (500, happened("used_feature")),
        ),
        points_if(1000, _import_in_trial),
        low=-3000,
        high=3000,
        only_if=on_trial,
    ),
    points_if(-2000, happened("viewed_page", last=30 * DAY, where=text_starts("path", "/careers"))),
    idle(-1000, 30 * DAY, 3000, since="created_at"),
)
DOUBT: tuple[Rule, ...] = (
    points_if(1000, locked_in),
    points_if(1000, returned_twice),
    points_if(1000, hard_to_reach),
    points_if(500, let_go),
    points_if(500, left_over),
    points_if(500, reads_little),
    for_each(500, select("bounced", since="handed_over"), once=day, times=2),
    idle(1000, 90 * DAY, 2000),
)


def _trial_users(c: Context) -> int:
    return 100 * max(0, min(10, c.lead.get("trial_users") or 0))


TRIAL: tuple[Rule, ...] = (
    lambda c: {"strong": 3000, "medium": 1500, "weak": 0}[c.grades["profile"]],
    lambda c: bands((2000, 0), (5000, 1500), above=3000)(c.scores["engagement"]),
    _trial_users,
    for_each(1000, select("used_feature", last=14 * DAY), once=day, fade=losing_points(200, DAY)),
)


def _rounded(points: int, scale: int) -> int:
    """Half away from zero."""
    return (points + scale // 2) // scale if points >= 0 else -((-points + scale // 2) // scale)


def _held(points: int, high: int = 10_000) -> int:
    return max(0, min(high, points))


def fit_of(c: Context) -> int:
    if competitor(c):
        return 0
    return _held(_rounded(sum(rule(c) for rule in FIT) * 100 + _review(c), 100))


def evaluate(c: Context) -> None:
    """All scores and grades at the instant of the context."""
    scores, grades = c.scores, c.grades
    scores["fit"] = fit_of(c)
    c.after = max((a["at"] for a in c.log if a["kind"] in ("unsubscribed", "returned")), default=-1)
    scores["engagement"] = _held(sum(rule(c) for rule in ENGAGEMENT))
    c.after = -1
    scores["doubt"] = _held(sum(rule(c) for rule in DOUBT), 3000)
    total = 60 * scores["fit"] + 40 * scores["engagement"] - 100 * scores["doubt"]
    scores["total"] = _held(_rounded(total, 100)) if served(c) else 0
    grades["profile"] = "strong" if scores["fit"] >= 7000 else "medium" if scores["fit"] >= 4000 else "weak"
    grades["priority"] = "A" if scores["total"] >= 7500 else "B" if scores["total"] >= 6000 else "C"
    scores["trial"] = _held(sum(rule(c) for rule in TRIAL))
    if scores["trial"] >= 7000 and on_trial(c):
        grades["product"] = "high"
    else:
        grades["product"] = "some" if happened("used_feature", last=40 * DAY)(c) else "none_yet"


# ------------------------------------------------------------------------------------------------ where a lead stands

DISQUALIFY: tuple[tuple[str, Condition], ...] = (
    ("opted_out_lead", lambda c: bool(c.lead.get("opted_out"))),
    ("competitor_lead", competitor),
    ("own_people", our_own),
    ("no_export", not_(served)),
    ("academic", student),
    (
        "too_small",
        all_of(small, not_(happened("requested_demo", "submitted_form", where=field_is("form", "contact")))),
    ),
    ("out_of_reach", unreachable),
    ("wrong_fit", happened("returned", where=field_is("reason", "wrong_fit"))),
    ("third_return", happened("returned", times=3)),
)
RESPONSES: tuple[tuple[str, Condition], ...] = (
    ("hot", lambda c: c.grades["priority"] == "A" or c.grades["product"] == "high"),
    ("met_us", happened("met_at_event", last=3 * DAY)),
    ("warm", any_of(lambda c: c.grades["priority"] == "B", lively, asks_for_us)),
    ("standard", lambda c: True),
)
DESK = "ana", "ben", "chloe"


def _since(kind: str, since: int) -> Condition:
    return lambda c: any(a["at"] >= since for a in c.of_kind.get(kind, ()))


def _stage(c: Context, since: int) -> str:
    for stage, kind in (("customer", "won"), ("SQL", "qualified"), ("SAL", "accepted"), ("MQL", "became_mql")):
        if _since(kind, since)(c):
            return stage
    threshold = 6000 if c.now < NEW_YEAR_2027 else 6500
    qualified = c.scores["total"] >= threshold or c.grades["product"] == "high"
    return "MQL" if qualified else "inquiry"


def _route(c: Context, stage: str) -> Route:
    if returned_twice(c):
        return Route("second_look", "sales", None, "sales")
    if stage == "customer":
        return Route("account_team", "executives", None, "executives")
    if known("brought_by")(c):
        return Route("partner_desk", "partners", None, "partners")
    if known("last_rep")(c):
        return Route("known", c.lead["last_rep"], c.lead["last_rep"], None)
    if large(c) or at_least_as_much("employees", 1000)(c):
        person = DESK[int(sha256(c.lead["id"].encode()).hexdigest()[:7], 16) % 3]
        return Route("enterprise", person, person, "executives")
    return Route("everyone_else", "sales", None, "sales")


REQUIRED = {"met_at_event": "event", "submitted_form": "form", "called": "outcome", "returned": "reason"}


def record_of(lead: Lead) -> dict[str, Any]:
    """The known values of a lead; blank texts are unknown."""
    found = lead._asdict().items()
    return {
        name: value for name, value in found if value is not None and not (value.__class__ is str and _blank(value))
    }


def decide(record: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], as_of: int) -> Decision:
    """What `policies/acme` says of a lead, from dicts. Raises `Refused`."""
    for name in ("company", "country", "region", "created_at"):
        if name not in record:
            raise Refused(f"The {name} is unknown, and the policy requires it.")
    log = in_order(row for row in rows if row["at"] <= as_of)
    for row in log:
        if row["kind"] in REQUIRED and REQUIRED[row["kind"]] not in row:
            raise Refused(f"The {REQUIRED[row['kind']]} of an activity is unknown, and the policy requires it.")
    c = Context(record, log, as_of)
    evaluate(c)
    disqualified = next((name for name, condition in DISQUALIFY if condition(c)), None)
    recycle, taken_up = recycling(c)
    stage = route = None
    if disqualified is None and (recycle is None or not recycle.in_force):
        stage = _stage(c, -1 if recycle is None else recycle.since)
        route = _route(c, stage)

    def response_at(start: int) -> str:
        then = Context(record, [row for row in log if row["at"] <= start], start)
        evaluate(then)
        return next(name for name, condition in RESPONSES if condition(then))

    scores, grades = c.scores, c.grades
    return Decision(
        record["id"],
        as_of,
        (scores["fit"], scores["engagement"], scores["doubt"], scores["total"], scores["trial"]),
        (grades["profile"], grades["priority"], grades["product"]),
        stage,
        disqualified,
        recycle,
        route,
        cycles(c, large(c), taken_up, response_at),
    )


def rows_of(log: Sequence[Activity]) -> list[dict[str, Any]]:
    return [{"kind": activity.kind, "at": activity.at, **activity.values} for activity in log]


def _blank(text: str) -> bool:
    return not text.strip(BLANKS)
