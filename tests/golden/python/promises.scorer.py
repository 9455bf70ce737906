"""What sales promises, version 7: the agreement as a program.

Made by `leadpact compile` from the policy; a change belongs there, not here. It needs Python 3.11 or later
and nothing else, reads no file but the one it is given, and gives the same answer to the same question.

    python scorer.py --example > lead.json
    python scorer.py lead.json --explain

    from scorer import decide, read_activity, read_lead
    decision = decide(read_lead({...}), [read_activity({...})], as_of)   # as_of in ms since 1970-01-01 UTC
    decision.stage, decision.scores, decision.document()

Points are in hundredths and instants in ms, so that no digit is ever lost. A lead that cannot be decided
raises Refused with the reason; it is never scored as zero.

Digest of the policy's meaning: sha256:656f6090c4c199d991fe248e7ea79a7383153637688f5938d0fc8b497a7942f5
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and sys.version_info < (3, 11):
    print(f"This needs Python 3.11 or later, and here runs {sys.version.split()[0]}.", file=sys.stderr)
    sys.exit(2)

import hashlib
import io
import json
import os
import re
import time
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Context, Decimal, InvalidOperation, MAX_EMAX, MAX_PREC, MIN_EMIN
from pathlib import Path
from typing import Any, NamedTuple

# ------------------------------------------------------------------------------------------------------------ The lead

class Lead(NamedTuple):
    """The fields of a lead, in whole units; None is unknown. `read_lead` makes one from JSON values."""

    id: str
    email_domain: str | None = None
    owner: str | None = None
    region: str | None = None

# -------------------------------------------------------------------------------------------------------- The decision

def touch_response(ordered: Sequence[Activity], own: list[int], log: Log, rows: Rows, as_of: int) -> int:
    """First touch: which response applies to a cycle that starts at `as_of`; -1 for none."""
    log, rows = by_then(log, rows, as_of)
    if own and own[-1] > as_of:
        own = own[: bisect_right(own, as_of)]

    # promises.sla:85: response hot "Hot leads" on touch

    # promises.sla:51: score interest "Interest" from 0 to 100
    interest_sum_2 = 0
    if own:
        # promises.sla:53: +20 for each asked once a day at most 3 times losing 25% every 7 days
        last_returned_2 = log["returned"][-1] if "returned" in log else NEVER
        before_28_days_2 = as_of - 2_419_200_000
        since_2 = last_returned_2 if last_returned_2 > before_28_days_2 else before_28_days_2
        asked_points_2 = 0
        asked_points_2_counted = None
        asked_points_2_counted_times = 0
        for at in reversed(own):
            if at <= since_2:
                break
            left_3 = 100 - 25 * ((as_of - at) // 604_800_000)
            if (
                asked_points_2_counted is None
                or asked_points_2_counted - at >= 90_000_000
                or day_of(asked_points_2_counted) != day_of(at)
            ):
                asked_points_2_counted = at
                if asked_points_2_counted_times < 3:
                    asked_points_2_counted_times += 1
                    asked_points_2 += 2000 * left_3
        interest_sum_2 += asked_points_2
    # promises.sla:55: -5 for every 30 days without activity at most 10 points
    last_asked_2 = own[-1] if own else NEVER
    interest_3_periods_2 = (as_of - last_asked_2) // 2_592_000_000 if last_asked_2 is not NEVER else 0
    if interest_3_periods_2 > 0:
        interest_sum_2 += -50000 * interest_3_periods_2 if interest_3_periods_2 <= 2 else -100000
    interest_2 = 10000 if interest_sum_2 > 1000000 else 0 if interest_sum_2 < 0 else (interest_sum_2 + 50) // 100
    # promises.sla:57: grade priority "Priority" of interest
    priority_2 = "A" if interest_2 >= 3000 else "B"
    if priority_2 == "A":
        return 0

    # promises.sla:94: response others "All others" on touch
    return 1


def decide(lead: Lead, activities: Iterable[Activity], as_of: int, explain: bool = False) -> Decision:
    """What the policy says of a lead at an instant (ms since 1970-01-01 UTC).

    Activities after `as_of` do not exist. `explain` adds every line of every score, and what held.
    Raises Refused.
    """
    (lead_id, email_domain, owner, region) = lead
    if region is None:
        check(lead)
        raise AssertionError("one of them is unknown")
    if not 0 <= as_of < AFTER_LAST:
        raise Refused("The date asked for lies outside the years 1970 to 2200.")
    ordered, own, log, rows = sorted_out(activities, as_of)

    # promises.sla:51: score interest "Interest" from 0 to 100
    interest_sum = 0
    if own:
        # promises.sla:53: +20 for each asked once a day at most 3 times losing 25% every 7 days
        last_returned = log["returned"][-1] if "returned" in log else NEVER
        before_28_days = as_of - 2_419_200_000
        since = last_returned if last_returned > before_28_days else before_28_days
        asked_points = 0
        asked_points_counted = None
        asked_points_counted_times = 0
        for at in reversed(own):
            if at <= since:
                break
            left_2 = 100 - 25 * ((as_of - at) // 604_800_000)
            if (
                asked_points_counted is None
                or asked_points_counted - at >= 90_000_000
                or day_of(asked_points_counted) != day_of(at)
            ):
                asked_points_counted = at
                if asked_points_counted_times < 3:
                    asked_points_counted_times += 1
                    asked_points += 2000 * left_2
        interest_sum += asked_points
    # promises.sla:55: -5 for every 30 days without activity at most 10 points
    last_asked = own[-1] if own else NEVER
    interest_3_periods = (as_of - last_asked) // 2_592_000_000 if last_asked is not NEVER else 0
    if interest_3_periods > 0:
        interest_sum += -50000 * interest_3_periods if interest_3_periods <= 2 else -100000
    interest = 10000 if interest_sum > 1000000 else 0 if interest_sum < 0 else (interest_sum + 50) // 100

    # promises.sla:57: grade priority "Priority" of interest
    priority = "A" if interest >= 3000 else "B"

    # Where the lead stands
    (email_domain_is_other_example_or_others,) = ABOUT_EMAIL_DOMAIN[email_domain]
    # promises.sla:69: disqualify rival "Rival"
    disqualified = "rival" if email_domain_is_other_example_or_others else None

    recycled = recycle = None
    returned_at = recycled_until = NEVER
    in_recycle = False
    returned: Sequence[int] = ()
    if "returned" in log:
        # promises.sla:102: recycle not_now "Not now"
        returned_at_2: list[int] = []
        returned_at_3: list[int] = []
        latest_returned = latest_returned_2 = NEVER
        if "returned" in log:
            for at, values in reversed(rows["returned"]):
                reason = values["reason"]
                if reason == "not_now":
                    if latest_returned < at:
                        latest_returned = at
                    returned_at_2.append(at)
                if reason == "wrong_fit":
                    if latest_returned_2 < at:
                        latest_returned_2 = at
                    returned_at_3.append(at)
        not_now_at = latest_returned
        from_latest_returned = latest_returned if latest_returned is not NEVER else FOREVER
        not_now_back = last_asked > from_latest_returned
        # promises.sla:107: recycle wrong_fit "Wrong fit"
        wrong_fit_at = latest_returned_2
        # The latest return decides; of two at one instant the rule written first.
        returned_at = not_now_at if not_now_at > wrong_fit_at else wrong_fit_at
        if returned_at is not NEVER and not_now_at == returned_at:
            recycled = "not_now"
            recycled_until = returned_at + 17_280_000_000
            in_recycle = as_of < recycled_until and not not_now_back
            recycle = new(
                Recycle,
                (
                    recycled,
                    "slow",
                    returned_at,
                    recycled_until,
                    in_recycle,
                    touches(ZONE, (1, 3, 6), "months", returned_at, recycled_until),
                ),
            )
        elif returned_at is not NEVER:
            recycled = "wrong_fit"
            recycled_until = returned_at + 7_776_000_000
            in_recycle = as_of < recycled_until
            recycle = new(
                Recycle,
                (
                    recycled,
                    "slow",
                    returned_at,
                    recycled_until,
                    in_recycle,
                    touches(ZONE, (1, 3, 6), "months", returned_at, recycled_until),
                ),
            )
        returned = sorted({*returned_at_2, *returned_at_3})
    beaten = disqualified is not None or in_recycle
    # promises.sla:61: stage inquiry "Inquiry"
    # promises.sla:23: value bar "The line" is 20
    bar = 20 if as_of < 1_798_761_600_000 else 25
    # promises.sla:63: stage MQL "Marketing qualified lead" owned by marketing
    # promises.sla:66: stage SAL "Sales accepted lead" owned by sales

    # The furthest stage that holds; a disqualification or a recycle in force beats them all.
    stage = (
        None if beaten
        else "SAL" if "accepted" in log and log["accepted"][-1] >= returned_at
        else "MQL" if interest >= bar * 100
        else "inquiry"
    )

    if beaten:
        route = None
    elif owner is not None:  # promises.sla:72
        route = new(Route, ("known", owner or "", owner, None))
    else:  # promises.sla:75
        person = REST_PEOPLE[share(lead_id, 3)]
        route = new(Route, ("rest", person, person, "sales"))

    # The clocks
    found_2: list[Cycle] = []
    # promises.sla:78: clock touch "First touch" from handed_over to called
    if "handed_over" in log:
        chosen = REGION_ROWS.get(region, 1)
        calendar = (CALENDAR_office, CALENDAR_desk)[chosen]
        paused = pauses_in(log, CLOCK_touch) if "on_hold" in log else []
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["handed_over"],
            ("called",),
            log.get("reassigned", ()),
            returned,
        ):
            which_2 = touch_response(ordered, own, log, rows, start)
            until = as_of if end is None else end
            if paused:
                found_2.append(
                    cycle_with_pauses(
                        CLOCK_touch,
                        which_2,
                        (calendar, calendar,)[which_2],
                        start,
                        end,
                        ended_by,
                        following,
                        log,
                        paused,
                        as_of,
                    )
                )
            elif which_2 == 0:
                opened, (after_3_h_30, after_4_h, after_6_h,) = calendar.after(start, (12600000, 14400000, 21600000))
                due = after_4_h
                at_0 = after_3_h_30
                at_2 = after_6_h
                at_3 = start + 864_000_000
                by_0 = start + 172_800_000
                state = (
                    "passed on" if ended_by == "started afresh"
                    else ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "touch",
                            start,
                            "hot",
                            calendar.name,
                            state,
                            due,
                            end,
                            ended_by,
                            calendar.until(until) - opened,
                            (new(TriesMade, (tries_made(log, ("called",), start, by_0, following), 3, by_0)),),
                            (
                                new(ActionDue, ("remind", "sales", at_0, at_0 <= until)),
                                new(ActionDue, ("notify", "Head of sales", due, due <= until)),
                                new(ActionDue, ("escalate", "marketing", at_2, at_2 <= until)),
                                new(ActionDue, ("return", "not_now", at_3, at_3 <= until)),
                            ),
                        ),
                    )
                )
            else:
                opened = calendar.until(start)
                due = calendar.close(start, 1)
                at_0 = due + 86400000
                state = (
                    "passed on" if ended_by == "started afresh"
                    else ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "touch",
                            start,
                            "others",
                            calendar.name,
                            state,
                            due,
                            end,
                            ended_by,
                            calendar.until(until) - opened,
                            (),
                            (new(ActionDue, ("pass on", "rest", at_0, at_0 <= until)),),
                        ),
                    )
                )

    explanation = None
    if explain:
        explanation = Explanation(
            {
                'interest': explained(
                (
                    (SAID[0], asked_points if own else 0, 4, 0),
                    (
                        SAID[1],
                        (
                            -50000 * interest_3_periods if interest_3_periods <= 2
                            else -100000
                        ) if interest_3_periods > 0 else 0,
                        4,
                        0,
                    ),
                    (SAID[2], rounded(interest_sum, 100) * 100 - interest_sum, 4, 0),
                    (SAID[3], interest - rounded(interest_sum, 100), 2, 0),
                )
                ),
            },
            {},
            (
                ("inquiry", True, None),
                ("MQL", interest >= bar * 100, None),
                (
                    "SAL",
                    "accepted" in log and log["accepted"][-1] >= returned_at,
                    recorded(log["accepted"], returned_at) if "accepted" in log else None,
                ),
            ),
            {"rival": email_domain_is_other_example_or_others},
        )
    return new(
        Decision, (
        lead_id,
        as_of,
        {"interest": interest},
        {"priority": priority},
        stage,
        disqualified,
        recycle,
        route,
        tuple(found_2),
        explanation,
    ))


# -------------------------------------------------------------------------- How a lead that cannot be decided is told

class Refused(ValueError):
    """The lead cannot be decided; the reason is a sentence for people. It is never scored as zero."""


# ------------------------ How text is compared: without regard to case and to surrounding blanks, on one frozen table

RUNS = (
    (65, 90, 1, 32),
    (181, 181, 1, 775),
    (192, 214, 1, 32),
    (216, 222, 1, 32),
    (256, 302, 2, 1),
    (306, 310, 2, 1),
    (313, 327, 2, 1),
    (330, 374, 2, 1),
    (376, 376, 1, -121),
    (377, 381, 2, 1),
    (383, 383, 1, -268),
    (385, 385, 1, 210),
    (386, 388, 2, 1),
    (390, 390, 1, 206),
    (391, 391, 1, 1),
    (393, 394, 1, 205),
    (395, 395, 1, 1),
    (398, 398, 1, 79),
    (399, 399, 1, 202),
    (400, 400, 1, 203),
    (401, 401, 1, 1),
    (403, 403, 1, 205),
    (404, 404, 1, 207),
    (406, 406, 1, 211),
    (407, 407, 1, 209),
    (408, 408, 1, 1),
    (412, 412, 1, 211),
    (413, 413, 1, 213),
    (415, 415, 1, 214),
    (416, 420, 2, 1),
    (422, 422, 1, 218),
    (423, 423, 1, 1),
    (425, 425, 1, 218),
    (428, 428, 1, 1),
    (430, 430, 1, 218),
    (431, 431, 1, 1),
    (433, 434, 1, 217),
    (435, 437, 2, 1),
    (439, 439, 1, 219),
    (440, 440, 1, 1),
    (444, 444, 1, 1),
    (452, 452, 1, 2),
    (453, 453, 1, 1),
    (455, 455, 1, 2),
    (456, 456, 1, 1),
    (458, 458, 1, 2),
    (459, 475, 2, 1),
    (478, 494, 2, 1),
    (497, 497, 1, 2),
    (498, 500, 2, 1),
    (502, 502, 1, -97),
    (503, 503, 1, -56),
    (504, 542, 2, 1),
    (544, 544, 1, -130),
    (546, 562, 2, 1),
    (570, 570, 1, 10795),
    (571, 571, 1, 1),
    (573, 573, 1, -163),
    (574, 574, 1, 10792),
    (577, 577, 1, 1),
    (579, 579, 1, -195),
    (580, 580, 1, 69),
    (581, 581, 1, 71),
    (582, 590, 2, 1),
    (837, 837, 1, 116),
    (880, 882, 2, 1),
    (886, 886, 1, 1),
    (895, 895, 1, 116),
    (902, 902, 1, 38),
    (904, 906, 1, 37),
    (908, 908, 1, 64),
    (910, 911, 1, 63),
    (913, 929, 1, 32),
    (931, 939, 1, 32),
    (962, 962, 1, 1),
    (975, 975, 1, 8),
    (976, 976, 1, -30),
    (977, 977, 1, -25),
    (981, 981, 1, -15),
    (982, 982, 1, -22),
    (984, 1006, 2, 1),
    (1008, 1008, 1, -54),
    (1009, 1009, 1, -48),
    (1012, 1012, 1, -60),
    (1013, 1013, 1, -64),
    (1015, 1015, 1, 1),
    (1017, 1017, 1, -7),
    (1018, 1018, 1, 1),
    (1021, 1023, 1, -130),
    (1024, 1039, 1, 80),
    (1040, 1071, 1, 32),
    (1120, 1152, 2, 1),
    (1162, 1214, 2, 1),
    (1216, 1216, 1, 15),
    (1217, 1229, 2, 1),
    (1232, 1326, 2, 1),
    (1329, 1366, 1, 48),
    (4256, 4293, 1, 7264),
    (4295, 4295, 1, 7264),
    (4301, 4301, 1, 7264),
    (5112, 5117, 1, -8),
    (7296, 7296, 1, -6222),
    (7297, 7297, 1, -6221),
    (7298, 7298, 1, -6212),
    (7299, 7300, 1, -6210),
    (7301, 7301, 1, -6211),
    (7302, 7302, 1, -6204),
    (7303, 7303, 1, -6180),
    (7304, 7304, 1, 35267),
    (7312, 7354, 1, -3008),
    (7357, 7359, 1, -3008),
    (7680, 7828, 2, 1),
    (7835, 7835, 1, -58),
    (7838, 7838, 1, -7615),
    (7840, 7934, 2, 1),
    (7944, 7951, 1, -8),
    (7960, 7965, 1, -8),
    (7976, 7983, 1, -8),
    (7992, 7999, 1, -8),
    (8008, 8013, 1, -8),
    (8025, 8031, 2, -8),
    (8040, 8047, 1, -8),
    (8072, 8079, 1, -8),
    (8088, 8095, 1, -8),
    (8104, 8111, 1, -8),
    (8120, 8121, 1, -8),
    (8122, 8123, 1, -74),
    (8124, 8124, 1, -9),
    (8126, 8126, 1, -7173),
    (8136, 8139, 1, -86),
    (8140, 8140, 1, -9),
    (8152, 8153, 1, -8),
    (8154, 8155, 1, -100),
    (8168, 8169, 1, -8),
    (8170, 8171, 1, -112),
    (8172, 8172, 1, -7),
    (8184, 8185, 1, -128),
    (8186, 8187, 1, -126),
    (8188, 8188, 1, -9),
    (8486, 8486, 1, -7517),
    (8490, 8490, 1, -8383),
    (8491, 8491, 1, -8262),
    (8498, 8498, 1, 28),
    (8544, 8559, 1, 16),
    (8579, 8579, 1, 1),
    (9398, 9423, 1, 26),
    (11264, 11311, 1, 48),
    (11360, 11360, 1, 1),
    (11362, 11362, 1, -10743),
    (11363, 11363, 1, -3814),
    (11364, 11364, 1, -10727),
    (11367, 11371, 2, 1),
    (11373, 11373, 1, -10780),
    (11374, 11374, 1, -10749),
    (11375, 11375, 1, -10783),
    (11376, 11376, 1, -10782),
    (11378, 11378, 1, 1),
    (11381, 11381, 1, 1),
    (11390, 11391, 1, -10815),
    (11392, 11490, 2, 1),
    (11499, 11501, 2, 1),
    (11506, 11506, 1, 1),
    (42560, 42604, 2, 1),
    (42624, 42650, 2, 1),
    (42786, 42798, 2, 1),
    (42802, 42862, 2, 1),
    (42873, 42875, 2, 1),
    (42877, 42877, 1, -35332),
    (42878, 42886, 2, 1),
    (42891, 42891, 1, 1),
    (42893, 42893, 1, -42280),
    (42896, 42898, 2, 1),
    (42902, 42920, 2, 1),
    (42922, 42922, 1, -42308),
    (42923, 42923, 1, -42319),
    (42924, 42924, 1, -42315),
    (42925, 42925, 1, -42305),
    (42926, 42926, 1, -42308),
    (42928, 42928, 1, -42258),
    (42929, 42929, 1, -42282),
    (42930, 42930, 1, -42261),
    (42931, 42931, 1, 928),
    (42932, 42946, 2, 1),
    (42948, 42948, 1, -48),
    (42949, 42949, 1, -42307),
    (42950, 42950, 1, -35384),
    (42951, 42953, 2, 1),
    (42960, 42960, 1, 1),
    (42966, 42968, 2, 1),
    (42997, 42997, 1, 1),
    (43888, 43967, 1, -38864),
    (65313, 65338, 1, 32),
    (66560, 66599, 1, 40),
    (66736, 66771, 1, 40),
    (66928, 66938, 1, 39),
    (66940, 66954, 1, 39),
    (66956, 66962, 1, 39),
    (66964, 66965, 1, 39),
    (68736, 68786, 1, 64),
    (71840, 71871, 1, 32),
    (93760, 93791, 1, 32),
    (125184, 125217, 1, 34),
)

FOLDED = {code: code + far for first, last, step, far in RUNS for code in range(first, last + 1, step)}
BLANKS = " \t\r\n\u00a0"
# Each ASCII character, those of words too: one that is missing here takes far longer to be left as it is.
PARTING = {code: code for code in range(128)}
PARTING |= dict.fromkeys(map(ord, BLANKS + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), ord(" "))

MOST_REMEMBERED = 2000
LONGEST_REMEMBERED = 100
"""So many texts of a field, and none with more characters."""


def fold(text: str) -> str:
    """The form in which texts are compared: blanks at both ends off, each character case-folded by itself."""
    text = text.strip(BLANKS)
    return text.lower() if text.isascii() else text.translate(FOLDED)


def words(folded: str) -> list[str]:
    """The words of a folded text in their order, parted by blanks and ASCII punctuation."""
    return folded.translate(PARTING).split(" ")


class Remembered(dict[Any, Any]):
    """What is asked of a text, for the texts that were asked about last: the same ones come again and again."""

    def __init__(self, ask: Callable[[Any], Any]) -> None:
        self.ask = ask

    def __missing__(self, text: str | None) -> Any:
        found = self.ask(text)
        if text is None or len(text) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[text] = found
        return found


# ---------------------- Days of the wall clock: time zones as tables of their changes. Instants and lengths are in ms

DAY = 86_400_000
EPOCH = date(1970, 1, 1).toordinal()


class Zone(NamedTuple):
    """From each instant of `since` on, the wall clock is ahead of UTC by as many ms as `ahead` has in its place."""

    since: tuple[int, ...]
    ahead: tuple[int, ...]

    def offset(self, at: int) -> int:
        return self.ahead[bisect_right(self.since, at) - 1]

    def start_of_day(self, day: int) -> int:
        """The first instant at which the wall clock shows this day (counted from 1970-01-01) or a later one."""
        midnight = day * DAY
        # The offset was or will be one of those around: no zone changes twice within two days.
        first = max(bisect_right(self.since, midnight - 2 * DAY) - 1, 0)
        last = bisect_right(self.since, midnight + 2 * DAY)
        for place in range(first, last):
            at = max(midnight - self.ahead[place], self.since[place])
            if place + 1 == len(self.since) or at < self.since[place + 1]:
                return at
        raise AssertionError("the table of a zone covers every day")

    def iso(self, at: int) -> str:
        """`2026-11-02T10:20:00-05:00`, with milliseconds where they are not 0."""
        ahead = self.offset(at)
        day, ms = divmod(at + ahead, DAY)
        seconds, ms = divmod(ms, 1000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" + (f".{ms:03}" if ms else "")
        sign, away = ("-", -ahead) if ahead < 0 else ("+", ahead)
        offset = f"{sign}{away // 3_600_000:02}:{away // 60_000 % 60:02}"
        offset += f":{away // 1000 % 60:02}" if away % 60_000 else ""
        return f"{date.fromordinal(day + EPOCH).isoformat()}T{clock}{offset}"


def day_of(at: int) -> int:
    """The day that the agreement's wall clock shows, counted from 1970-01-01."""
    return (at + AHEAD[bisect_right(SINCE, at) - 1]) // DAY


def year_of(day: int) -> int:
    return date.fromordinal(day + EPOCH).year


def months_later(day: int, months: int) -> int | None:
    """The same day of a later month, or the last that it has. None beyond the year 9999."""
    found = date.fromordinal(day + EPOCH)
    year, month = divmod(found.year * 12 + found.month - 1 + months, 12)
    if year > 9999:
        return None
    return date(year, month + 1, min(found.day, monthrange(year, month + 1)[1])).toordinal() - EPOCH


def touches(zone: Zone, counts: tuple[int, ...], unit: str, since: int, until: int) -> tuple[int, ...]:
    """When a nurture reaches out: at the start of days counted from the day of the return, before it ends."""
    day = (since + zone.offset(since)) // DAY
    found = []
    for count in counts:
        if unit in ("days", "weeks"):
            later = day + count * (7 if unit == "weeks" else 1)
            reached = later if later + EPOCH <= date.max.toordinal() else None
        else:
            reached = months_later(day, count * {"months": 1, "quarters": 3, "years": 12}[unit])
        if reached is not None and (at := zone.start_of_day(reached)) < until:
            found.append(at)
    return tuple(sorted(found))


# ---------------------- Business time: when a team works, what passes between two instants, and what a pause holds up

MINUTE = 60_000
Pauses = list[tuple[int, "int | None"]]
"""From and to, sorted and apart; the last has no end while it lasts."""


class Calendar:
    """Working time over some years. `week` holds the open minutes of Monday to Sunday as (from, to), `special` those of
    days that differ from it, by date. The open stretches are worked out when they are first asked for."""

    def __init__(
        self,
        name: str,
        label: str,
        zone: Zone,
        first_year: int,
        last_year: int,
        week: tuple[tuple[tuple[int, int], ...], ...],
        special: dict[str, tuple[tuple[int, int], ...]],
    ) -> None:
        self.name, self.label, self.zone, self.week, self.special = name, label, zone, week, special
        self.first_year, self.last_year = first_year, last_year
        self.begins = zone.start_of_day(date(first_year, 1, 1).toordinal() - EPOCH)
        self.ends = zone.start_of_day(date(last_year + 1, 1, 1).toordinal() - EPOCH)

    def __getattr__(self, name: str) -> Any:
        """The tables: starts and ends of open stretches, the time open up to each end, closings by day."""
        if name not in ("starts", "stops", "days", "closings", "worked"):
            raise AttributeError(name)
        self.open()
        return self.__dict__[name]

    def open(self) -> None:
        stretches: list[tuple[int, int, int]] = []
        changes = [at for at in self.zone.since if self.begins < at < self.ends]
        # Between two changes of the clocks the wall clock is UTC plus a constant.
        for since, until in zip([self.begins, *changes], [*changes, self.ends], strict=True):
            ahead = self.zone.offset(since)
            for day in range((since + ahead) // DAY, (until - 1 + ahead) // DAY + 1):
                for first, last in self.hours(day):
                    opens = max(since, day * DAY - ahead + first * MINUTE)
                    closes = min(until, day * DAY - ahead + last * MINUTE)
                    if opens >= closes:
                        continue
                    if stretches and stretches[-1][1] == opens and stretches[-1][2] == day:
                        opens = stretches.pop()[0]
                    stretches.append((opens, closes, day))
        self.starts = [opens for opens, _, _ in stretches]
        self.stops = [closes for _, closes, _ in stretches]
        closings = sorted({day: closes for _, closes, day in stretches}.items())
        days = {day: place for place, (day, _) in enumerate(closings)}
        self.closings: list[int] = [closes for _, closes in closings]
        self.days = [days[day] for _, _, day in stretches]
        self.worked: list[int] = []
        total = 0
        for opens, closes, _ in stretches:
            total += closes - opens
            self.worked.append(total)

    def hours(self, day: int) -> tuple[tuple[int, int], ...]:
        """The open minutes of a day counted from 1970-01-01, which was a Thursday."""
        return self.special.get(date.fromordinal(day + EPOCH).isoformat(), self.week[(day + 3) % 7])

    def until(self, at: int) -> int:
        """The time open from the beginning up to an instant."""
        if not self.begins <= at <= self.ends:
            raise self.outside()
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        left = self.stops[place] - at
        return self.worked[place] - left if left > 0 else self.worked[place]

    def reach(self, start: int, amount: int) -> int:
        """The earliest instant at which `amount` has passed since `start`; used up at closing time is closing time."""
        wanted = self.until(start) + amount
        if amount == 0:
            return start
        place = bisect_left(self.worked, wanted)
        if place == len(self.worked):
            raise self.outside()
        return self.stops[place] - (self.worked[place] - wanted)

    def business_days(self, start: int) -> Iterator[int]:
        """The last close of each business day, from that of the next opening on."""
        later = 0
        while True:
            yield self.close(start, later)
            later += 1

    def close(self, start: int, later: int) -> int:
        """The close of the business day of `start`, or of its next opening, or of so many business days later."""
        if not self.begins <= start <= self.ends:
            raise self.outside()
        place = bisect_right(self.stops, start)
        if place == len(self.stops):
            raise self.outside()
        day = self.days[place] + later
        if day >= len(self.closings):
            raise self.outside()
        return self.closings[day]

    def after(self, start: int, distances: tuple[int, ...]) -> tuple[int, list[int]]:
        """The time open up to `start`, and when so much more (each at least 1, in order) has passed."""
        if not self.begins <= start <= self.ends:
            raise self.outside()
        stops, worked = self.stops, self.worked
        place = bisect_right(self.starts, start) - 1
        opened = 0
        if place < 0:
            place = 0
        else:
            opened = worked[place]
            if start < stops[place]:
                opened -= stops[place] - start
        found = []
        try:
            for wanted in distances:
                wanted += opened
                if worked[place] < wanted:
                    place += 1
                    if worked[place] < wanted:
                        place = bisect_left(worked, wanted, place)
                found.append(stops[place] - worked[place] + wanted)
        except IndexError:
            raise self.outside() from None
        return opened, found

    def outside(self) -> Refused:
        years = f"{self.first_year} to {self.last_year}"
        return Refused(f"A clock needs the calendar “{self.label}” outside the years {years} that it covers.")


def length(calendar: Calendar | None, start: int, end: int) -> int:
    """Business time, or with no calendar plain time."""
    return end - start if calendar is None else calendar.until(end) - calendar.until(start)


def passed(calendar: Calendar | None, pauses: Pauses, start: int, end: int) -> int:
    """How much time has passed outside the pauses; 0 when `end` is the earlier."""
    total = 0
    for since, until in pauses:
        if start < min(since, end):
            total += length(calendar, start, min(since, end))
        if until is None:
            return total
        start = max(start, until)
    return total + length(calendar, start, end) if start < end else total


def reach(calendar: Calendar | None, pauses: Pauses, start: int, amount: int) -> int | None:
    """When `amount` has passed outside the pauses since `start`; None while an open pause prevents it."""
    if amount == 0:
        return start
    for since, until in pauses:
        if start < since:
            available = length(calendar, start, since)
            if amount <= available:
                break
            amount -= available
        if until is None:
            return None
        start = max(start, until)
    return start + amount if calendar is None else calendar.reach(start, amount)


def is_paused(pauses: Pauses, at: int) -> bool:
    return any(since <= at and (until is None or at < until) for since, until in pauses)


def close_of_business(calendar: Calendar, pauses: Pauses, start: int, later: int) -> int | None:
    """The close of the business day of `start`, or of so many later; days that close in a pause do not count."""
    open_since = next((since for since, until in pauses if until is None), None)
    for closing in calendar.business_days(start):
        if open_since is not None and closing >= open_since:
            return None
        if not is_paused(pauses, closing):
            if later == 0:
                return closing
            later -= 1
    raise AssertionError("the business days end in a refusal")


# -------------------------------------------- What comes in: activities as records, in their order and by their kinds

FOREVER = 10**15
NEVER = -FOREVER
"""Instants that stand for “at no time”: behind and before all others. There is one object of each, to be told by it."""
AFTER_LAST = 7_289_654_400_000
"""2201-01-01 00:00 UTC, the first instant that is too late; 1970-01-01 00:00 UTC is the first of all."""
MOST_ACTIVITIES = 100_000


class Activity(NamedTuple):
    """One row of the log: `at` in ms since 1970-01-01 UTC, and the known values of its own fields, in units."""

    kind: str
    at: int
    values: Mapping[str, Any] = {}


new = tuple.__new__
"""Makes a named tuple of its values at once, which its own constructor takes three times as long for."""
Log = dict[str, list[int]]
"""The instants of a lead's activities by kind, in order."""
Rows = dict[str, list[tuple[int, Mapping[str, Any]]]]
"""The same with their values, of the kinds of which the policy asks more than when."""


def sorted_out(activities: Iterable[Activity], until: int) -> tuple[Sequence[Activity], list[int], Log, Rows]:
    """The activities of known kinds up to an instant, in order of time (of one instant as given): the list they are in,
    the instants of the lead's own, and all by kind, as instants and with values. Raises Refused."""
    ordered = activities if isinstance(activities, (list, tuple)) else list(activities)
    own: list[int] = []
    log: Log = {}
    rows: Rows = {}
    before = 0
    for kind, at, values in ordered:
        if at > until:
            continue
        try:
            is_own, is_asked = TRAITS[kind]
        except KeyError:
            continue
        if at < before:
            if at < 0:
                raise Refused(f"An activity “{KINDS[kind]}” lies before the year 1970.")
            return sorted_out(sorted((one for one in ordered if one.kind in KINDS), key=instant_of), until)
        before = at
        if is_own:
            own.append(at)
        if kind in log:
            log[kind].append(at)
            if is_asked:
                rows[kind].append((at, values))
        else:
            log[kind] = [at]
            if is_asked:
                rows[kind] = [(at, values)]
    if len(ordered) > MOST_ACTIVITIES and (found := sum(map(len, log.values()))) > MOST_ACTIVITIES:
        raise Refused(f"The lead has {found:,} activities; at most {MOST_ACTIVITIES:,} can be counted.")
    return ordered, own, log, rows


def by_then(log: Log, rows: Rows, until: int) -> tuple[Log, Rows]:
    """The same log at an earlier instant. Rows of kinds that had not happened yet stay; they are in no log."""
    then: Log = dict(log)
    for kind, found in log.items():
        if found[-1] > until:
            if found[0] > until:
                del then[kind]
            else:
                count = bisect_right(found, until)
                then[kind] = found[:count]
                if kind in rows:
                    rows = {**rows, kind: rows[kind][:count]}
    return then, rows


def instant_of(activity: Activity) -> int:
    return activity.at


def instants(log: Log, kinds: tuple[str, ...]) -> list[int]:
    """Those of several kinds, sorted."""
    return sorted([at for kind in kinds if kind in log for at in log[kind]])


def recorded(times: list[int], since: int) -> int | None:
    """The first instant that is not before another one."""
    place = bisect_left(times, since)
    return times[place] if place < len(times) else None


# ---------------- Clocks: every cycle in the log with the response that applied, when it was due, and where it stands

class Tries(NamedTuple):
    """So many answers within `amount` ms from the start."""

    times: int
    amount: int
    business: bool


class Action(NamedTuple):
    """An instruction: `moment` is before due, at due, after due or after start, by `amount` ms."""

    kind: str
    target: str
    moment: str
    amount: int
    business: bool


class Response(NamedTuple):
    """`within` ms, or (None) at the close of business so many `days_later`."""

    name: str
    within: int | None
    days_later: int
    business: bool
    tries: tuple[Tries, ...]
    actions: tuple[Action, ...]


class Clock(NamedTuple):
    name: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    afresh: tuple[str, ...]
    pause: tuple[str, ...]
    resume: tuple[str, ...]
    responses: tuple[Response, ...]


class TriesMade(NamedTuple):
    made: int
    wanted: int
    by: int | None


class ActionDue(NamedTuple):
    """`fallen`: it has come due. `at` is None while a pause hides it."""

    kind: str
    target: str
    at: int | None
    fallen: bool


class Cycle(NamedTuple):
    """One cycle of a clock. Without a response nothing was promised. `used` are the ms that passed, in business time
    where the answer is promised in it (`calendar` is its name then)."""

    clock: str
    started_at: int
    response: str | None
    calendar: str | None
    state: str
    due: int | None
    ended_at: int | None
    ended_by: str | None
    used: int
    tries: tuple[TriesMade, ...]
    actions: tuple[ActionDue, ...]


Paused = list[tuple[int, int]]
"""The instants of a clock's pauses (1) and resumptions (0) in a lead's log."""


Stretch = tuple[int, "int | None", "str | None", "int | None"]
"""Start, end, what ended it, and the start of the next."""


def stretches(
    ordered: Sequence[Activity],
    log: Log,
    starts: list[int],
    stopping: tuple[str, ...],
    afresh: Sequence[int],
    returned: Sequence[int],
) -> Sequence[Stretch]:
    """The cycles of a clock that was started, in order of time.

    At one instant an answer comes before a return, and a return before a fresh start. `ordered` are all activities by
    time, `log` their instants by kind; `afresh` and `returned` are the instants, in order, of what starts a cycle anew
    and at which the lead was recycled.
    """
    found: list[Stretch] = []
    start: int | None = starts[0]
    while start is not None:
        end = ended_by = following = None
        for kind in stopping:
            if kind in log:
                times = log[kind]
                at = times[0]
                if at < start:
                    if times[-1] < start:
                        continue
                    at = times[bisect_left(times, start)]
                if end is None or at < end:
                    end, ended_by = at, kind
                elif at == end:
                    ended_by = first_kind(ordered, end, stopping)
        if returned and returned[-1] >= start:
            at = returned[bisect_left(returned, start)]
            if end is None or at < end:
                end, ended_by = at, "recycled"
        if afresh and afresh[-1] > start:
            at = afresh[bisect_right(afresh, start)]
            if end is None or at < end:
                end = following = at
                ended_by = "started afresh"
        if following is None and end is not None and end < starts[-1]:
            following = starts[bisect_right(starts, end)]
        found.append((start, end, ended_by, following))
        start = following
    return found


def unpromised(clock: Clock, start: int, end: int | None, ended_by: str | None, as_of: int) -> Cycle:
    """A cycle to which no response applies."""
    state = state_of(None, end, ended_by, as_of, False)
    return Cycle(clock.name, start, None, None, state, None, end, ended_by, 0, (), ())


def pauses_in(log: Log, clock: Clock) -> Paused:
    return [*((at, 1) for at in instants(log, clock.pause)), *((at, 0) for at in instants(log, clock.resume))]


def cycle_with_pauses(
    clock: Clock,
    which: int,
    calendar: Calendar | None,
    start: int,
    end: int | None,
    ended_by: str | None,
    following: int | None,
    log: Log,
    paused: Paused,
    as_of: int,
) -> Cycle:
    """A cycle of which pauses may hold up the time: nothing passes in them."""
    response = clock.responses[which]
    until = as_of if end is None else end
    pauses = pauses_of(paused, end, as_of)
    counted = calendar if response.business else None
    if response.within is not None:
        due = reach(counted, pauses, start, response.within)
    else:
        assert calendar is not None  # the check of the policy sees to that
        due = close_of_business(calendar, pauses, start, response.days_later)
    reach(counted, pauses, start, 1)  # refuses a start behind which nothing opens any more
    return Cycle(
        clock.name,
        start,
        response.name,
        calendar.name if response.business and calendar is not None else None,
        state_of(due, end, ended_by, as_of, is_paused(pauses, as_of)),
        due,
        end,
        ended_by,
        passed(counted, pauses, start, until),
        tuple(tries_of(clock, one, calendar, start, following, log, paused, as_of) for one in response.tries),
        tuple(action_of(one, calendar, pauses, start, due, until) for one in response.actions),
    )


def state_of(due: int | None, end: int | None, ended_by: str | None, as_of: int, paused: bool) -> str:
    if ended_by == "started afresh":
        return "passed on"
    if end is not None:
        return "met" if due is None or end <= due else "missed"
    if due is not None and as_of > due:
        return "overdue"
    return "paused" if paused else "running"


def pauses_of(paused: Paused, end: int | None, as_of: int) -> Pauses:
    """The pauses up to the end of a cycle, those from before its start too. At one instant a resumption wins."""
    until = as_of if end is None else end
    pauses: dict[int, int] = {}
    for at, begins in paused:
        if at <= until:
            pauses[at] = pauses.get(at, 1) & begins
    found: Pauses = []
    since: int | None = None
    for at, begins in sorted(pauses.items()):
        if begins and since is None:
            since = at
        elif not begins and since is not None:
            found.append((since, at))
            since = None
    if since is not None and since != end:
        found.append((since, end))
    return found


def tries_of(
    clock: Clock,
    tries: Tries,
    calendar: Calendar | None,
    start: int,
    following: int | None,
    log: Log,
    paused: Paused,
    as_of: int,
) -> TriesMade:
    """Trying goes on behind the first answer, and so do its pauses: until the next cycle begins."""
    pauses = pauses_of(paused, following, as_of)
    by = reach(calendar if tries.business else None, pauses, start, tries.amount)
    return TriesMade(tries_made(log, clock.stops, start, by, following), tries.times, by)


def tries_made(log: Log, stops: tuple[str, ...], start: int, by: int | None, following: int | None) -> int:
    """How many answers there were up to `by` and before the next cycle."""
    last = FOREVER if by is None else by
    if following is not None and following <= last:
        last = following - 1
    made = 0
    for kind in stops:
        if kind in log:
            for at in log[kind]:
                if start <= at <= last:
                    made += 1
    return made


def action_of(
    action: Action, calendar: Calendar | None, pauses: Pauses, start: int, due: int | None, until: int
) -> ActionDue:
    kind, target, moment, amount, business = action
    counted = calendar if business else None
    if moment == "after start":
        at = reach(counted, pauses, start, amount)
    elif due is None or moment == "at due":
        at = due
    elif moment == "before due":
        at = reach(counted, pauses, start, max(0, passed(counted, pauses, start, due) - amount))
    else:
        at = reach(counted, pauses, due, amount)
    return ActionDue(kind, target, at, at is not None and at <= until)


def first_kind(ordered: Sequence[Activity], instant: int, kinds: tuple[str, ...]) -> str:
    """Of the activities of these kinds at an instant the first in the log."""
    return next(kind for kind, at, _ in ordered if at == instant and kind in kinds)


# ------------------------------------------------------ What comes out: a decision, as a value and as a JSON document

class Said(NamedTuple):
    """The words of a line of a score; `what` has one text for each form that the line can take."""

    clause: str
    kind: str
    place: str
    what: tuple[str, ...]
    because: str | None


class ExplainedLine(NamedTuple):
    """What a clause did to a score: `points` in units of 10**-scale."""

    said: Said
    what: str
    points: int
    scale: int


class Explanation(NamedTuple):
    """`stages` are (name, holds, recorded at)."""

    scores: Mapping[str, tuple[ExplainedLine, ...]]
    defines: Mapping[str, bool]
    stages: tuple[tuple[str, bool, int | None], ...]
    disqualify: Mapping[str, bool]


class Recycle(NamedTuple):
    """The rule of the latest return; `touches` are the instants at which its nurture reaches out."""

    rule: str
    nurture: str
    since: int
    until: int
    in_force: bool
    touches: tuple[int, ...]


class Route(NamedTuple):
    route: str
    to: str
    person: str | None
    team: str | None


class Decision(NamedTuple):
    """What the policy says of one lead at an instant. Scores are in hundredths of a point, instants in ms."""

    lead: str
    as_of: int
    scores: Mapping[str, int]
    grades: Mapping[str, str]
    stage: str | None
    disqualified: str | None
    recycle: Recycle | None
    route: Route | None
    cycles: tuple[Cycle, ...]
    explanation: Explanation | None = None

    def document(self) -> dict[str, Any]:
        """The decision as it is written in JSON: numbers are exact, times are ISO 8601 in the agreement's timezone."""
        found: dict[str, Any] = {
            "policy": POLICY,
            "lead": self.lead,
            "as_of": ZONE.iso(self.as_of),
            "scores": {name: number(value, 2) for name, value in self.scores.items()},
            "grades": dict(self.grades),
            "stage": self.stage,
            "disqualified": self.disqualified,
            "recycle": recycle_document(self.recycle),
            "route": None if self.route is None else self.route._asdict(),
            "cycles": [cycle_document(cycle) for cycle in self.cycles],
        }
        if self.explanation is not None:
            found["explanation"] = explanation_document(self.explanation)
        return found


def recycle_document(recycle: Recycle | None) -> dict[str, Any] | None:
    if recycle is None:
        return None
    return {
        "rule": recycle.rule,
        "nurture": recycle.nurture,
        "since": ZONE.iso(recycle.since),
        "until": ZONE.iso(recycle.until),
        "in_force": recycle.in_force,
        "touches": [ZONE.iso(touch) for touch in recycle.touches],
    }


def cycle_document(cycle: Cycle) -> dict[str, Any]:
    return {
        "clock": cycle.clock,
        "started_at": ZONE.iso(cycle.started_at),
        "response": cycle.response,
        "calendar": cycle.calendar,
        "state": cycle.state,
        "due": moment(cycle.due),
        "ended_at": moment(cycle.ended_at),
        "ended_by": cycle.ended_by,
        "used_ms": cycle.used,
        "tries": [{"made": one.made, "wanted": one.wanted, "by": moment(one.by)} for one in cycle.tries],
        "actions": [
            {"kind": one.kind, "target": one.target, "at": moment(one.at), "fallen": one.fallen}
            for one in cycle.actions
        ],
    }


def explanation_document(explanation: Explanation) -> dict[str, Any]:
    return {
        "scores": {name: [line_document(line) for line in lines] for name, lines in explanation.scores.items()},
        "defines": dict(explanation.defines),
        "stages": [
            {"stage": name, "holds": holds, "recorded_at": moment(at)} for name, holds, at in explanation.stages
        ],
        "disqualify": dict(explanation.disqualify),
    }


def line_document(line: ExplainedLine) -> dict[str, Any]:
    said = line.said
    return {
        "clause": said.clause,
        "kind": said.kind,
        "place": said.place,
        "what": line.what,
        "because": said.because,
        "points": number(line.points, line.scale),
    }


def moment(at: int | None) -> str | None:
    return None if at is None else ZONE.iso(at)


def number(units: int, scale: int) -> int | float:
    """Units of 10**-scale. Below 2**53 of them each has a float of its own, which is written with just its digits."""
    one: int = 10**scale
    return units / one if units % one else units // one


def explained(lines: Iterable[tuple[Said, int, int, int]]) -> tuple[ExplainedLine, ...]:
    """The lines of a score: every rule, and every limit, share, rounding and bound that changed something."""
    return tuple(
        ExplainedLine(said, said.what[which], points, scale)
        for said, points, scale, which in lines
        if points or said.kind not in ("limit", "counts", "rounding", "bound")
    )


def share(lead: str, names: int) -> int:
    """Which of so many names a lead falls to: the first seven hex digits of its id's SHA-256, modulo their number."""
    return int(hashlib.sha256(lead.encode()).hexdigest()[:7], 16) % names


def rounded(points: int, whole: int) -> int:
    """To whole units, half away from zero."""
    return (points + whole // 2) // whole if points >= 0 else -((whole // 2 - points) // whole)


# ---------------------------------------------------------- The fields that a policy declares, as a scorer reads them

class Field(NamedTuple):
    """How a field is read and spoken of.

    `type` is text, choice, flag, number, date or time. `places` are the decimals of a number, whose units are
    10**-places. `required` is one without which nothing is decided; `default`, in units, stands in where it is unknown.
    `choices` are names with labels; `otherwise` is the one that stands for all other values.
    """

    label: str
    type: str
    places: int = 0
    required: bool = False
    default: Any = None
    choices: Mapping[str, str] = {}
    otherwise: str | None = None
    currency: str | None = None


class Fields(NamedTuple):
    """The fields of a lead, or of a kind of activity, by name."""

    known: Mapping[str, Field]
    defaults: Mapping[str, Any]
    required: tuple[str, ...]


def declared(known: Mapping[str, Field]) -> Fields:
    defaults = {name: field.default for name, field in known.items() if field.default is not None}
    return Fields(known, defaults, tuple(name for name, field in known.items() if field.required))


# ----------------------------------------------------- The values of fields: from JSON values to the units of records

MOST_UNITS = 10**15
"""What a whole number, and any other in its units, is at most, of either sign."""
WRONG = object()
"""Stands for a value that its field cannot hold."""
WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Rounds nothing, however many digits a number has."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def units(field: Field, value: Any) -> Any:
    """A value in units; None where it counts as unknown, WRONG where it is none of the field's."""
    kind = field.type
    if isinstance(value, str):
        if fold(value) in UNKNOWN and (is_blank(value) or is_well_written(field, value)):
            return None
        if kind == "text":
            return WRONG if is_broken(value) else value
        if kind == "choice":
            return value if value in field.choices else WRONG
        if kind == "time":
            return instant_in(value)
        day = day_in(value) if kind == "date" else None
        return WRONG if day is None else ZONE.start_of_day(day)
    if value is None:
        return None
    if kind == "number":
        return number_in(value, field.places)
    return value if kind == "flag" and isinstance(value, bool) else WRONG


def is_well_written(field: Field, value: str) -> bool:
    """Whether a text is a value of the field, were it not one of those that count as unknown."""
    match field.type:
        case "text":
            return True
        case "choice":
            return value in field.choices
        case "date":
            return day_in(value) is not None
        case "time":
            return written_instant(value) is not None
        case _:
            return False


def is_blank(text: str) -> bool:
    return not text.strip(BLANKS)


def is_broken(text: str) -> bool:
    """Whether a text holds half a character, which nothing can write."""
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def number_in(value: Any, places: int) -> Any:
    """A number in units of 10**-places; WRONG where it is none, has more decimals or is too large."""
    if value.__class__ is int:
        found = value * 10**places
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return WRONG
    else:
        exact = exactly(value)
        if not exact:
            return 0
        if not exact.is_finite() or exact.adjusted() > 15:
            return WRONG
        scaled = exact.scaleb(places, WIDE)
        found = int(scaled)
        if found != scaled:
            return WRONG
    return found if -MOST_UNITS <= found <= MOST_UNITS else WRONG


def exactly(value: float | Decimal) -> Decimal:
    """A float counts as the number that it is written as."""
    return Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)


def day_in(text: str) -> int | None:
    """A day counted from 1970-01-01; None where it is none, or not of the years 1970 to 2200."""
    if len(text) != 10 or not text[4] == text[7] == "-":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.toordinal() - EPOCH if 1970 <= day.year <= 2200 else None


def instant_in(value: Any) -> Any:
    """A time in ms since 1970-01-01 UTC; WRONG where it is none, or not of the years 1970 to 2200."""
    at = written_instant(value) if isinstance(value, str) else None
    return WRONG if at is None or not 0 <= at < AFTER_LAST else at


def written_instant(text: str) -> int | None:
    """A time as RFC 3339 writes it, `2026-10-05T09:00:00-04:00`, cut to ms, of the local years 1970 to 2200.

    What Python reads beyond that is told by where the marks stand: weeks, bare hours, 24 o'clock, offsets of
    75 minutes.
    """
    ms = 0
    if len(text) != 25 or text[19] == ".":
        text, ms = without_fraction(text)
        if len(text) != 25:
            return None
    if not (text[4] == text[7] == "-" and text[10] == "T" and text[13] == text[16] == text[22] == ":"):
        return None
    if text[11:13] > "23" or text[19] not in "+-" or text[23] > "5":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    since = moment - BEGINNING
    return since.days * DAY + since.seconds * 1000 + ms if 1970 <= moment.year <= 2200 else None


def without_fraction(text: str) -> tuple[str, int]:
    """A time with Z for +00:00, or with parts of a second, as one without; and the whole ms of the parts taken off."""
    ms = 0
    offset = 1 if text.endswith("Z") else 6
    if text[19:20] == ".":
        digits = text[20:-offset]
        if not (digits.isdigit() and digits.isascii() and len(digits) <= 12):
            return "", 0
        ms = int(f"{digits}00"[:3])
        text = text[:19] + text[-offset:]
    return (text[:-1] + "+00:00" if offset == 1 else text), ms


# -------- What is wrong with a case, in the policy's words: a sentence a mistake, each with its place in the document

MOST_SAID = 20
LONGEST = 40
YEARS = "the years 1970 to 2200"
A_DATE, A_TIME = "a date such as 2026-10-05", "a time such as 2026-10-05T09:00:00-04:00"
WHOLE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,12})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
BARE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?")

Place = tuple[str | int, ...]
"""The keys and the places in lists that lead to a value of a document."""


class Mistaken(Refused):
    """What cannot be read, and all that is wrong with it: `mistakes` are sentences."""

    def __init__(self, sentences: Iterable[str]) -> None:
        found = list(dict.fromkeys(sentences))
        if len(found) > MOST_SAID:
            found[MOST_SAID:] = [f"There are {len(found) - MOST_SAID:,} more mistakes like these."]
        super().__init__(" ".join(found))
        self.mistakes = tuple(found)


def mistake(place: Place, sentence: str) -> str:
    """`lead.employees: “Number of employees” is a whole number, and "many" is text.`"""
    said = ""
    for step in place:
        said += f"[{step}]" if isinstance(step, int) else f".{key_said(step)}" if said else key_said(step)
    return f"{said or 'the case'}: {sentence}"


def key_said(step: str) -> str:
    """A key as it stands in a place; in quotes where it would run into it."""
    return step if re.fullmatch(r"\w{1,60}", step) else shown(step)


def key_twice(place: Place) -> str:
    return mistake(place, "This key stands more than once, so which of the values holds cannot be told.")


def unknown_key(place: Place, what: str, known: Sequence[str]) -> str:
    guess = nearest(str(place[-1]), known)
    way_out = f" Is “{guess}” meant?" if guess else f" It knows {listed(known)}." if known else ""
    return mistake(place, f"{what} has no field of this name.{way_out}")


def unknown_kind(place: Place, value: Any, known: Mapping[str, str]) -> str:
    """`known` are the activities with their labels."""
    if not isinstance(value, str):
        return mistake(place, f"This is the name of an activity, and {stands(value)}.")
    return mistake(place, f"The policy has no activity called {shown(value)}.{meant(value, known)}")


def missing(place: Place, label: str) -> str:
    return mistake(place, f"“{label}” is required, and it is missing.")


def half_a_character(place: Place, label: str) -> str:
    return mistake(place, f"“{label}” holds half a character, which is no text.")


def no_object(place: Place, what: str, value: Any) -> str:
    return mistake(place, f"{what} is an object in curly brackets, and {stands(value)}.")


def no_list(place: Place, value: Any) -> str:
    return mistake(place, f"The activities are a list in square brackets, and {stands(value)}.")


def bad_id(place: Place, value: Any) -> str:
    if isinstance(value, str) and value != "" and value == value.strip():
        return half_a_character(place, "Id")
    if isinstance(value, str) and not is_blank(value):
        return mistake(place, f"The lead’s id has no blanks at its ends, and {shown(value)} has.")
    found = "it is blank" if isinstance(value, str) else "it is null" if value is None else stands(value)
    return mistake(place, f"The lead’s id is text that is not blank, and {found}.")


def bad_time(place: Place, what: str, value: Any) -> str:
    return mistake(place, f"{what} is {A_TIME}, and {no_time(value)}.")


def stands_for_unknown(place: Place, label: str, value: Any) -> str:
    """Why a value that counts as unknown is not enough."""
    if value is None or is_blank(value):
        return mistake(place, f"“{label}” is required, and {'null' if value is None else 'blank text'} means unknown.")
    return mistake(place, f"“{label}” is required, and {shown(value)} counts as unknown.")


def misfit(place: Place, field: Field, value: Any) -> str:
    """Why a value is none of this field's."""
    if field.type == "text" and isinstance(value, str):
        return half_a_character(place, field.label)
    return mistake(place, f"“{field.label}” {fault(field, value)}")


def fault(field: Field, value: Any) -> str:
    match field.type:
        case "text":
            return f"is text, and {stands(value)}."
        case "flag":
            return f"is yes or no (true or false), and {stands(value)}."
        case "date":
            return f"is {A_DATE}, and {no_date(value)}."
        case "time":
            return f"is {A_TIME}, and {no_time(value)}."
        case "choice":
            return no_choice(field, value)
        case _:
            return no_number(field, value)


def no_number(field: Field, value: Any) -> str:
    places = field.places
    what = "a whole number" if places == 0 else "a number"
    if field.currency is not None:
        what = f"an amount of money in {field.currency}"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return f"is {what}, and {stands(value)}."
    amount = exactly(value)
    beyond = not amount.is_finite() or amount.adjusted() > 15
    if beyond or amount.scaleb(places, WIDE).copy_abs() > MOST_UNITS:
        return f"is {what} of at most {10 ** (15 - places):,}, of either sign, and {shown(value)} is beyond that."
    if places == 0:
        return f"is {what}, and {shown(value)} has decimals."
    return f"has at most {places} decimals, and {shown(value)} has more."


def no_choice(field: Field, value: Any) -> str:
    names = listed(list(field.choices))
    if not isinstance(value, str):
        return f"is one of {names}, and {stands(value)}."
    way_out = meant(value, field.choices)
    if not way_out and field.otherwise is not None:
        way_out = f" Every other value is “{field.otherwise}”."
    return f"is one of {names}, and {shown(value)} is none of them.{way_out}"


def no_date(value: Any) -> str:
    if not isinstance(value, str):
        return stands(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return f"{shown(value)} is none"
    return f"there is no {value}" if "1970" <= value[:4] <= "2200" else f"{shown(value)} is not within {YEARS}"


def no_time(value: Any) -> str:
    if not isinstance(value, str):
        return stands(value)
    if BARE_TIME.fullmatch(value):
        return f"{shown(value)} lacks its offset from UTC, such as -04:00 or Z"
    if not WHOLE_TIME.fullmatch(value):
        return f"{shown(value)} is none"
    return f"{shown(value)} is not within {YEARS}" if is_there(value) else f"there is no {value}"


def is_there(time: str) -> bool:
    """Whether there is such a day and hour."""
    try:
        date.fromisoformat(time[:10])
    except ValueError:
        return False
    return time[11:13] < "24" and time[14:16] < "60" and time[17:19] < "60"


def meant(value: str, labels: Mapping[str, str]) -> str:
    """The name that stands for a label, or is written nearly so."""
    by_label = {fold(label): name for name, label in labels.items()}
    by_label |= {fold(name): name for name in labels}
    guess = by_label.get(fold(value)) or nearest(value, labels)
    return f" Is “{guess}” meant?" if guess else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None when none is close."""
    from difflib import get_close_matches

    by_fold = {name.casefold().replace("-", "_"): name for name in known}
    close = get_close_matches(word.casefold().replace("-", "_").replace(" ", "_"), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def listed(items: Sequence[str]) -> str:
    """`A, B and C`."""
    return "".join(items) if len(items) < 2 else f"{', '.join(items[:-1])} and {items[-1]}"


def stands(value: Any) -> str:
    """What stands there instead, as a clause."""
    match value:
        case None:
            return "null stands there"
        case bool():
            return f"{shown(value)} is yes or no"
        case int() | float() | Decimal():
            return f"{shown(value)} is a number"
        case str():
            return f"{shown(value)} is text"
        case list() | tuple():
            return "a list stands there"
        case _:
            return "an object stands there"


def shown(value: Any) -> str:
    """A single value as JSON writes it, cut where it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            amount = exactly(value)
            if amount.is_finite() and amount.adjusted() > LONGEST:
                return f"a number with {amount.adjusted() + 1:,} digits"
            if not amount.is_finite() or amount.adjusted() < -LONGEST or len(amount.as_tuple().digits) > LONGEST:
                return "it"
            digits = format(amount, "f")
            digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
            return "0" if digits == "-0" else digits
        case str():
            return json.dumps(value if len(value) <= LONGEST else f"{value[:LONGEST]}…", ensure_ascii=False)
        case _:
            return "it"


# --- Leads, activities and whole cases from JSON documents: what is sound at once, what is not with all that is wrong

PARTS = ("lead", "activities", "as_of")


def read_lead(given: Mapping[str, Any]) -> Lead:
    """A lead from a mapping of the policy's field names, and `id`. Raises Refused with all that is wrong."""
    found = lead_in(given)
    if found is None:
        raise Mistaken(wrong_in_lead(given))
    return found


def read_activity(given: Mapping[str, Any]) -> Activity:
    """An activity from a mapping of `activity`, `at` and its fields' names. Raises Refused with all that is wrong."""
    found = activity_in(given)
    if found is None:
        raise Mistaken(wrong_in_activity(("activity",), given))
    return found


def read_instant(given: Any) -> int:
    """A time, such as that of a decision, in ms since 1970-01-01 UTC. Raises Refused."""
    found = instant_in(given)
    if found is WRONG:
        raise Mistaken([wrong_as_of(given)])
    return int(found)


def read_case(case: Any, now: int, twice: Sequence[Place] = ()) -> tuple[Lead, list[Activity], int]:
    """The lead, its activities and the instant of a case document; `now` is that of one that names none.

    `twice` are the places of keys that stand more than once in it, which Python's own reader of JSON passes over.
    Raises Refused with all that is wrong.
    """
    found = None if twice else case_in(case, now)
    if found is None:
        raise Mistaken([*map(key_twice, twice), *wrong_in_case(case)])
    return found


def check(lead: Lead) -> None:
    """Raises Refused with the required fields that a record lacks."""
    for field, value in zip(LEAD.known.values(), lead[1:], strict=True):
        if value is None and (field.required or field.default is not None):
            raise Refused(f"“{field.label}” is unknown, and the policy requires it.")


def is_object(given: Any) -> bool:
    return isinstance(given, (dict, Mapping))


# What is sound. None stands for what is not.


def case_in(case: Any, now: int) -> tuple[Lead, list[Activity], int] | None:
    if not is_object(case) or not all(part in PARTS for part in case):
        return None
    lead, rows, as_of = lead_in(case.get("lead")), case.get("activities", ()), case.get("as_of")
    at = now if as_of is None else instant_in(as_of)
    if lead is None or at is WRONG or not isinstance(rows, list | tuple):
        return None
    activities = []
    for row in rows:
        activity = activity_in(row)
        if activity is None:
            return None
        activities.append(activity)
    return lead, activities, at


def lead_in(given: Any) -> Lead | None:
    values = values_in(LEAD, given, ("id",)) if is_object(given) else None
    if values is None or not is_id(given.get("id")):
        return None
    return new(Lead, (given["id"], *map(values.get, LEAD.known)))


def activity_in(given: Any) -> Activity | None:
    kind = given.get("activity") if is_object(given) else None
    fields = ACTIVITIES.get(kind) if isinstance(kind, str) else None
    if fields is None:
        return None
    at = instant_in(given.get("at"))
    values = values_in(fields, given, ("activity", "at"))
    return None if at is WRONG or values is None else new(Activity, (kind, at, values))


def values_in(fields: Fields, given: Mapping[str, Any], own: tuple[str, ...]) -> dict[str, Any] | None:
    """The known values in units; `own` are the keys that are no fields."""
    known = fields.known
    values = dict(fields.defaults)
    for name, value in given.items():
        field = known.get(name)
        if field is not None:
            value = units(field, value)
            if value is WRONG:
                return None
            if value is not None:
                values[name] = value
        elif name not in own:
            return None
    for name in fields.required:
        if name not in values:
            return None
    return values


def is_id(given: Any) -> bool:
    return isinstance(given, str) and given != "" and given == given.strip() and not is_broken(given)


# What is wrong.


def wrong_in_case(case: Any) -> Iterator[str]:
    if not is_object(case):
        yield no_object((), "A case", case)
        return
    yield from (unknown_key((str(key),), "A case", PARTS) for key in case if key not in PARTS)
    if "lead" in case:
        yield from wrong_in_lead(case["lead"])
    else:
        yield mistake(("lead",), "The case has no lead.")
    rows = case.get("activities", ())
    if not isinstance(rows, list | tuple):
        yield no_list(("activities",), rows)
        rows = ()
    for number, row in enumerate(rows):
        yield from wrong_in_activity(("activities", number), row)
    if case.get("as_of") is not None and instant_in(case["as_of"]) is WRONG:
        yield wrong_as_of(case["as_of"])


def wrong_as_of(given: Any) -> str:
    return bad_time(("as_of",), "The time that the decision is about", given)


def wrong_in_lead(given: Any) -> Iterator[str]:
    place = ("lead",)
    if not is_object(given):
        yield no_object(place, "A lead", given)
        return
    yield from lacking(place, given, LEAD.known, {"id": "Id"})
    known = ["id", *LEAD.known]
    yield from (unknown_key((*place, str(key)), "The lead", known) for key in given if key not in known)
    if "id" in given and not is_id(given["id"]):
        yield bad_id((*place, "id"), given["id"])
    yield from wrong_values(place, given, LEAD.known)


def wrong_in_activity(place: Place, given: Any) -> Iterator[str]:
    if not is_object(given):
        yield no_object(place, "An activity", given)
        return
    kind = given.get("activity")
    fields = ACTIVITIES.get(kind) if isinstance(kind, str) else None
    declared_fields = {} if fields is None else fields.known
    yield from lacking(place, given, declared_fields, {"activity": "Kind of activity", "at": "Time"})
    if fields is not None:
        known = ["activity", "at", *declared_fields]
        what = f"The activity “{KINDS[str(kind)]}”"
        yield from (unknown_key((*place, str(key)), what, known) for key in given if key not in known)
    elif "activity" in given:
        yield unknown_kind((*place, "activity"), kind, KINDS)
    if "at" in given and instant_in(given["at"]) is WRONG:
        yield bad_time((*place, "at"), "The time of an activity", given["at"])
    yield from wrong_values(place, given, declared_fields)


def wrong_values(place: Place, given: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        if name in given:
            value = given[name]
            found = units(field, value)
            if found is WRONG:
                yield misfit((*place, name), field, value)
            elif found is None and field.required:
                yield stands_for_unknown((*place, name), field.label, value)


def lacking(
    place: Place, given: Mapping[str, Any], fields: Mapping[str, Field], always: Mapping[str, str]
) -> Iterator[str]:
    """What is required and not even there; `always` are keys with what they are called."""
    labels = {**always, **{name: field.label for name, field in fields.items() if field.required}}
    yield from (missing((*place, name), label) for name, label in labels.items() if name not in given)


# ------------------------- JSON from outside, read strictly: exact numbers, no key twice, nothing beyond the standard

LARGEST_FILE = 64_000_000
"""Bytes of a document."""
MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
"""How a text begins → its encoding. Those of UTF-32 come first: one of them begins like one of UTF-16."""
MOST_DIGITS = 400
"""Of a whole number that is read as such: Python takes long over longer ones, and can be set to refuse them."""
WHAT_IS_NO_JSON = {
    "Expecting property name": "a key in double quotes has to stand here",
    "Expecting ',' delimiter": "a comma is missing here, or a closing bracket",
    "Expecting ':' delimiter": "a colon has to stand here, between a key and its value",
    "Expecting value": "a value has to stand here",
    "Extra data": "the document ends before this, and there is more",
    "Unterminated string": "a text begins here whose closing quote is missing",
    "Invalid control character": "a text holds a line end or another control character: write \\n and its like",
    "Invalid \\": "the backslash here begins nothing that JSON knows",
    "Illegal trailing comma": "nothing follows the comma here",
}
"""How Python's messages begin → what is said instead."""


class NoJson(ValueError):
    """Why a document cannot be read: a sentence, without its full stop, that goes on from its name."""


class Repeating(dict[str, Any]):
    """An object in which keys stood more than once: `twice`."""

    twice: tuple[str, ...] = ()


def parsed(written: bytes, name: str) -> tuple[Any, list[Place]]:
    """The case in a JSON document called `name`, its numbers exact, and the places of keys that stand more than once.

    Raises Refused where it is none.
    """
    repeating = []

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            count = Counter(key for key, _ in pairs)
            found = Repeating(found)
            found.twice = tuple(key for key in found if count[key] > 1)
            repeating.append(found)
        return found

    try:
        text = text_in(written)
        document = json.loads(
            text, parse_float=decimal, parse_int=whole, parse_constant=no_constant, object_pairs_hook=as_object
        )
        if isinstance(document, list):
            raise NoJson("holds a list, and a case is one object: leads are decided one at a time here")
    except json.JSONDecodeError as problem:
        said = (said for begin, said in WHAT_IS_NO_JSON.items() if problem.msg.startswith(begin))
        what = next(said, "it cannot be read here")
        why = f"is not JSON: in line {problem.lineno:,}, column {problem.colno:,}, {what}"
    except RecursionError:
        why = "is nested far deeper than a lead with its activities"
    except NoJson as problem:
        why = str(problem)
    else:
        return document, list(keys_given_twice(document)) if repeating else []
    raise Mistaken([f"{name} {why}."])


def text_in(written: bytes) -> str:
    if len(written) > LARGEST_FILE:
        raise NoJson("is far larger than one lead with its activities")
    # The shells of Windows write UTF-16, and say so with a mark; without one it is UTF-8.
    encoding = next((name for mark, name in MARKS if written.startswith(mark)), "UTF-8")
    try:
        text = written.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except UnicodeDecodeError as problem:
        raise NoJson(f"is not saved as {encoding} (byte {problem.start + 1:,})") from None
    if not text.strip():
        raise NoJson("is empty")
    return text


def keys_given_twice(document: Any, place: Place = ()) -> Iterator[Place]:
    """The places of keys that stand more than once, in the few levels that a case has."""
    if isinstance(document, Repeating):
        yield from ((*place, key) for key in document.twice)
    if len(place) < 3:
        numbered = enumerate(document) if isinstance(document, list) else ()
        for key, item in document.items() if isinstance(document, dict) else numbered:
            yield from keys_given_twice(item, (*place, key))


def whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= MOST_DIGITS else decimal(digits)


def decimal(digits: str) -> Decimal:
    """The number as it is written; infinite where it is beyond what can be."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("-Infinity" if digits.startswith("-") else "Infinity")


def no_constant(word: str) -> Any:
    raise NoJson(f"is not JSON: {word} is no number there. Null stands for what is not known")


# ---------------------------------------------------------- The command line of a scorer: a case in, its decision out

DECIDED, REFUSED, WRONG_USE = 0, 1, 2
# What a shell reports for a program stopped by Ctrl-C, and for one whose reader went away.
INTERRUPTED, READER_GONE = 130, 141
PLAINER = str.maketrans({"“": '"', "”": '"', "’": "'", "…": "..."})
"""For terminals that have no curly quotes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code: 0 decided, 1 refused, 2 nothing that could be decided."""
    open_closed_streams()
    try:
        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        let_go_of_output()
        return READER_GONE
    except OSError as fault:
        let_go_of_output()
        tell(f"The decision cannot be written: {fault.strerror or fault}.")
        return WRONG_USE
    return code


def run(arguments: Sequence[str] | None) -> int:
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    version = f", version {POLICY['version']}" if POLICY["version"] else ""
    parser = ArgumentParser(
        # argparse would fill in %(prog)s.
        description=one_line(f"Decides a lead as agreed in “{POLICY['title']}”{version}.").replace("%(", "% ("),
        epilog=HELP,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("case", nargs="?", metavar="LEAD.json", help="the lead with its activities; - reads stdin")
    parser.add_argument("--explain", action="store_true", help="add every line of every score, and what held")
    parser.add_argument("--example", action="store_true", help="print a lead to start from, and nothing else")
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    if chosen.example:
        print(EXAMPLE)
        return DECIDED
    if chosen.case is None:
        tell("Name a file with a lead: python scorer.py lead.json. To see one, give --example instead.")
        return WRONG_USE
    if chosen.case == "-" and sys.stdin is None:
        tell("There is nothing to read: stdin is closed. Name a file with a lead instead of -.")
        return WRONG_USE
    name = "stdin" if chosen.case == "-" else chosen.case
    try:
        written = sys.stdin.buffer.read(LARGEST_FILE + 1) if chosen.case == "-" else read_file(chosen.case)
    except OSError as fault:
        tell(why_unread(name, fault))
        return WRONG_USE
    found = answer(written, name, time.time_ns() // 60_000_000_000 * 60_000, chosen.explain)
    print(json.dumps(found, indent=2))
    return REFUSED if "refused" in found else DECIDED


HELP = """\
Try it:
  python scorer.py --example > lead.json
  python scorer.py lead.json

A lead is written with the policy's own names; null, or a name left out, is
unknown. "as_of" is the time that the decision is about; without it, now.
The decision is printed as JSON. A lead that cannot be decided is refused:
{"lead": ..., "refused": why}, never a score of zero.

Exit code: 0 decided, 1 refused, 2 there is nothing that could be decided.
"""


def answer(written: bytes, name: str, now: int, explain: bool) -> dict[str, Any]:
    """The decision on a case as a document, or its refusal, which is also told on stderr. `now` is in ms."""
    lead_id = None
    try:
        case, twice = parsed(written, name)
        lead_id = id_in(case)
        lead, activities, as_of = read_case(case, now, twice)
        hold_to_years(as_of, case.get("as_of") is None)
        return decide(lead, activities, as_of, explain).document()
    except Refused as refused:
        who = "The case" if lead_id is None else f"Lead {lead_id}"
        tell(f"{who} is refused, and so it has no score:")
        for sentence in refused.mistakes if isinstance(refused, Mistaken) else (str(refused),):
            tell(f"  {sentence}")
        return {"lead": lead_id, "refused": str(refused)}


def id_in(case: Any) -> str | None:
    """The id that a case names, as far as it can be written."""
    lead = case.get("lead") if isinstance(case, dict) else None
    found = lead.get("id") if isinstance(lead, dict) else None
    return found if isinstance(found, str) and not is_broken(found) else None


def hold_to_years(as_of: int, is_now: bool) -> None:
    """Raises Refused for a time in years whose holidays and clocks the agreement does not know."""
    first, last = COVERS
    if not first <= year_of((as_of + ZONE.offset(as_of)) // DAY) <= last:
        if is_now:
            raise Refused(f"It is now {clock_time(as_of)}, and the agreement knows the years {first} to {last} only.")
        said = f"{clock_time(as_of)} is outside the years {first} to {last}"
        raise Refused(f"as_of: {said}, whose holidays and clocks the agreement knows.")


def clock_time(at: int) -> str:
    """`2026-11-02 12:00` in the agreement's timezone; with its offset where the clocks show the same time twice."""
    written, ahead = ZONE.iso(at), ZONE.offset(at)
    others = {ZONE.offset(at - DAY), ZONE.offset(at + DAY)} - {ahead}
    if any(ZONE.offset(at + ahead - other) == other for other in others):
        return written
    return written[: 16 if at % 60_000 == 0 else 19 if at % 1000 == 0 else 23].replace("T", " ")


def read_file(name: str) -> bytes:
    with Path(name).open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def why_unread(name: str, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"There is no file {name}."
    if isinstance(fault, IsADirectoryError) or Path(name).is_dir():
        return f"{name} is a folder, and not a file with a lead."
    if isinstance(fault, PermissionError):
        return f"{name} may not be read: its owner has not allowed it."
    return f"{name} cannot be read: {fault.strerror or fault}."


def tell(sentence: str) -> None:
    """Prints a line for people on stderr, in characters that it has."""
    try:
        sentence.encode(sys.stderr.encoding or "utf-8")
    except UnicodeError:
        sentence = sentence.translate(PLAINER)
    print(one_line(sentence), file=sys.stderr)


def one_line(text: str) -> str:
    """The text with what is invisible, or could drive a terminal, made visible."""
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)


def open_closed_streams() -> None:
    """A shell can close them (`>&-`): what goes there is then lost. Characters that stdout lacks show by number."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")


def let_go_of_output() -> None:
    """Sends the rest of the output nowhere, so that closing it when Python ends cannot fail a second time."""
    with suppress(OSError, ValueError):  # what is no real file has nothing left to fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# ------------------------------------------------------------------------------------------------ What the policy says

POLICY: dict[str, str | None] = {
    "title": "What sales promises",
    "version": "7",
    "digest": "sha256:656f6090c4c199d991fe248e7ea79a7383153637688f5938d0fc8b497a7942f5",
}
KINDS: dict[str, str] = {
    "asked": "asked for a call",
    "handed_over": "was handed over",
    "called": "was called",
    "on_hold": "asked us to wait",
    "resumed": "is active again",
    "reassigned": "was reassigned",
    "accepted": "was accepted",
    "returned": "was returned",
}
# Of each kind whether it is the lead's own, and whether its values are asked for.
TRAITS = {
    "asked": (True, False), "handed_over": (False, False), "called": (False, False), "on_hold": (False, False),
    "resumed": (False, False), "reassigned": (False, False), "accepted": (False, False), "returned": (False, True),
}
# The first and the last year whose holidays and clocks the agreement knows.
COVERS = (2026, 2027)
# Texts that count as unknown, however they are spelled; blank text is one of them.
UNKNOWN = frozenset({""})
EXAMPLE = "{\n  \"lead\": {\n    \"id\": \"L-1\",\n    \"region\": \"north\"\n  },\n  \"activities\": [\n    {\n      \"activity\": \"asked\",\n      \"at\": \"2026-11-06T10:00:00+00:00\"\n    },\n    {\n      \"activity\": \"asked\",\n      \"at\": \"2026-11-05T10:00:00+00:00\"\n    },\n    {\n      \"activity\": \"handed_over\",\n      \"at\": \"2026-11-06T14:00:00+00:00\"\n    }\n  ],\n  \"as_of\": \"2026-11-08T12:00:00+00:00\"\n}"

SAID: tuple[Said, ...] = (
    Said("score interest/2", "rule", "promises.sla:53", ("Each time the lead asked for a call",), "They raise their hand."),
    Said("score interest/3", "rule", "promises.sla:55", ("Every 30 days without activity of the lead's own",), None),
    Said("score interest", "rounding", "promises.sla:51", ("Rounded to hundredths",), None),
    Said("score interest", "bound", "promises.sla:51", ("Held between 0 and 100",), None),
)

REST_PEOPLE = ("Ana", "Ben", "Ana")
REGION_ROWS = {"north": 0}


# --------------------------------------------------------------------------------------- What the policy asks of texts

def about_email_domain(given: str | None) -> tuple[bool]:
    """Email domain: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    return (
        folded in ("other.example", "rival.example"),
    )


ABOUT_EMAIL_DOMAIN = Remembered(about_email_domain)


# ------------------------------------------------------------------------------------ Time zones, calendars and clocks

# Europe/London
ZONE_SINCE = (
    -31539600000, 57722400000, 69818400000, 89172000000, 101268000000, 120621600000, 132717600000, 152071200000,
    164167200000, 183520800000, 196221600000, 214970400000, 227671200000, 246420000000, 259120800000, 278474400000,
    290570400000, 309924000000, 322020000000, 341373600000, 354675600000, 372819600000, 386125200000, 404269200000,
    417574800000, 435718800000, 449024400000, 467773200000, 481078800000, 499222800000, 512528400000, 530672400000,
    543978000000, 562122000000, 575427600000, 593571600000, 606877200000, 625626000000, 638326800000, 657075600000,
    670381200000, 688525200000, 701830800000, 719974800000, 733280400000, 751424400000, 764730000000, 782874000000,
    796179600000, 814323600000, 828234000000, 846378000000, 859683600000, 877827600000, 891133200000, 909277200000,
    922582800000, 941331600000, 954032400000, 972781200000, 985482000000, 1004230800000, 1017536400000, 1035680400000,
    1048986000000, 1067130000000, 1080435600000, 1099184400000, 1111885200000, 1130634000000, 1143334800000,
    1162083600000, 1174784400000, 1193533200000, 1206838800000, 1224982800000, 1238288400000, 1256432400000,
    1269738000000, 1288486800000, 1301187600000, 1319936400000, 1332637200000, 1351386000000, 1364691600000,
    1382835600000, 1396141200000, 1414285200000, 1427590800000, 1445734800000, 1459040400000, 1477789200000,
    1490490000000, 1509238800000, 1521939600000, 1540688400000, 1553994000000, 1572138000000, 1585443600000,
    1603587600000, 1616893200000, 1635642000000, 1648342800000, 1667091600000, 1679792400000, 1698541200000,
    1711846800000, 1729990800000, 1743296400000, 1761440400000, 1774746000000, 1792890000000, 1806195600000,
    1824944400000, 1837645200000, 1856394000000, 1869094800000, 1887843600000, 1901149200000, 1919293200000,
    1932598800000, 1950742800000, 1964048400000, 1982797200000, 1995498000000, 2014246800000, 2026947600000,
    2045696400000, 2058397200000, 2077146000000, 2090451600000, 2108595600000, 2121901200000, 2140045200000,
    2153350800000, 2172099600000, 2184800400000, 2203549200000, 2216250000000, 2234998800000, 2248304400000,
    2266448400000, 2279754000000, 2297898000000, 2311203600000, 2329347600000, 2342653200000, 2361402000000,
    2374102800000, 2392851600000, 2405552400000, 2424301200000, 2437606800000, 2455750800000, 2469056400000,
    2487200400000, 2500506000000, 2519254800000, 2531955600000, 2550704400000, 2563405200000, 2582154000000,
    2595459600000, 2613603600000, 2626909200000, 2645053200000, 2658358800000, 2676502800000, 2689808400000,
    2708557200000, 2721258000000, 2740006800000, 2752707600000, 2771456400000, 2784762000000, 2802906000000,
    2816211600000, 2834355600000, 2847661200000, 2866410000000, 2879110800000, 2897859600000, 2910560400000,
    2929309200000, 2942010000000, 2960758800000, 2974064400000, 2992208400000, 3005514000000, 3023658000000,
    3036963600000, 3055712400000, 3068413200000, 3087162000000, 3099862800000, 3118611600000, 3131917200000,
    3150061200000, 3163366800000, 3181510800000, 3194816400000, 3212960400000, 3226266000000, 3245014800000,
    3257715600000, 3276464400000, 3289165200000, 3307914000000, 3321219600000, 3339363600000, 3352669200000,
    3370813200000, 3384118800000, 3402867600000, 3415568400000, 3434317200000, 3447018000000, 3465766800000,
    3479072400000, 3497216400000, 3510522000000, 3528666000000, 3541971600000, 3560115600000, 3573421200000,
    3592170000000, 3604870800000, 3623619600000, 3636320400000, 3655069200000, 3668374800000, 3686518800000,
    3699824400000, 3717968400000, 3731274000000, 3750022800000, 3762723600000, 3781472400000, 3794173200000,
    3812922000000, 3825622800000, 3844371600000, 3857677200000, 3875821200000, 3889126800000, 3907270800000,
    3920576400000, 3939325200000, 3952026000000, 3970774800000, 3983475600000, 4002224400000, 4015530000000,
    4033674000000, 4046979600000, 4065123600000, 4078429200000, 4096573200000, 4109878800000, 4128627600000,
    4141328400000, 4160077200000, 4172778000000, 4191526800000, 4204227600000, 4222976400000, 4236282000000,
    4254426000000, 4267731600000, 4285875600000, 4299181200000, 4317930000000, 4330630800000, 4349379600000,
    4362080400000, 4380829200000, 4394134800000, 4412278800000, 4425584400000, 4443728400000, 4457034000000,
    4475178000000, 4488483600000, 4507232400000, 4519933200000, 4538682000000, 4551382800000, 4570131600000,
    4583437200000, 4601581200000, 4614886800000, 4633030800000, 4646336400000, 4665085200000, 4677786000000,
    4696534800000, 4709235600000, 4727984400000, 4741290000000, 4759434000000, 4772739600000, 4790883600000,
    4804189200000, 4822333200000, 4835638800000, 4854387600000, 4867088400000, 4885837200000, 4898538000000,
    4917286800000, 4930592400000, 4948736400000, 4962042000000, 4980186000000, 4993491600000, 5012240400000,
    5024941200000, 5043690000000, 5056390800000, 5075139600000, 5087840400000, 5106589200000, 5119894800000,
    5138038800000, 5151344400000, 5169488400000, 5182794000000, 5201542800000, 5214243600000, 5232992400000,
    5245693200000, 5264442000000, 5277747600000, 5295891600000, 5309197200000, 5327341200000, 5340646800000,
    5358790800000, 5372096400000, 5390845200000, 5403546000000, 5422294800000, 5434995600000, 5453744400000,
    5467050000000, 5485194000000, 5498499600000, 5516643600000, 5529949200000, 5548698000000, 5561398800000,
    5580147600000, 5592848400000, 5611597200000, 5624902800000, 5643046800000, 5656352400000, 5674496400000,
    5687802000000, 5705946000000, 5719251600000, 5738000400000, 5750701200000, 5769450000000, 5782150800000,
    5800899600000, 5814205200000, 5832349200000, 5845654800000, 5863798800000, 5877104400000, 5895853200000,
    5908554000000, 5927302800000, 5940003600000, 5958752400000, 5971453200000, 5990202000000, 6003507600000,
    6021651600000, 6034957200000, 6053101200000, 6066406800000, 6085155600000, 6097856400000, 6116605200000,
    6129306000000, 6148054800000, 6161360400000, 6179504400000, 6192810000000, 6210954000000, 6224259600000,
    6242403600000, 6255709200000, 6274458000000, 6287158800000, 6305907600000, 6318608400000, 6337357200000,
    6350662800000, 6368806800000, 6382112400000, 6400256400000, 6413562000000, 6432310800000, 6445011600000,
    6463760400000, 6476461200000, 6495210000000, 6508515600000, 6526659600000, 6539965200000, 6558109200000,
    6571414800000, 6589558800000, 6602864400000, 6621613200000, 6634314000000, 6653062800000, 6665763600000,
    6684512400000, 6697818000000, 6715962000000, 6729267600000, 6747411600000, 6760717200000, 6779466000000,
    6792166800000, 6810915600000, 6823616400000, 6842365200000, 6855066000000, 6873814800000, 6887120400000,
    6905264400000, 6918570000000, 6936714000000, 6950019600000, 6968768400000, 6981469200000, 7000218000000,
    7012918800000, 7031667600000, 7044973200000, 7063117200000, 7076422800000, 7094566800000, 7107872400000,
    7126016400000, 7139322000000, 7158070800000, 7170771600000, 7189520400000, 7202221200000, 7220970000000,
    7234275600000, 7252419600000, 7265725200000, 7283869200000, 7297174800000, 7315318800000, 7328624400000,
    7347373200000,
)
ZONE_AHEAD = (
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
)
ZONE = Zone(ZONE_SINCE, ZONE_AHEAD)
SINCE, AHEAD = ZONE_SINCE, ZONE_AHEAD
LEAD = declared({
    "email_domain": Field("Email domain", "text"),
    "owner": Field("Owner", "text"),
    "region": Field("Region", "choice", required=True, choices={"north": "North", "south": "South"}),
})
ACTIVITIES: dict[str, Fields] = {
    "asked": declared({}),
    "handed_over": declared({}),
    "called": declared({}),
    "on_hold": declared({}),
    "resumed": declared({}),
    "reassigned": declared({}),
    "accepted": declared({}),
    "returned": declared({
        "reason": Field("Reason", "choice", required=True, choices={"not_now": "Not now", "wrong_fit": "Wrong fit"}),
    }),
}
# Europe/London
ZONE_1_SINCE = (
    1735689600000, 1743296400000, 1761440400000, 1774746000000, 1792890000000, 1806195600000, 1824944400000,
    1837645200000, 1856394000000,
)
ZONE_1_AHEAD = (
    0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
)
ZONE_1 = Zone(ZONE_1_SINCE, ZONE_1_AHEAD)
CALENDAR_office = Calendar(
    "office", "London office", ZONE_1, 2026, 2027,
    # open minutes of Monday to Sunday
    (((540, 1050),), ((540, 1050),), ((540, 1050),), ((540, 1050),), ((540, 720), (780, 960)), (), ()),
    {
        "2026-01-01": (),  # New Year's Day
        "2026-04-03": (),  # Good Friday
        "2026-04-06": (),  # Easter Monday
        "2026-05-04": (),  # May Day
        "2026-05-25": (),  # Spring Bank Holiday
        "2026-08-31": (),  # Late Summer Bank Holiday
        "2026-12-24": (),  # Christmas Eve
        "2026-12-25": (),  # Christmas Day
        "2026-12-28": (),  # Boxing Day (observed)
        "2027-01-01": (),  # New Year's Day
        "2027-03-26": (),  # Good Friday
        "2027-03-29": (),  # Easter Monday
        "2027-05-03": (),  # May Day
        "2027-05-31": (),  # Spring Bank Holiday
        "2027-08-30": (),  # Late Summer Bank Holiday
        "2027-12-27": (),  # Christmas Day (observed)
        "2027-12-28": (),  # Boxing Day (observed)
    },
)
# America/New_York
ZONE_2_SINCE = (
    1735707600000, 1741503600000, 1762063200000, 1772953200000, 1793512800000, 1805007600000, 1825567200000,
    1836457200000, 1857016800000,
)
ZONE_2_AHEAD = (
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000,
)
ZONE_2 = Zone(ZONE_2_SINCE, ZONE_2_AHEAD)
CALENDAR_desk = Calendar(
    "desk", "Night desk", ZONE_2, 2026, 2027,
    # open minutes of Monday to Sunday
    (((1080, 1440),), ((1080, 1440),), ((1080, 1440),), ((1080, 1440),), ((1080, 1440),), ((1080, 1440),), ((1080, 1440),)),
    {
    },
)
CLOCK_touch = Clock(
    "touch",
    ("handed_over",),  # starts
    ("called",),  # stops
    ("reassigned",),  # afresh
    ("on_hold",),  # pause
    ("resumed",),  # resume
    (
        Response("hot", 14400000, 0, True, (
            Tries(3, 172800000, False),
        ), (
            Action("remind", "sales", "before due", 1800000, True),
            Action("notify", "Head of sales", "at due", 0, False),
            Action("escalate", "marketing", "after due", 7200000, True),
            Action("return", "not_now", "after start", 864000000, False),
        )),
        Response("others", None, 1, True, (
        ), (
            Action("pass on", "rest", "after due", 86400000, False),
        )),
    ),
)


if __name__ == "__main__":
    sys.exit(main())
