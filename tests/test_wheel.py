"""The wheel: builds, installs outside the repository, runs, and carries its data files."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = {"leadpact": ROOT / "compiler" / "leadpact", "leadpact_dsl": ROOT / "dsl" / "leadpact_dsl"}


def run(*words: str | Path, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run([str(word) for word in words], capture_output=True, text=True, cwd=cwd, env=env, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("leadpact-*.whl")
    return built


def test_every_committed_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    shipped = set(zipfile.ZipFile(wheel).namelist())
    for name, folder in PACKAGES.items():
        committed = run("git", "ls-files", cwd=folder).split("\n")
        missing = {f"{name}/{file}" for file in committed if file and (folder / file).is_file()} - shipped
        assert not missing


def test_the_wheel_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    tops = {file.split("/")[0] for file in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_wheel_runs_far_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    python = venv / "bin" / "python"
    # The libraries of this environment, without its own leadpact: .pth files are not read behind a .pth file.
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    run(
        sys.executable, "-m", "pip", "-q", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=tmp_path
    )

    command = venv / "bin" / "leadpact"
    assert run(command, "--help", cwd=tmp_path) == (PACKAGES["leadpact"] / "cli" / "help.txt").read_text()
    assert run(command, "explain-code", "LP101", cwd=tmp_path).startswith("# LP101 ")
    assert str(site) in run(python, "-c", "import leadpact_dsl; print(leadpact_dsl.__file__)", cwd=tmp_path)
