"""Every kind of edit that there is can be asked for."""

from __future__ import annotations

from dataclasses import is_dataclass

from woordbeeld.editor import edits, speaker_edits, time_edits
from woordbeeld.editor.edit_records import EDITS


def test_every_edit_is_in_the_table_under_its_kind() -> None:
    made: set[object] = {
        each
        for module in (edits, speaker_edits, time_edits)
        for each in vars(module).values()
        if is_dataclass(each) and hasattr(each, "kind") and each.__module__ == module.__name__
    }
    assert made == set(EDITS.values())
    assert all(each.kind == kind for kind, each in EDITS.items())
