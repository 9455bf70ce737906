"""Rows of an activity log become activities; what does not count is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpact.records.activities import ActivityFile, ActivityRow, Later, ReadActivity, Undeclared, open_activities
from leadpact.records.log import ActivityLog, read_log
from leadpact.records.rejects import Rejected
from leadpact.records.tables import open_table
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import ActivityRecord
from tests.compiler.records.desk import LOG_HEADER, desk, written

AT = "2026-11-01T15:00:00Z"
INSTANT = 1793545200000
AS_OF = INSTANT + 1000


def opened(path: Path) -> ActivityFile | list[Diagnostic]:
    table = open_table(path)
    assert not isinstance(table, Diagnostic), table.message
    return open_activities(desk(), table)


def rows(tmp_path: Path, *lines: str, header: str = LOG_HEADER) -> list[ActivityRow]:
    file = opened(written(tmp_path / "log.csv", header, *lines))
    assert isinstance(file, ActivityFile), [finding.message for finding in file]
    return list(file.rows(AS_OF))


@pytest.mark.parametrize("spelling", ["viewed_page", " Viewed_Page", "page view", "VIEWED A PAGE"])
def test_kinds_are_known_by_name_spelling_in_the_log_and_label(tmp_path: Path, spelling: str) -> None:
    (found,) = rows(tmp_path, f" L1 ,{spelling},{AT},/pricing,")
    assert found == ReadActivity("L1", ActivityRecord("viewed_page", INSTANT, {"path": "/pricing"}))


def test_each_kind_reads_its_own_fields_only(tmp_path: Path) -> None:
    page, form, call = rows(
        tmp_path, f"L1,viewed_page,{AT},,???", f"L1,sent_form,{AT},/x,guide", f"L1,called,{AT},/x,x"
    )
    assert page == ReadActivity("L1", ActivityRecord("viewed_page", INSTANT, {}))
    assert form == ReadActivity("L1", ActivityRecord("sent_form", INSTANT, {"form": "guide"}))
    assert call == ReadActivity("L1", ActivityRecord("called", INSTANT, {}))


def test_kinds_that_the_policy_does_not_declare_do_not_exist_whatever_they_carry(tmp_path: Path) -> None:
    assert rows(tmp_path, ",opened email,soon,,???") == [Undeclared("opened email")]


def test_what_is_later_than_as_of_has_not_happened(tmp_path: Path) -> None:
    now, later = rows(tmp_path, "L1,called,2026-11-01T15:00:01Z,,", "L1,sent_form,2026-11-01T15:00:01.001Z,,???")
    assert isinstance(now, ReadActivity)
    assert later == Later()


@pytest.mark.parametrize(
    ("line", "kind", "reason"),
    [
        (f",called,{AT},,", "no lead id", "The row names no lead: “Lead” is blank."),
        (f"L1,,{AT},,", "no activity named", "The row names no activity: “What” is blank."),
        ("L1,called,,,", "no time given", "The activity has no time: “When” is blank."),
        ("L1,called,n/a,,", "no time given", "The activity has no time: “When” is “n/a”, which counts as unknown."),
        (f"SELECT,called,{AT},,", "no lead id", "The row names no lead: “Lead” is “SELECT”, which counts as unknown."),
        ("L1,called,soon,,", "value that does not fit", "The time is “soon”, which is not a time such as"),
        ("L1,called,2026-11-01 01:30,,", "value that does not fit", "The time is “2026-11-01 01:30”, but 2026-11-01"),
        (f"L1,sent_form,{AT},,", "required value unknown", "form is unknown, and the policy requires it."),
        (f"L1,sent_form,{AT},,fax", "value that does not fit", "form is “fax”, which is none of its choices"),
        ("L1,called", "broken row", "The row has 2 values, the header names 5 columns."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_rejected(tmp_path: Path, line: str, kind: str, reason: str) -> None:
    (found,) = rows(tmp_path, line)
    assert isinstance(found, Rejected)
    assert (found.file, found.number, found.kind) == ("activities", 2, kind)
    assert found.problems[0].reason.lower().startswith(reason.lower())


def test_a_log_without_its_columns_is_refused(tmp_path: Path) -> None:
    found = opened(written(tmp_path / "log.csv", "lead_id,activity,When", f"L1,called,{AT}"))
    assert isinstance(found, list)
    (said,) = found
    assert said.code == "LP707"
    assert "no column for the lead (looked for “Lead”) and the activity (looked for “What”)" in said.message


def test_a_required_field_needs_its_column_only_once_an_activity_needs_it(tmp_path: Path) -> None:
    header = "Lead,What,When"
    assert all(isinstance(row, ReadActivity) for row in rows(tmp_path, f"L1,called,{AT}", header=header))
    *_, last = rows(tmp_path, f"L1,called,{AT}", f"L1,sent_form,{AT}", f"L1,called,{AT}", header=header)
    assert isinstance(last, Diagnostic)
    assert last.code == "LP707"


def test_the_log_keeps_every_row_in_order_and_counts_the_rest(tmp_path: Path) -> None:
    lines = [f"L1,called,{AT},,", f"L2,viewed_page,{AT},/a,", f"L1,viewed_page,{AT},/b,", f"L1,called,{AT},,",
             f"L1,fax,{AT},,", f"L2,fax,{AT},,", "L1,called,2027-01-01,,", "L1,called,x,,"]  # fmt: skip
    file = opened(written(tmp_path / "log.csv", LOG_HEADER, *lines))
    assert isinstance(file, ActivityFile)
    rejects: list[Rejected] = []
    steps: list[int] = []
    log = read_log(file, AS_OF, rejects.append, steps.append)
    assert isinstance(log, ActivityLog)
    assert (log.read, len(steps), log.rejected, len(rejects), log.later) == (8, 8, 1, 1, 1)
    assert log.undeclared == {"fax": 2}
    assert [(record.activity, record.values) for record in log.take("L1")] == [
        ("called", {}), ("viewed_page", {"path": "/b"}), ("called", {}),
    ]  # fmt: skip
    assert log.take("L1") == ()
    assert log.left() == (1, 1)
