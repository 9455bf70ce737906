"""Leads and activities for `policies/acme`, as many as are asked for, as a warehouse holds them: two Parquet files.

Seeded, so that the same numbers give the same rows. The log is in the order of time, as exports of logs are: the
activities of one lead lie far apart. Times cover two years; some lie after `AS_OF`, as when a day is scored anew.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.millions import vocabulary as words

AS_OF = 1_793_638_800_000  # 2026-11-02 12:00 in New York, in ms
EACH = 12
ROW_GROUP = 122_880
DAY = 86_400_000
TWO_YEARS = 730 * DAY
SEED = 2026

Ints = npt.NDArray[np.int64]
Places = npt.NDArray[Any]


class Files(NamedTuple):
    leads: Path
    activities: Path


def made(folder: Path, count: int, seed: int = SEED) -> Files:
    """The files for so many leads; what is there already is taken as it is."""
    files = Files(folder / f"leads-{count}-{seed}.parquet", folder / f"activities-{count}-{seed}.parquet")
    if not all(file.is_file() for file in files):
        folder.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng([seed, count])
        leads, created, trial = _leads(rng, count)
        _write(leads, files.leads)
        del leads
        _write(_activities(rng, count, created, trial), files.activities)
    return files


def _write(table: pa.Table, file: Path) -> None:
    """Whole or not at all, so that a run that was stopped leaves no half of a file behind."""
    draft = file.with_suffix(".part")
    pq.write_table(table, draft, row_group_size=ROW_GROUP, compression="snappy", store_schema=False)
    draft.replace(file)


# ----------------------------------------------------------------------------------------------------------- the leads


def _leads(rng: np.random.Generator, count: int) -> tuple[pa.Table, Ints, Ints]:
    """The table, and for each lead when it was created and when its trial began (−1: it has none), in ms."""
    created = AS_OF - (rng.random(count) ** 1.1 * TWO_YEARS).astype(np.int64)
    length = AS_OF - created
    # Trials are mostly recent: they are when a lead becomes interesting.
    trial = AS_OF - np.minimum(length, rng.exponential(50 * DAY, count).astype(np.int64))
    trial[rng.random(count) >= 0.14] = -1
    company, domain = rng.integers(0, max(1, count // 3), count), rng.random(count)
    names = _companies(company)
    domains = _one_of(rng, count, words.FREE_MAIL)
    domains = pa.compute.if_else(pa.array(domain < 0.62), _domains(company), domains)
    rare = _one_of(rng, count, words.RARE_DOMAINS)
    domains = pa.compute.if_else(pa.array(domain > 0.985), rare, domains)
    people = _one_of(rng, count, words.FIRST_NAMES), _one_of(rng, count, words.LAST_NAMES)
    mailbox = pa.compute.binary_join_element_wise(
        pa.compute.utf8_lower(people[0]), pa.compute.utf8_lower(people[1]), "."
    )
    contract = (AS_OF // DAY + rng.integers(-300, 600, count)).astype("datetime64[D]")
    columns = {
        "id": _ids(np.arange(count)),
        "full_name": _known(rng, 0.97, pa.compute.binary_join_element_wise(*people, " ")),
        "title": _known(rng, 0.92, _one_of(rng, count, words.TITLES)),
        "company": names,
        "email": _known(rng, 0.95, pa.compute.binary_join_element_wise(mailbox, domains, "@")),
        "email_domain": _known(rng, 0.93, domains),
        "employees": _known(rng, 0.85, pa.array(np.exp(rng.normal(5.2, 2.0, count)).astype(np.int64) + 1)),
        "revenue": _known(rng, 0.65, _decimals(np.exp(rng.normal(20.5, 2.6, count)).astype(np.int64) + 10_000, 18, 2)),
        "industry": _known(rng, 0.85, _one_of(rng, count, words.INDUSTRIES)),
        "country": _one_of(rng, count, words.COUNTRIES),
        "region": _one_of(rng, count, words.REGIONS),
        "source": _known(rng, 0.8, _one_of(rng, count, words.SOURCES)),
        "brought_by": _known(rng, 0.03, _one_of(rng, count, words.PARTNERS)),
        "last_rep": _known(rng, 0.15, _one_of(rng, count, words.PEOPLE)),
        "opted_out": _known(rng, 0.6, pa.array(rng.random(count) < 0.03)),
        "created_at": _instants(created),
        "trial_started": pa.compute.if_else(
            pa.array(trial >= 0), _instants(trial), pa.scalar(None, pa.timestamp("us"))
        ),
        "trial_users": pa.compute.if_else(
            pa.array(trial >= 0), pa.array(rng.poisson(3, count).astype(np.int64)), pa.scalar(None, pa.int64())
        ),
        "contract_end": _known(rng, 0.2, pa.array(contract)),
        "review_points": _known(rng, 0.1, _decimals(rng.integers(-1_500, 1_500, count) * 100, 19, 4)),
    }
    return pa.table(columns), created, trial


def _ids(numbers: Ints) -> pa.Array:
    """Eighteen characters, as record ids of a CRM have, in no order."""
    mixed = (numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(8)
    letters = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "S1")
    text = np.empty((len(numbers), 18), "S1")
    text[:, :6] = np.frombuffer(b"00Q5f0", "S1")
    for place in range(6, 16):
        text[:, place] = letters[(mixed % np.uint64(62)).astype(np.intp)]
        mixed //= np.uint64(62)
    text[:, 16:] = np.frombuffer(b"AA", "S1")
    return pa.array(text.view("S18").ravel()).cast(pa.string())


def _companies(numbers: Ints) -> pa.Array:
    first, kind, tail = len(words.COMPANY_WORDS), len(words.COMPANY_KINDS), len(words.COMPANY_TAILS)
    parts = (
        pa.array(words.COMPANY_WORDS).take(pa.array(numbers % first)),
        pa.array(words.COMPANY_KINDS).take(pa.array(numbers // first % kind)),
        pa.array(words.COMPANY_TAILS).take(pa.array(numbers // first // kind % tail)),
    )
    return pa.compute.utf8_rtrim_whitespace(pa.compute.binary_join_element_wise(*parts, " "))


def _domains(numbers: Ints) -> pa.Array:
    names = pa.array(words.DOMAIN_WORDS).take(pa.array(numbers % len(words.DOMAIN_WORDS)))
    return pa.compute.binary_join_element_wise(names, pa.array(numbers // 7).cast(pa.string()), ".example", "")


# ------------------------------------------------------------------------------------------------------ the activities


def _activities(rng: np.random.Generator, count: int, created: Ints, trial: Ints) -> pa.Table:
    """Twelve a lead on average, few for most and many for some, in sessions of about three."""
    total = count * EACH
    # Who came yesterday has done less than who is known for half a year.
    weights = (rng.gamma(0.9, size=count) + 0.05) * (0.1 + np.minimum((AS_OF - created) / (180 * DAY), 1))
    each = rng.multinomial(total, weights / weights.sum())
    lead = np.repeat(np.arange(count), each)
    session = (rng.random(total) * ((each[lead] + 2) // 3)).astype(np.uint64)
    # The same number for the same lead and session: activities of one session happen within the hour.
    mixed = (lead.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) ^ (session * np.uint64(0xD1B54A32D192ED03))
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    share = (((mixed ^ (mixed >> np.uint64(32))) >> np.uint64(11)).astype(np.float64) / 2**53) ** 1.6
    at = created[lead] + ((AS_OF + 3 * DAY - created[lead]) * share).astype(np.int64)
    at += rng.exponential(1_200_000, total).astype(np.int64)
    kind = _kinds(rng, lead, rng.random(count) < 0.25, trial >= 0)
    del session, mixed, share
    order = np.argsort(at, kind="stable")
    lead, at, kind = lead[order], at[order], kind[order]
    del order
    names = words.KINDS
    ids = _ids(np.arange(count))
    stranger = rng.random(total) < 0.001
    columns: dict[str, Any] = {
        "lead_id": pa.compute.if_else(pa.array(stranger), pa.scalar("00Q5f0unknownlead1"), ids.take(pa.array(lead))),
        "activity": pa.array(names).take(pa.array(kind)),
        "at": _instants(at),
        "position": pa.array(np.arange(total)),
        "path": _own(rng, kind, "viewed_page", words.PATHS, 0.97),
        "seconds": _seconds(rng, kind == names.index("viewed_page")),
        "event": _own(rng, kind, "met_at_event", words.EVENTS),
        "ours": _own(rng, kind, "met_at_event", {True: 2, False: 3}, 0.7),
        "form": _own(rng, kind, "submitted_form", words.FORMS),
        "feature": _own(rng, kind, "used_feature", words.FEATURES, 0.95),
        "outcome": _own(rng, kind, "called", words.OUTCOMES),
        "reason": _own(rng, kind, "returned", words.REASONS),
    }
    return pa.table(columns)


def _kinds(rng: np.random.Generator, lead: Ints, worked: Places, on_trial: Places) -> Places:
    """Kinds by number. Sales' own only for leads that sales works; features only for those who try the product."""
    kind = _numbers(rng, len(lead), list(words.SHARES.values()))
    sales = np.isin(kind, [words.KINDS.index(name) for name in words.BY_SALES])
    kind[sales & ~worked[lead]] = words.KINDS.index("viewed_page")
    kind[(kind == words.KINDS.index("used_feature")) & ~on_trial[lead]] = words.KINDS.index("opened_email")
    return kind


def _own(rng: np.random.Generator, kind: Places, name: str, choices: Any, known: float = 1) -> pa.Array:
    """A field of one kind's own: NULL for all other kinds."""
    there = np.flatnonzero(kind == words.KINDS.index(name))
    found = _numbers(rng, len(there), list(choices.values()))
    places = np.full(len(kind), -1, np.int32)
    places[there] = np.where(rng.random(len(there)) < known, found, -1)
    return pa.array(list(choices)).take(pa.array(places, mask=places < 0))


def _seconds(rng: np.random.Generator, is_page: Places) -> pa.Array:
    seconds = rng.exponential(45, len(is_page)).astype(np.int64)
    return pa.array(seconds, mask=~is_page | (rng.random(len(is_page)) < 0.1))


# ---------------------------------------------------------------------------------------------------------- the values


def _numbers(rng: np.random.Generator, count: int, shares: Sequence[float]) -> Places:
    """Places in a list, each as often as its share says."""
    edges = np.cumsum(np.array(shares, np.float64))
    return np.minimum(np.searchsorted(edges / edges[-1], rng.random(count), "right"), len(shares) - 1).astype(np.int32)


def _one_of(rng: np.random.Generator, count: int, choices: dict[str, float] | Sequence[str]) -> pa.Array:
    shares = list(choices.values()) if isinstance(choices, dict) else [1.0] * len(choices)
    return pa.array(list(choices)).take(pa.array(_numbers(rng, count, shares)))


def _known(rng: np.random.Generator, share: float, values: pa.Array) -> pa.Array:
    return pa.compute.if_else(pa.array(rng.random(len(values)) < share), values, pa.scalar(None, values.type))


def _instants(ms: Ints) -> pa.Array:
    return pa.array(ms.astype("datetime64[ms]")).cast(pa.timestamp("us"))


def _decimals(units: Ints, digits: int, places: int) -> pa.Array:
    """Units of 10⁻ᵖˡᵃᶜᵉˢ as exact decimals: the same sixteen bytes, sign extended."""
    both = np.empty((len(units), 2), np.int64)
    both[:, 0], both[:, 1] = units, units >> 63
    return pa.Array.from_buffers(pa.decimal128(digits, places), len(units), [None, pa.py_buffer(both.tobytes())])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--leads", type=int, default=10_000)
    options = parser.parse_args(arguments)
    for file in made(options.folder, options.leads):
        print(file)


if __name__ == "__main__":
    main()
