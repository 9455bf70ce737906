"""The scores of `policies/acme` by hand: fit, engagement, doubt, total, trial; points are hundredths."""

from __future__ import annotations

from bisect import bisect_right

from .hours import AFTER_BINDING, CHANGES, DAY, OFFSETS, START_OF_AGREEMENT, month_of
from .records import Row
from .texts import Remembered, fold, parted

ByKind = dict[str, list[Row]]

WEEK, MONTH = 7 * DAY, 30 * DAY
DAYS_5 = 5 * DAY
DAYS_14 = 14 * DAY
DAYS_90 = 90 * DAY
DAYS_120 = 120 * DAY
DAYS_365 = 365 * DAY
DAY_AND_HOUR = 25 * 3_600_000
MILLION = 100_000_000  # in cents

# "Vice President" is among the policy's words too; whoever has it has "President".
SENIOR = frozenset(b"vp chief head ceo cfo coo cro president founder owner".split())
ACADEMIC = frozenset(b"student intern trainee".split())
FREE_MAIL = frozenset(
    {"gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "aol.com", "gmx.net", "proton.me"}
)
BUYING_PAGES = "/pricing", "/sales", "/security", "/compare"
BUYING = frozenset(BUYING_PAGES)
INDUSTRY = {"software": 2000, "fintech": 1500, "commerce": 500, "media": 500}
COMPETITORS = frozenset(
    {"billmore.example", "invoicely.example", "ledgerline.example", "quotapay.example", "tallybird.example"}
)


def _title(text: str) -> tuple[bool, bool, bool, bool]:
    """Of a title: whether it says anything, is of somebody who signs, who works with billing, who studies."""
    text_words = parted(text)
    if not text_words:
        return False, False, False, False
    each = text_words.split(b" ")
    return (
        True,
        not SENIOR.isdisjoint(each),
        b"billing" in text_words or b"revenue" in text_words or b"accounts" in text_words or b"finance" in text_words,
        not ACADEMIC.isdisjoint(each),
    )


def _domain(text: str) -> tuple[bool, bool, bool]:
    """Of a domain: whether it is a competitor's, of free mail, of a university."""
    domain = fold(text)
    return domain in COMPETITORS, domain in FREE_MAIL, domain.endswith((".edu", ".ac.uk"))


def _page(text: str) -> tuple[bool, bool, bool]:
    """Of a path: whether it is a page of buyers, begins as one, is about careers."""
    path = fold(text)
    return path in BUYING, path.startswith(BUYING_PAGES), path.startswith("/careers")


TITLES, DOMAINS, PAGES = Remembered(_title), Remembered(_domain), Remembered(_page)
NO_TITLE = False, False, False, False
NO_DOMAIN = False, False, False
FORM = {"contact": 0, "guide": 1000, "newsletter": 200}
EVENT = {"conference": 1500, "dinner": 2000, "booth": 500}
PROFILE = {"strong": 3000, "medium": 1500, "weak": 0}


def fit_of_record(
    title: tuple[bool, bool, bool, bool],
    employees: int | None,
    revenue: int | None,
    industry: str | None,
    facts: tuple[int, bool, bool],
    free_mail: bool,
    source: str | None,
    review: int | None,
) -> tuple[int, int]:
    """Points in 0.0001 without those for the ideal customer, and whether it is one: 0 no, 1 yes, 2 if on trial."""
    points = facts[0]
    known, senior, billing, _ = title
    if known:
        if senior:
            points += 3000
        if billing:
            points += 1000
    else:
        points -= 500
    rich = False
    if revenue is not None:
        if revenue >= 10 * MILLION:
            rich = True
            points += 500
        elif revenue < 50_000_000:
            points -= 1000
    ideal = 0
    if employees is not None and employees >= 50:
        points += 1500 if employees < 500 else 2500 if employees < 5000 else 500
        if employees <= 5000 and industry in ("software", "fintech"):
            ideal = 1 if facts[1] or (senior and rich) else 2 if senior or rich else 0
    if industry is not None:
        points += INDUSTRY.get(industry, 0)
    if source == "referral":
        points += 500
    if free_mail:
        points -= 1000
    points *= 100
    if review is not None:
        points += -100_000 if review < -100_000 else 100_000 if review > 100_000 else review
    return points, ideal


def fit_of(base: int, ideal: int, on_trial: bool) -> int:
    if ideal == 1 or (ideal and on_trial):
        base += 250_000
    return 0 if base <= 0 else 10_000 if base >= 1_000_000 else (base + 50) // 100


def engagement_of(
    by: ByKind,
    now: int,
    last_own: int,
    created_at: int,
    contract_end: int | None,
    on_trial: bool,
    trial_started: int | None,
) -> int:
    everything = by
    if "unsubscribed" in by or "returned" in by:
        after = max(by[kind][-1][1] for kind in ("unsubscribed", "returned") if kind in by)
        by = {kind: later for kind, log in by.items() if (later := [a for a in log if a[1] > after])}
    points = 0

    demos = by.get("requested_demo")
    forms = by.get("submitted_form")
    contacts = False
    if forms is not None:
        if len(forms) == 1:
            form = forms[0][2]["form"]
            contacts = form == "contact"
            points = FORM[form]
        else:
            # The latest form of each week: a later one takes the place of an earlier one.
            weeks = {(_day(a[1]) + 3) // 7: a[2]["form"] for a in forms}
            points = sum([FORM[form] for form in weeks.values()])
            contacts = True
    if contacts and forms is not None:
        days = {_day(a[1]) for a in forms if a[2]["form"] == "contact"}
        if demos is not None:
            days.update([_day(a[1]) for a in demos])
        points += 5000 * len(days)
    elif demos is not None:
        points += 5000 if len(demos) == 1 else 5000 * len({_day(a[1]) for a in demos})

    webinars = by.get("attended_webinar")
    if webinars is not None:
        recent = older = 0
        limit = now - DAYS_90
        for _, at, _ in webinars:
            if at > limit:
                recent += 1
            elif at < limit:
                older += 1
        points += 1000 * (recent if recent < 3 else 3) + 500 * (older if older < 2 else 2)

    if "asked_in_chat" in by:
        points += 1000

    views = everything.get("viewed_page")
    if views is not None and "called" in everything:
        called = everything["called"][-1][1]
        for _, at, values in reversed(views):
            if at <= called:
                break
            if values.get("seconds", 0) >= 10 and PAGES[values.get("path", "")][0]:
                points += max(0, 1000 - 500 * ((now - at) // DAYS_14))
                break

    met = by.get("met_at_event")
    if met is not None:
        if len(met) == 1:
            values = met[0][2]
            points += EVENT[values["event"]] if values.get("ours") else 500
        else:
            quarters = {_month(a[1]) // 3: a[2]["event"] for a in met if a[2].get("ours")}
            years = {_month(a[1]) // 12 for a in met if not a[2].get("ours")}
            points += sum([EVENT[event] for event in quarters.values()]) + 500 * len(years)

    if contract_end is not None and now < contract_end <= now + DAYS_120:
        points += 1000

    views = by.get("viewed_page")
    if views is not None:
        browsing = buying = 0
        careers = False
        counted = None
        for _, at, values in reversed(views):
            left = 100 - 20 * ((now - at) // WEEK)
            if left <= 0:
                break
            browsing += left
            if "path" in values:
                _, is_buying, is_careers = PAGES[values["path"]]
                if is_buying:
                    if counted is None or (_day(at) + 3) // 7 != (_day(counted) + 3) // 7:
                        counted = at
                        buying += 25 * left
                elif is_careers and at > now - MONTH:
                    careers = True
        web = buying + (browsing if browsing < 1000 else 1000)
        points += web if web < 4000 else 4000
        if careers:
            points -= 2000

    # From the latest to the earliest: whether two are of one day is only asked where they lie close together.
    email = 0
    opened = by.get("opened_email")
    if opened is not None:
        counted = None
        twice = False
        for _, at, _ in reversed(opened):
            left = 100 - 25 * ((now - at) // MONTH)
            if left <= 0:
                break
            if counted is not None and counted - at < DAY_AND_HOUR and _day(counted) == _day(at):
                if twice:
                    continue
                twice = True
            else:
                counted = at
                twice = False
            email += left
    clicked = by.get("clicked_email")
    if clicked is not None:
        counted = None
        for _, at, _ in reversed(clicked):
            left = 100 - 25 * ((now - at) // MONTH)
            if left <= 0:
                break
            if counted is None or (_day(at) - 4) // 3 != (_day(counted) - 4) // 3:
                counted = at
                email += 4 * left
    points += email if email < 1500 else 1500

    joined, stayed = by.get("joined_partner_event"), by.get("stayed_away")
    if joined is not None or stayed is not None:
        events = 0
        if joined is not None:
            events = 2000 if len(joined) == 1 else 2000 * len({_month(a[1]) // 3 for a in joined})
        if stayed is not None:
            events -= 500 if len(stayed) == 1 else 500 * len({_month(a[1]) for a in stayed})
        points += max(-1000, min(4000, events)) // 2

    used = by.get("used_feature")
    if used is not None and trial_started is not None and on_trial:
        lately = [a[2].get("feature", "") for a in used if a[1] > now - DAYS_14]
        if len(lately) < 3:
            using = 500
        else:
            using = 3000 if len({folded for feature in lately if (folded := fold(feature))}) >= 3 else 1500
        if any(fold(a[2].get("feature", "")) == "import" for a in used if a[1] >= trial_started):
            using += 1000
        points += min(using, 3000)

    idle = (now - (created_at if last_own < 0 else last_own)) // MONTH
    if idle > 0:
        points -= 1000 * idle if idle < 3 else 3000
    return 0 if points < 0 else 10_000 if points > 10_000 else points


def doubt_of(by: ByKind, now: int, last_own: int, created_at: int, contract_end: int | None) -> int:
    points = 0
    if contract_end is not None and contract_end >= AFTER_BINDING:
        points = 1000
    if "returned" in by and len(by["returned"]) == 2:
        points += 1000
    called = by.get("called")
    if called is not None and len(called) >= 3 and called[-3][1] > now - MONTH and last_own <= called[-1][1]:
        outcomes = [a[2]["outcome"] for a in called if a[1] > now - MONTH]
        if "spoke" not in outcomes and outcomes.count("no_answer") + outcomes.count("message") >= 3:
            points += 1000
    handed_over = by.get("handed_over")
    if handed_over is not None:
        handed = handed_over[-1][1]
        if (
            handed < now - MONTH
            and (called is None or called[-1][1] <= now - MONTH)
            and ("emailed" not in by or by["emailed"][-1][1] <= now - MONTH)
        ):
            points += 500
        if "bounced" in by:
            days = {_day(a[1]) for a in by["bounced"] if a[1] > handed}
            points += 500 * min(2, len(days))
    if created_at < START_OF_AGREEMENT and last_own < START_OF_AGREEMENT:
        points += 500
    if created_at < now - DAYS_365:
        recent = now - DAYS_90
        opened = by.get("opened_email")
        if ("clicked_email" not in by or by["clicked_email"][-1][1] <= recent) and (
            opened is None or len(opened) < 3 or opened[-3][1] <= recent
        ):
            points += 500
    if last_own >= 0:
        idle = (now - last_own) // DAYS_90
        if idle > 0:
            points += 1000 if idle == 1 else 2000
    return points if points < 3000 else 3000


def total_of(fit: int, engagement: int, doubt: int) -> int:
    raw = 60 * fit + 40 * engagement - 100 * doubt
    return 0 if raw <= 0 else (raw + 50) // 100


def trial_of(profile: str, engagement: int, users: int | None, used: list[Row] | None, now: int) -> int:
    points = PROFILE[profile]
    if engagement >= 2000:
        points += 1500 if engagement < 5000 else 3000
    if users is not None and users > 0:
        points += 100 * users if users < 10 else 1000
    if used is not None and used[-1][1] > now - DAYS_5:
        counted = None
        for _, at, _ in reversed(used):
            left = 1000 - 200 * ((now - at) // DAY)
            if left <= 0:
                break
            if counted is None or _day(at) != _day(counted):
                counted = at
                points += left
    return points if points < 10_000 else 10_000


def _day(at: int) -> int:
    """The day that New York's walls show, from 1970-01-01."""
    return (at + OFFSETS[bisect_right(CHANGES, at)]) // DAY


def _month(at: int) -> int:
    return month_of(_day(at))
