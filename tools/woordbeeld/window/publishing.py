"""What a bundle offers to whoever publishes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

PREVIEW_WIDTHS: Final = ((320, "phone"), (768, "tablet"), (1280, "screen"))  # CSS pixels, each with its word
MOST_TASKS: Final = 3


def first_tasks(bundle: Path) -> tuple[str, ...]:
    """What a person does first, out of the report of a bundle, in the language of its pages."""
    try:
        report = json.loads((bundle / "report.json").read_text(encoding="utf-8"))
        return tuple(str(each["told"]) for each in report["first"][:MOST_TASKS])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
