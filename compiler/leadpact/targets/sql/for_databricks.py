from __future__ import annotations

from leadpact.targets.sql.files import target_for

target = target_for("databricks")
