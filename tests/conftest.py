"""What all tests share: golden files, the command line in this process, and how long hypothesis searches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from leadpact.cli import main

ROOT = Path(__file__).parent.parent

# The same cases in every run, few enough to wait for. `make fuzz` searches new ones, and longer.
settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile("fuzz", max_examples=3000, deadline=None, print_blob=True)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="Write the golden files instead of comparing with them.")


Golden = Callable[[Path, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden(path, text)`: the text equals the committed file. `make bless` writes the file instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--bless"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"{path} is missing; `make bless` writes it"
        with path.open(encoding="utf-8", newline="") as file:
            assert text == file.read(), f"{path} differs; if the new text is right, `make bless` writes it"

    return compare


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


RunCli = Callable[..., Ran]


@pytest.fixture
def run_cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> RunCli:
    """`run_cli("check", "policies/acme")`: the command in this process, without colour, as in a pipe."""
    for name in ("FORCE_COLOR", "NO_COLOR", "LEADPACT_DEBUG", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run
