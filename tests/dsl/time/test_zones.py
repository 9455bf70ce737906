"""Zones against a walk over the wall clock, and against the tzdata files read by hand."""

from __future__ import annotations

import pickle
import struct
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from itertools import pairwise

import pytest

from leadpact_dsl.zones import AmbiguousLocalTime, NoSuchLocalTime, Zone, tzdata_version, zone, zone_names

from .effort import some
from .walk import DAY, HOUR, MINUTE, at, rules, wall

# Places whose clocks are strange in some way, with a year in which they were.
STRANGE = [
    ("America/New_York", 2026),
    ("Europe/London", 2026),
    ("Europe/Dublin", 2026),  # winter time is the exception in its rules
    ("America/Sao_Paulo", 2018),  # midnight skipped in spring, 23:00 to 24:00 repeated in autumn
    ("America/Havana", 2026),  # midnight to 01:00 repeated
    ("America/St_Johns", 2010),  # changed at 00:01, so that a day began twice
    ("Africa/Cairo", 2026),
    ("Africa/Casablanca", 2026),  # the clocks change around Ramadan
    ("Africa/Monrovia", 1972),  # was off by seconds
    ("Asia/Kathmandu", 1986),  # moved by 15 minutes on new year's day
    ("Asia/Kolkata", 2026),
    ("Asia/Tehran", 2021),
    ("Asia/Pyongyang", 2018),
    ("Australia/Lord_Howe", 2026),  # half an hour of summer time
    ("Pacific/Apia", 2011),  # skipped 30 December
    ("Pacific/Kwajalein", 1993),  # skipped 21 August
    ("Pacific/Chatham", 2026),
    ("America/Caracas", 2016),
    ("UTC", 2026),
]


def known(name: str) -> Zone:
    found = zone(name)
    assert found is not None
    return found


def offset(name: str, second: int) -> int:
    ahead = datetime.fromtimestamp(second, rules(name)).utcoffset()
    assert ahead is not None
    return round(ahead.total_seconds())


def changes(name: str, start: int, end: int) -> list[int]:
    """The seconds from `start` up to `end` at which the offset becomes another, on whole minutes after `start`."""
    hours = range(start, end, 3600)
    offsets = [offset(name, second) for second in hours]
    before = [hour for hour, (one, other) in zip(hours, pairwise(offsets), strict=False) if one != other]
    return [next(s for s in range(hour, hour + 3601, 60) if offset(name, s) != offset(name, hour)) for hour in before]


def changes_of(name: str, year: int) -> list[int]:
    """The instants, in ms, at which a year's changes of the clocks fall; some instant of it when there are none."""
    start, end = (round(datetime(year, month, 1, tzinfo=UTC).timestamp()) for year, month in ((year, 1), (year + 1, 2)))
    return [1000 * second for second in changes(name, start - 86400, end)] or [at(name, f"{year}-06-01")]


@pytest.mark.parametrize(("name", "year"), STRANGE)
def test_readings_and_instants_are_inverse_around_every_change(name: str, year: int) -> None:
    place = known(name)
    step = MINUTE if name != "Africa/Monrovia" else MINUTE // 2
    for change in changes_of(name, year):
        start, end = change - 3 * HOUR, change + 4 * HOUR
        if name in ("Pacific/Apia", "Pacific/Kwajalein"):
            start, end = change - 27 * HOUR, change + 27 * HOUR
        shown: dict[datetime, list[int]] = defaultdict(list)
        for instant in range(start, end, step):
            reading = wall(name, instant)
            assert place.local(instant) == reading
            shown[reading].append(instant)
        readings = sorted(shown)
        margin = timedelta(hours=2)  # nearer to the ends, a reading's second instant may lie outside the walk
        reading = readings[0] + margin
        while reading < readings[-1] - margin:
            match shown[reading]:
                case [only]:
                    assert place.instant(reading) == only
                case [first, second]:
                    with pytest.raises(AmbiguousLocalTime) as twice:
                        place.instant(reading)
                    for instant, ahead in (twice.value.first, twice.value.second):
                        assert datetime(1970, 1, 1) + timedelta(milliseconds=instant + ahead) == reading
                    assert (twice.value.first[0], twice.value.second[0]) == (first, second)
                case _:
                    with pytest.raises(NoSuchLocalTime) as never:
                        place.instant(reading)
                    found = never.value
                    assert found.gap_start <= reading < found.gap_end
                    assert place.local(found.instant) == found.gap_end
                    assert place.local(found.instant - 1) == found.gap_start - timedelta(milliseconds=1)
            reading += timedelta(milliseconds=step)


@pytest.mark.parametrize(("name", "year"), STRANGE)
def test_a_day_starts_when_the_wall_first_shows_it_or_a_later_one(name: str, year: int) -> None:
    place = known(name)
    for change in changes_of(name, year):
        step = MINUTE if name != "Africa/Monrovia" else MINUTE // 2
        walked = [(instant, wall(name, instant).date()) for instant in range(change - 2 * DAY, change + 2 * DAY, step)]
        day = walked[0][1] + timedelta(days=1)
        while day <= walked[-1][1]:
            assert place.start_of_day(day) == next(instant for instant, shown in walked if shown >= day)
            day += timedelta(days=1)


@pytest.mark.parametrize("name", [*(name for name, _ in STRANGE[::3]), *some(zone_names(), 1, 0.5)])
def test_transitions_are_those_of_the_file(name: str) -> None:
    place = known(name)
    start, end = place.start_of_day(date(1970, 1, 1)), place.start_of_day(date(2038, 1, 1))
    first, *rest = place.transitions(1970, 2037)
    assert first == (start, place.offset_at(start))
    assert rest == [change for change in file_changes(name, rule=True) if start < change[0] < end]


def test_no_zone_changes_twice_within_a_few_days() -> None:
    """What `Zone.transitions` relies on when it looks once a day."""
    for name in zone_names():
        instants = [instant for instant, _ in file_changes(name, rule=False) if instant >= 0]
        assert all(later - earlier > 6 * DAY for earlier, later in pairwise(instants)), name


def file_changes(name: str, *, rule: bool) -> list[tuple[int, int]]:
    """The changes of offset that a zone's TZif file (RFC 8536) lists, and those up to 2037 by the rule at its end."""
    data = resources.files("tzdata").joinpath("zoneinfo", name).read_bytes()

    def header(at: int) -> tuple[int, ...]:
        assert data[at : at + 4] == b"TZif"
        return struct.unpack(">6l", data[at + 20 : at + 44])  # isut, isstd, leap, time, type and char counts

    isut, isstd, leap, times, types, chars = header(0)
    body = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut  # the first block, in 32 bits, is obsolete
    _, _, _, times, types, _ = header(body)
    body += 44
    instants = struct.unpack(f">{times}q", data[body : body + 8 * times])
    kinds = data[body + 8 * times : body + 9 * times]
    offsets = [struct.unpack_from(">l", data, body + 9 * times + 6 * kind)[0] for kind in range(types)]
    found, current = [], offsets[0]
    for instant, kind in zip(instants, kinds, strict=True):
        if offsets[kind] != current:
            current = offsets[kind]
            found.append((instant * 1000, current * 1000))
    if rule and b"," in data.split(b"\n")[-2]:  # only a rule with commas changes the clocks
        after = instants[-1] if instants else 0
        found += [(second * 1000, offset(name, second) * 1000) for second in changes(name, after, 2_150_000_000)]
    return found


def test_transitions_begin_with_the_first_years_offset() -> None:
    assert known("America/New_York").transitions(2026, 2026) == [
        (at("America/New_York", "2026-01-01 00:00"), -5 * HOUR),
        (at("America/New_York", "2026-03-08 03:00"), -4 * HOUR),
        (at("America/New_York", "2026-11-01 01:00", fold=1), -5 * HOUR),
    ]
    assert known("Asia/Kolkata").transitions(2026, 2030) == [(at("Asia/Kolkata", "2026-01-01"), 5 * HOUR + HOUR // 2)]


def test_a_change_on_new_years_day_belongs_to_the_new_year() -> None:
    kathmandu, quarter = known("Asia/Kathmandu"), 15 * MINUTE
    assert [offset for _, offset in kathmandu.transitions(1980, 1985)] == [22 * quarter]
    assert [offset for _, offset in kathmandu.transitions(1985, 1986)] == [22 * quarter, 23 * quarter]
    assert [offset for _, offset in kathmandu.transitions(1986, 1986)] == [23 * quarter]


def test_a_reading_that_the_clocks_skip() -> None:
    with pytest.raises(NoSuchLocalTime) as problem:
        known("America/New_York").instant(datetime(2026, 3, 8, 2, 30))
    assert str(problem.value) == (
        "2026-03-08 02:30 does not exist in America/New_York: "
        "the clocks go forward from 2026-03-08 02:00 to 2026-03-08 03:00"
    )
    assert str(pickle.loads(pickle.dumps(problem.value))) == str(problem.value)


def test_a_reading_that_the_clocks_show_twice() -> None:
    with pytest.raises(AmbiguousLocalTime) as problem:
        known("Europe/London").instant(datetime(2026, 10, 25, 1, 30))
    assert str(problem.value) == (
        "2026-10-25 01:30 happens twice in Europe/London, as the clocks go back: "
        "2026-10-25 01:30+01:00 or 2026-10-25 01:30+00:00"
    )
    assert str(pickle.loads(pickle.dumps(problem.value))) == str(problem.value)


def test_a_day_without_midnight_and_a_day_that_never_was() -> None:
    assert known("America/Sao_Paulo").start_of_day(date(2018, 11, 4)) == at("America/Sao_Paulo", "2018-11-04 01:00")
    assert known("America/Havana").start_of_day(date(2026, 11, 1)) == at("America/Havana", "2026-11-01 00:00", fold=0)
    apia = known("Pacific/Apia")
    assert apia.start_of_day(date(2011, 12, 30)) == apia.start_of_day(date(2011, 12, 31))
    assert apia.start_of_day(date(2011, 12, 30)) - apia.start_of_day(date(2011, 12, 29)) == DAY


def test_readings_are_floored_to_milliseconds() -> None:
    assert known("UTC").instant(datetime(1970, 1, 1, 0, 0, 0, 1999)) == 1
    assert known("UTC").instant(datetime(1969, 12, 31, 23, 59, 59, 999_999)) == -1


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "/etc/passwd",
        "../../../../etc/passwd",
        "../zones",
        "Europe/../UTC",
        "posix/../UTC",
        "posix/Europe/London",
        "Europe",
        "Europe/",
        "europe/london",
        "EUROPE/LONDON",
        "Europe\\London",
        "Europe/London ",
        "Europe/London\n",
        "Europe/London\0",
        "localtime",
        "tzdata.zi",
        "zone.tab",
        "__init__.py",
        "C:/UTC",
        "New York",
    ],
)
def test_names_that_are_no_zones(name: str) -> None:
    assert zone(name) is None


def test_every_listed_zone_is_one() -> None:
    names = zone_names()
    assert list(names) == sorted(set(names))
    assert {"UTC", "America/New_York", "US/Eastern", "Europe/Kyiv", "Europe/Kiev"} <= set(names)
    for name in names:
        assert known(name).name == name


def test_a_zone_is_its_name() -> None:
    here = known("Europe/Paris")
    assert here is zone("Europe/Paris")
    assert pickle.loads(pickle.dumps(here)) == here
    assert here != known("Europe/Berlin")
    assert repr(here) == "Zone(name='Europe/Paris')"


def test_zones_do_not_follow_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PYTHONTZPATH", "/nonexistent")
    zone.cache_clear()
    assert known("Europe/London").offset_at(at("UTC", "2026-07-01")) == HOUR


def test_the_version_is_that_of_the_data() -> None:
    stated = resources.files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text("utf-8").splitlines()[0]
    assert stated == f"# version {tzdata_version()}"
