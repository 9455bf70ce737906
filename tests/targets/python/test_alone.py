"""A scorer alone in an empty folder: what a company that takes the one file can do with it, and do wrong."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from leadpact.digest import digest_of
from leadpact.json_validator import validator
from leadpact.targets.json import decision_schema
from leadpact.targets.python.pieces import PIECES
from tests.targets.python.beside import by_leadpact, policy_called, scorer_of, text_of

POSIX = pytest.mark.skipif(os.name != "posix", reason="streams are closed otherwise there")


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A folder with nothing but a scorer."""
    (tmp_path / "scorer.py").write_text(text_of("acme"), encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "scorer.py", *words],
        cwd=folder,
        check=False,
        text=True,
        encoding="utf-8",
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **settings},
    )


def test_it_decides_its_own_example(alone: Path) -> None:
    lead = alone / "lead.json"
    lead.write_text(run(alone, "--example").stdout, encoding="utf-8")
    policy = policy_called("acme")
    schema = validator(decision_schema.schema(policy, digest_of(policy)))
    for explain in (False, True):
        found = run(alone, "lead.json", *(["--explain"] if explain else []))
        assert (found.returncode, found.stderr) == (0, "")
        schema.validate(json.loads(found.stdout, parse_float=Decimal))
        assert found.stdout == by_leadpact(policy, lead, explain).out
        assert ("explanation" in json.loads(found.stdout)) is explain
    with lead.open("rb") as written:
        assert run(alone, "-", stdin=written).stdout == run(alone, "lead.json").stdout


@pytest.mark.parametrize("name", ["odd", "inbound", "gitlab"])
def test_every_example_is_decided(name: str, tmp_path: Path) -> None:
    module = scorer_of(name)
    assert "refused" not in module.answer(module.EXAMPLE.encode(), "lead.json", 0, True)
    lead = tmp_path / "lead.json"
    lead.write_text(module.EXAMPLE)
    assert by_leadpact(policy_called(name), lead).code == 0


def test_a_refusal_is_a_document_and_sentences(alone: Path) -> None:
    (alone / "lead.json").write_text('{"lead": {"id": "L-1", "employees": "many"}, "as_of": "2026-11-02T12:00:00Z"}')
    found = run(alone, "lead.json")
    assert found.returncode == 1
    refused = json.loads(found.stdout)
    assert refused["lead"] == "L-1"
    head, *sentences = found.stderr.splitlines()
    assert head == "Lead L-1 is refused, and so it has no score:"
    assert refused["refused"] == " ".join(sentence.strip() for sentence in sentences)
    assert '  lead.employees: “Number of employees” is a whole number, and "many" is text.' in sentences


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name a file with a lead: python scorer.py lead.json. To see one, give --example instead."),
        (["nothing.json"], "There is no file nothing.json."),
        (["folder"], "folder is a folder, and not a file with a lead."),
    ],
)
def test_wrong_use(alone: Path, words: list[str], said: str) -> None:
    (alone / "folder").mkdir()
    found = run(alone, *words)
    assert (found.returncode, found.stdout, found.stderr) == (2, "", f"{said}\n")


def test_unknown_words(alone: Path) -> None:
    found = run(alone, "lead.json", "--explian")
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("usage: scorer.py")


def test_help(alone: Path) -> None:
    found = run(alone, "--help")
    assert (found.returncode, found.stderr) == (0, "")
    assert "“Acme sales and marketing agreement”, version 2026.4." in found.stdout
    assert all(len(line) <= 82 for line in found.stdout.splitlines())


def test_an_older_python_is_told_what_it_is(alone: Path) -> None:
    older = "import runpy, sys; sys.version_info, sys.version = (3, 10, 13), '3.10.13 (main)'"
    older += "; runpy.run_path('scorer.py', run_name='__main__')"
    found = subprocess.run([sys.executable, "-c", older], cwd=alone, check=False, capture_output=True, text=True)
    said = "This needs Python 3.11 or later, and here runs 3.10.13.\n"
    assert (found.returncode, found.stdout, found.stderr) == (2, "", said)


def test_a_terminal_without_curly_quotes(alone: Path) -> None:
    (alone / "lead.json").write_text('{"lead": {"id": "\\u00e9\\u001b[31m", "employees": "many"}}')
    for words, code in (["lead.json"], 1), (["--help"], 0):
        found = subprocess.run(
            [sys.executable, "scorer.py", *words],
            cwd=alone,
            check=False,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
        )
        assert found.returncode == code
        said = found.stderr.decode("ascii")
        found.stdout.decode("ascii")
        if code:
            assert "Lead \\xe9<U+001B>[31m is refused" in said
            assert 'lead.employees: "Number of employees" is a whole number, and "many" is text.' in said


@POSIX
@pytest.mark.parametrize("words", [["lead.json"], ["--example"], ["--help"]])
def test_a_reader_that_has_gone(alone: Path, words: list[str]) -> None:
    (alone / "lead.json").write_text(scorer_of("acme").EXAMPLE)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        found = run(alone, *words, stdout=writing)
    finally:
        os.close(writing)
    assert (found.returncode, found.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk(alone: Path) -> None:
    (alone / "lead.json").write_text(scorer_of("acme").EXAMPLE)
    with Path("/dev/full").open("w") as full:
        found = run(alone, "lead.json", stdout=full)
    assert (found.returncode, found.stderr) == (2, "The decision cannot be written: No space left on device.\n")


@POSIX
@pytest.mark.parametrize(
    ("closed", "words", "code"), [(">&- 2>&-", "lead.json", 0), ("<&-", "-", 2), (">&- 2>&-", "", 2)]
)
def test_closed_streams(alone: Path, closed: str, words: str, code: int) -> None:
    (alone / "lead.json").write_text(scorer_of("acme").EXAMPLE)
    found = subprocess.run(
        ["sh", "-c", f'"$0" -I scorer.py {words} {closed}', sys.executable],
        cwd=alone,
        check=False,
        capture_output=True,
        text=True,
    )
    assert found.returncode == code
    assert "Traceback" not in found.stderr
    if words == "-":
        said = "There is nothing to read: stdin is closed. Name a file with a lead instead of -.\n"
        assert (found.stdout, found.stderr) == ("", said)


def test_stopped_and_forbidden(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    module = scorer_of("odd")

    def raises(problem: BaseException) -> Any:
        def read(name: str) -> bytes:
            raise problem

        return read

    monkeypatch.setattr(module, "read_file", raises(KeyboardInterrupt()))
    assert module.main(["lead.json"]) == 130
    monkeypatch.setattr(module, "read_file", raises(PermissionError(13, "Permission denied")))
    assert module.main(["lead.json"]) == 2
    monkeypatch.setattr(module, "read_file", raises(OSError(5, "Input/output error")))
    assert module.main(["lead.json"]) == 2
    assert capsys.readouterr() == (
        "",
        "lead.json may not be read: its owner has not allowed it.\nlead.json cannot be read: Input/output error.\n",
    )


def test_no_two_pieces_call_things_alike() -> None:
    """They share one namespace in a scorer."""
    called: Counter[str] = Counter()
    for piece in PIECES:
        source = resources.files("leadpact.targets.python.runtime").joinpath(f"{piece}.py").read_text("utf-8")
        for node in ast.parse(source).body:
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    called[name] += 1
                case ast.Assign(targets=targets):
                    names = [one for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
                    called.update(name.id for name in names)
                case ast.AnnAssign(target=ast.Name(id=name)):
                    called[name] += 1
    assert [name for name, times in called.items() if times > 1] == []
    assert len(called) > 100


def test_a_scorer_brings_no_import_but_those_of_python() -> None:
    tree = ast.parse(text_of("acme"))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names
