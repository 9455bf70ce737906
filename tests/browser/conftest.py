"""The Chromium that is installed, if there is one; none is ever downloaded.

`LEADPACT_CHROMIUM` names one; else those are looked for that Debian, GitHub's runners and the like have. Where there is
none, these tests are skipped, and the summary of the run says what was not looked at.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("LEADPACT_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("NOT CHECKED: how the agreement's page looks and whether everybody can use it. Install Chromium.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Within a container Chromium has no sandbox of its own; it only ever opens our pages.
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()
