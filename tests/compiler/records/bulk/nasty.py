"""Random files that are wrong in every way: spellings at the edges, broken rows, odd line ends, several files."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

LEAD_COLUMNS = (
    "Record ID", "Title", "Number of employees", "review_points", "revenue", "industry", "country", "opted_out",
    "created_at", "contract_end", "as of",
)  # fmt: skip
LOG_COLUMNS = ("Lead", "What", "When", "path", "form")

_TIMES = (
    "2026-10-20 09:00", "2026-10-20", "2026-11-01 01:30", "2026-03-08 02:30", "2026-11-01T01:30:00-05:00", "soon",
    "", "2026-11-02T09:30:00Z", "2026-11-02T09:30:00.123456Z", "2026-11-02T24:00:00Z", "2026-02-30", "n/a",
    "1969-12-31T23:00Z", "2026-11-02t09:30z", "2026-11-02T09:30:00.1239999+05:30", "2036-01-01", "2201-01-01",
    " 2026-11-02 00:00:01 ", "2015-01-01", "2014-12-31 23:59", "2026-11-02 09:30:00 +01",
    "2200-12-31T23:59:59.999-12:00",
)  # fmt: skip
_POOLS: dict[str, tuple[str, ...]] = {
    "Record ID": (
        "L1", "L2", " L3 ", "l3", "L4", "L5", "", "Select", "L\xa06\xa0", "L7", "L8", "é", "\u212a", "K",
    ),
    "Title": (
        "VP Sales", "vp sales ", "Straße", "STRASSE", "", " ", "select", "K", "\u212a", 'the "Chief"', "a,b",
        "a\nb", "x" * 50,
    ),
    "Number of employees": (
        "600", "12k", "1.000", "", "-5", "1e3", "101010101010101010", "+7", "0007", "12.0", "n/a", "٣",
    ),
    "review_points": (
        "-2.5", ".5", "0.12345", "1.0000", "100000000000", "100000000000.0001", "5", "-0", "", "nan",
    ),
    "revenue": (
        "1200000.50", "$5", "€5", "1,200", "5 USD", "US$ 1200", "1.005", "", "10000000000000", "-3",
    ),
    "industry": (
        "Software", "FINTECH", "financial Technology", "games", "", "Select", "so\u017ftware",
    ),
    "country": (
        "US", "us", "", "N/A", "GROß", "groß", "Select ",
    ),
    "opted_out": (
        "no", "YES", "1", "0", "y", "maybe", "", "true", "ye\u017f",
    ),
    "created_at": _TIMES,
    "contract_end": (
        "2026-12-01", "01.12.2026", "2026-12-01 00:00", "2026-12-01T05:00Z", "2026-12-01T05:01Z", "",
        "2026-11-01",
    ),
    "as of": _TIMES,
    "Lead": (
        "L1", "L2", "L3", "L4", "L5 ", "L7", "", "n/a", "L99", "L98", "é", "K",
    ),
    "What": (
        "viewed_page", "Page View", "VIEWED A PAGE", "sent_form", " sent_form", "handed_over", "called", "Called",
        "fax", "Fax", "", " ", "\u212aalled", "opened email", "Ça",
    ),
    "When": _TIMES,
    "path": (
        "/a", "", "/b?x=1", "Select", " /c", "/é",
    ),
    "form": (
        "contact", "guide", "BUYER'S GUIDE", "fax", "", "Contact",
    ),
}  # fmt: skip


class Nasty:
    """Files by a seed. `calm` is how much of them is right."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.calm = self.dice.choice([0.5, 0.9, 0.98])

    def cell(self, column: str) -> str:
        pool = _POOLS[column]
        if self.dice.random() < self.calm:
            return pool[0] if column not in ("Record ID", "Lead", "What") else self.dice.choice(pool[:5])
        return self.dice.choice(pool)

    def rows(self, columns: tuple[str, ...], count: int) -> list[list[str]]:
        rows = [[self.cell(column) for column in columns] for _ in range(count)]
        if columns is LEAD_COLUMNS:
            for number, row in enumerate(rows):
                if self.dice.random() < self.calm:
                    row[0] = f"L{number % 150}" if self.dice.random() < 0.1 else f"L{number}"
        elif self.dice.random() < 0.8:
            for row in rows:
                if self.dice.random() < self.calm:
                    row[0] = f"L{self.dice.randrange(2 * count)}"
        return rows

    def delimited(self, path: Path, columns: tuple[str, ...], count: int) -> Path:
        delimiter = "\t" if ".tsv" in path.name else self.dice.choice(",;\t")
        end = self.dice.choice(["\n", "\n", "\r\n", "\r"])
        always = self.dice.random() < 0.3
        mess = self.dice.choice([0.0, 0.0, 0.01, 0.1])
        lines = [delimiter.join(columns)]
        for row in self.rows(columns, count):
            cells = [self._quoted(cell, delimiter, always) for cell in row]
            line = delimiter.join(cells)
            if self.dice.random() < mess:
                line = self._messed(line, delimiter)
            lines.append(line)
        text = end.join(lines) + (end if self.dice.random() < 0.8 else "")
        if self.dice.random() < 0.2:
            text = "\ufeff" + text
        return _write(
            path,
            text.encode(
                self.dice.choice(["utf-8", "utf-8", "utf-16"]) if text.startswith("\ufeff") is False else "utf-8"
            ),
        )

    def _quoted(self, cell: str, delimiter: str, always: bool) -> str:
        needs = any(char in cell for char in (delimiter, '"', "\n", "\r"))
        return '"' + cell.replace('"', '""') + '"' if always or needs else cell

    def _messed(self, line: str, delimiter: str) -> str:
        return self.dice.choice(
            [
                "",
                "   ",
                line + delimiter * 3,
                line + delimiter + "more",
                line.split(delimiter)[0],
                line.replace(delimiter, "", 1),
                f'"a"b{delimiter}{line}',
                f'x"y"{delimiter}{line.split(delimiter, 1)[-1]}',
                f'"x\r\ny"{delimiter}{line.split(delimiter, 1)[-1]}',
                f'"x""y"{delimiter}{line.split(delimiter, 1)[-1]}',
                f'"x\0y"{delimiter}{line.split(delimiter, 1)[-1]}',
                f"a\rb{delimiter}{line}",
            ]
        )

    def json_lines(self, path: Path, columns: tuple[str, ...], count: int) -> Path:
        mess = self.dice.choice([0.0, 0.02, 0.2])
        ascii_only = self.dice.random() < 0.3
        tight = (",", ":") if self.dice.random() < 0.5 else None
        lines = []
        for row in self.rows(columns, count):
            pairs = [
                (column, self._json_value(cell))
                for column, cell in zip(columns, row, strict=True)
                if cell or self.dice.random() < 0.5
            ]
            if self.dice.random() < 0.1:
                self.dice.shuffle(pairs)
            if self.dice.random() < mess:
                respelled = self.dice.choice([str.upper, str.lower, str.title, " {}\t".format])
                pairs = [(respelled(key) if self.dice.random() < 0.3 else key, value) for key, value in pairs]
                pairs += [(key.swapcase(), value) for key, value in pairs if self.dice.random() < 0.02]
            line = json.dumps(
                dict(pairs), ensure_ascii=ascii_only or "half \ud83d" in dict(pairs).values(), separators=tight
            )
            lines.append(self._messed_json(line) if self.dice.random() < mess else line)
        return _write(path, ("\n".join(lines) + "\n").encode())

    def _json_value(self, cell: str) -> Any:
        roll = self.dice.random()
        if roll < 0.4:
            for number in (int, float):
                try:
                    return number(cell) if cell != "nan" else cell
                except ValueError:
                    pass
        if roll > 1.3 - self.calm:
            return cell
        return self.dice.choice(
            [
                cell,
                cell,
                None,
                True,
                False,
                0,
                1,
                -0.0,
                17,
                1.5,
                600.0,
                [cell],
                {"a": 1},
                "half \ud83d",
                "a\0b",
                "tab\there",
            ]
        )

    def _messed_json(self, line: str) -> str:
        firsts = [
            '"country": 1',
            '"n": 1.50',
            '"n": 1E400',
            ' "n" :1',
            '"n": 01',
            f'"n": {"9" * 5000}',
            '"e\\u0041": 1',
        ]
        if "employees" not in line:
            firsts.append('"Number of employees": -0')
        return self.dice.choice(
            [
                "", "  ", line[:-1], line + ",", "[1]", "17", "\t" + line, "{" * 300, '{"a": "b',
                line.replace(":", ': NaN, "z":', 1), line.replace("}", ', "new key": 1}'),
                *(line.replace("{", f"{{{first}, ", 1) for first in firsts),
            ]
        )  # fmt: skip

    def parquet(self, path: Path, columns: tuple[str, ...], count: int) -> Path:
        cells = list(zip(*self.rows(columns, count), strict=True)) or [()] * len(columns)
        arrays = {column: self._array(column, values) for column, values in zip(columns, cells, strict=True)}
        pq.write_table(pa.table(arrays), path, row_group_size=self.dice.choice([7, 50, 1000]))
        return path

    def _array(self, column: str, cells: tuple[str, ...]) -> pa.Array:
        dice = self.dice
        kind = dice.random()
        if column in ("Number of employees", "review_points", "revenue", "opted_out") and kind < 0.7:
            return dice.choice(self._numbers(len(cells)))
        if column in ("created_at", "contract_end", "When", "as of") and kind < 0.8:
            return dice.choice(self._moments(len(cells)))
        texts = [None if dice.random() < 0.02 else cell for cell in cells]
        if column in ("Record ID", "Lead") and kind < 0.1:
            return pa.array([dice.choice([None, number, number // 2]) for number in range(len(cells))], pa.int64())
        if kind > 0.9:
            return pa.array(texts).dictionary_encode()
        return pa.array(texts, pa.large_string() if kind > 0.8 else pa.string())

    def _numbers(self, count: int) -> list[pa.Array]:
        some = (None, 0.5, -2.5, 600.0, 0.1 + 0.2, 1e17, float("nan"), float("inf"), -0.0, 1200.5)
        whole = self.dice.choices((None, 0, 1, 600, -5, 10**6), k=count)
        binary = self.dice.choices(some, k=count)
        texts = self.dice.choices((None, "1.5", "600.00", "0.12", "-2.1234"), k=count)
        exact = [None if text is None else Decimal(text) for text in texts]
        return [
            pa.array(whole, pa.int32()),
            pa.array([None if number is None else abs(number) for number in whole], pa.uint64()),
            pa.array(binary, pa.float64()),
            pa.array(binary, pa.float32()),
            pa.array([number == 1 for number in whole], pa.bool_()),
            pa.array(exact, pa.decimal128(12, 4)),
            pa.array(exact, pa.decimal128(30, 8)),
        ]

    def _moments(self, count: int) -> list[pa.Array]:
        some = (None, 1792501200, 1793545200, 1793511000, 1772955000, 1793491200, -5, 7289654400, 1780272000)
        seconds = self.dice.choices(some, k=count)
        micros = [None if one is None else one * 10**6 + self.dice.choice((0, 0, 1, 123456)) for one in seconds]
        millis = [None if one is None else one // 1000 for one in micros]
        nanos = [None if one is None else one * 1000 for one in micros]
        days = [None if one is None else dt.date(1970, 1, 1) + dt.timedelta(seconds=one) for one in seconds]
        ends = self.dice.choices((None, 0, 2**62, -(2**62), 2**63 - 1, 1 - 2**63, -(2**63)), k=count)
        far = [None if one is None else one >> 32 for one in ends]
        return [
            pa.array(ends, pa.timestamp(self.dice.choice(["ms", "us", "ns"]), self.dice.choice([None, "UTC"]))),
            pa.array(far, pa.int32()).cast(pa.date32()),
            pa.array(micros, pa.timestamp("us")),
            pa.array(micros, pa.timestamp("us", tz="UTC")),
            pa.array(seconds, pa.timestamp("s")),
            pa.array(millis, pa.timestamp("ms", tz="Europe/Paris")),
            pa.array(nanos, pa.timestamp("ns")),
            pa.array(nanos, pa.timestamp("ns", tz="UTC")),
            pa.array(days, pa.date32()),
            pa.array(days, pa.date64()),
        ]

    def file(self, folder: Path, name: str, columns: tuple[str, ...], count: int) -> Path:
        ending = self.dice.choice(["csv", "csv", "tsv", "csv.gz", "jsonl", "ndjson.gz", "parquet"])
        path = folder / f"{name}.{ending}"
        if "json" in ending:
            return self.json_lines(path, columns, count)
        return self.parquet(path, columns, count) if ending == "parquet" else self.delimited(path, columns, count)


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path
