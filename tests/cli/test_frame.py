"""The frame of the command line: help, exit codes, mishaps, and what every command shares."""

from __future__ import annotations

import errno
import importlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import leadpact
from leadpact.cli import HELP_TEXT, group, terminal
from leadpact.cli.commands import COMMANDS, Entry
from leadpact.cli.options import fail_usage, progress, wants_colour, whole_file, write_whole
from leadpact_dsl.diagnostics import InternalError
from tests.conftest import Golden, RunCli


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, env=env, timeout=60, check=False)


@pytest.fixture
def command_that(monkeypatch: pytest.MonkeyPatch) -> object:
    """Adds a command `odd` to the table whose function is the given one."""

    def add(function: object) -> None:
        module = type(sys)("leadpact.cli.odd")
        module.command = click.command("odd")(function)  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "leadpact.cli.odd", module)
        monkeypatch.setitem(COMMANDS, "odd", Entry("leadpact.cli.odd", "Do something odd."))

    return add


# --- help ---


def test_the_help_known_by_heart_is_what_click_renders(golden: Golden) -> None:
    live = CliRunner().invoke(group.leadpact, ["--help"], prog_name="leadpact", terminal_width=80)
    golden(Path(HELP_TEXT), live.output)


@pytest.mark.parametrize("words", [[], ["-h"], ["--help"]])
def test_help_is_the_answer_to_every_way_of_asking(run_cli: RunCli, words: list[str]) -> None:
    assert run_cli(*words) == (0, Path(HELP_TEXT).read_text(encoding="utf-8"), "")


def test_version(run_cli: RunCli) -> None:
    assert run_cli("--version") == (0, f"leadpact {leadpact.__version__}\n", "")


def test_help_starts_without_a_single_import_of_a_library() -> None:
    """The start-up budget is four times `python -c pass`; click alone would take that."""
    seen = "import sys; before = set(sys.modules); from leadpact.cli import main; main(['--help']); "
    ran = python("-c", seen + "print(*sorted(set(sys.modules) - before), file=sys.stderr)")
    assert ran.returncode == 0
    assert set(ran.stderr.split()) <= {"__future__", "leadpact", "leadpact.cli"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_exists_and_its_help_ends_with_an_example(run_cli: RunCli, name: str) -> None:
    assert importlib.import_module(COMMANDS[name].module).command.name == name
    code, out, _ = run_cli(name, "--help")
    assert code == 0
    before, _, lines = out.rpartition("  Example:\n")
    assert before
    assert all(line.startswith("    ") for line in lines.splitlines())
    assert f"leadpact {name}" in lines


def test_every_command_stands_in_the_table() -> None:
    folder = Path(HELP_TEXT).parent
    files = {f"leadpact.cli.{file.stem}" for file in folder.glob("*.py") if "\ndef command(" in file.read_text()}
    assert files == {entry.module for entry in COMMANDS.values()}


def test_completion_offers_commands_and_does_not_load_them() -> None:
    ran = python(
        "-X",
        "importtime",
        "-m",
        "leadpact",
        _LEADPACT_COMPLETE="bash_complete",
        COMP_WORDS="leadpact ex",
        COMP_CWORD="1",
    )
    assert "plain,explain-code" in ran.stdout.split()
    assert "leadpact.cli.explain_code" not in ran.stderr


# --- exit codes and mishaps ---


def test_a_wrong_command_offers_the_nearest(run_cli: RunCli) -> None:
    code, out, err = run_cli("chek")
    assert (code, out) == (2, "")
    assert err == (
        "error: No such command 'chek'. Did you mean 'check'?\nhelp: 'leadpact --help' shows how it is used.\n"
    )


def test_a_command_says_its_own_exit_code(run_cli: RunCli, command_that) -> None:
    command_that(lambda: 1)
    assert run_cli("odd").code == 1


def test_wrong_use_is_said_in_a_sentence(run_cli: RunCli, command_that) -> None:
    command_that(lambda: fail_usage("There is no policy here."))
    assert run_cli("odd") == (
        2,
        "",
        "error: There is no policy here.\nhelp: 'leadpact odd --help' shows how it is used.\n",
    )


@pytest.mark.parametrize(
    "words",
    [
        ["\x1b[31m"],
        ["explain-code", "\x1b[31m"],
        ["score", "x.csv", "--encoding", "\x1b[31m"],
        ["score", "x.csv", "-o", "\x1b[31m"],
        ["check", "\x1b[31m"],
        ["check", "--\x1b[31m"],
        ["check", "--format", "\x1b[31m"],
    ],
)
def test_wrong_words_are_shown_but_drive_no_terminal(run_cli: RunCli, words: list[str]) -> None:
    code, out, err = run_cli(*words)
    assert (code, out) == (2, "")
    assert "[31m" in err
    assert "\x1b" not in err


@pytest.mark.parametrize("form", ["text", "github"])
def test_names_of_files_drive_no_terminal(run_cli: RunCli, tmp_path: Path, form: str) -> None:
    policy = tmp_path / "a\x1b[31m.sla"
    policy.write_text('agreement "A"\n  timezone "UTC"\n')
    for words in (["check", policy, "--format", form], ["check", policy], ["test", policy], ["fmt", "--check", policy]):
        ran = run_cli(*words)
        assert "\x1b" not in ran.out + ran.err
        assert "a␛[31m.sla" in ran.out + ran.err or words[0] == "fmt"


def test_our_bug_asks_for_a_report_and_tells_nothing_of_the_data(run_cli: RunCli, command_that) -> None:
    command_that(lambda: {}["ann@example.com"])
    code, _, err = run_cli("odd")
    assert code == 3
    assert "report KeyError" in err
    assert "ann@example.com" not in err
    assert "Traceback" not in err


def test_our_bug_names_the_place_in_our_code(run_cli: RunCli, command_that) -> None:
    command_that(lambda: write_whole(None, ""))  # type: ignore[arg-type]
    assert "TypeError at leadpact.cli.files, line " in run_cli("odd").err


def test_our_bug_in_full_on_request(run_cli: RunCli, command_that, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADPACT_DEBUG", "1")

    def fail() -> None:
        raise InternalError("two plans for one score")

    command_that(fail)
    code, _, err = run_cli("odd")
    assert code == 3
    assert "Traceback" in err
    assert "(two plans for one score)" in err


def test_a_file_that_cannot_be_used_is_no_bug(run_cli: RunCli, command_that, tmp_path: Path) -> None:
    command_that(lambda: (tmp_path / "none.csv").read_text())
    code, _, err = run_cli("odd")
    assert (code, err) == (2, f"error: {tmp_path / 'none.csv'}: No such file or directory.\n")


def test_a_full_disk_is_no_bug(run_cli: RunCli, command_that) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    command_that(fail)
    assert run_cli("odd") == (2, "", "error: No space left on device.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_disk_behind_stdout_is_said_once() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "leadpact", "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (ran.returncode, ran.stderr) == (2, "error: No space left on device.\n")


@pytest.mark.parametrize("words", [["--help"], ["explain-code", "--list"]])
def test_a_reader_that_goes_away_is_no_mishap(words: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "leadpact", *words], stdout=write, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(write)
    assert (ran.returncode, ran.stderr) == (141, "")


def test_ctrl_c_is_quiet(run_cli: RunCli, command_that) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    command_that(interrupted)
    code, out, err = run_cli("odd")
    assert (code, out, err.strip()) == (130, "", "")


def test_a_character_that_the_terminal_lacks_does_not_end_the_run() -> None:
    ran = python(
        "-c", "import sys; from leadpact.cli import main; main(['--version']); print('→')", PYTHONIOENCODING="ascii"
    )
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "\\u2192")


# --- explain-code ---


@pytest.mark.parametrize("spelling", ["LP101", "lp101", "101"])
def test_explain_code_prints_the_page(run_cli: RunCli, spelling: str) -> None:
    code, out, err = run_cli("explain-code", spelling)
    assert (code, err) == (0, "")
    assert out.startswith("# LP101 A tab stands where blanks belong\n\n")
    assert "```sla right" in out


def test_explain_code_lists_codes_with_titles(run_cli: RunCli) -> None:
    assert "LP101  A tab stands where blanks belong\n" in run_cli("explain-code", "--list").out


def test_explain_code_offers_near_codes(run_cli: RunCli) -> None:
    code, out, err = run_cli("explain-code", "LP1011")
    assert (code, out) == (2, "")
    assert err.startswith("error: There is no code LP1011. Did you mean ")
    assert "LP101" in err


def test_explain_code_reads_letters_that_look_like_digits(run_cli: RunCli) -> None:
    assert run_cli("explain-code", "lp1O1").out.startswith("# LP101 ")


def test_explain_code_without_a_code(run_cli: RunCli) -> None:
    code, _, err = run_cli("explain-code")
    assert code == 2
    assert "--list" in err


# --- files ---


def test_write_whole_makes_folders_and_leaves_nothing_beside(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", "Grüße\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "Grüße\n".encode()
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    write_whole(path, b"old")

    def fail_half_way() -> None:
        with whole_file(path) as file:
            file.write(b"ne")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["decisions.csv"]


def test_write_whole_keeps_permissions_and_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    write_whole(real, "1")
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole(link, "2")
    assert link.is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == ("2", 0o640)


def test_write_whole_writes_to_a_device_and_never_replaces_it() -> None:
    write_whole(Path(os.devnull), "gone")
    assert not Path(os.devnull).is_file()


def test_write_whole_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, "x")


def test_a_failing_write_names_the_file_that_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    (tmp_path / "away").symlink_to("/proc")
    (tmp_path / "loop").symlink_to("loop")
    for name, number in (
        ("/proc/x.md", errno.ENOENT),
        ("away/x.md", errno.ENOENT),
        ("file/x.md", errno.ENOTDIR),
        ("file/on/x.md", errno.ENOTDIR),
        ("x" * 300, errno.ENAMETOOLONG),
        ("loop", errno.ELOOP),
        (".", errno.EISDIR),
    ):
        with pytest.raises(OSError, match=re.escape(os.strerror(number))) as found:
            write_whole(Path(name), "x")
        assert (found.value.errno, found.value.filename, found.value.filename2) == (number, name, None)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["away", "file", "loop"]


def test_a_full_disk_names_the_file(tmp_path: Path) -> None:
    def fill() -> None:
        with whole_file(tmp_path / "r.csv"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space left") as found:
        fill()
    assert found.value.filename == str(tmp_path / "r.csv")


def test_an_error_of_another_file_stays_as_it_is(tmp_path: Path) -> None:
    def read_what_is_not_there() -> None:
        with whole_file(tmp_path / "out.csv"):
            (tmp_path / "in.csv").read_text()

    with pytest.raises(FileNotFoundError) as found:
        read_what_is_not_there()
    assert found.value.filename == str(tmp_path / "in.csv")


# --- terminal ---


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "coloured"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (io.StringIO(), {}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, environment: dict[str, str], coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(stream) is coloured


def test_progress_says_nothing_in_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(terminal, "PATIENCE_SECONDS", 0.0)
    with progress("Scoring leads", 2) as advance:
        advance(2)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("total", [3, None])
def test_progress_appears_on_a_terminal_after_a_while(monkeypatch: pytest.MonkeyPatch, total: int | None) -> None:
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setenv("TERM", "xterm")
    bar = terminal._Bar("Scoring leads", total)
    bar.advance(2)
    bar.show()
    bar.advance(1)
    bar.stop()
    assert "Scoring leads" in stderr.getvalue()
    assert ("3/3" in stderr.getvalue()) is (total is not None)


def test_progress_of_quick_work_is_never_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    with progress("Scoring leads") as advance:
        advance(1)
    assert stderr.getvalue() == ""
