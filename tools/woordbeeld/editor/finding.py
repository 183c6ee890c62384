"""What would be replaced in a state, each place with what stands around it, for a person to look over."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from woordbeeld.editor.edits import Ids
from woordbeeld.editor.state import State
from woordbeeld.transcript.replacing import Place, Search, places

MOST_FOUND: Final = 500  # places that are shown, and replaced, at once
CONTEXT_CHARS: Final = 40  # of the text on either side


def found(state: State, search: Search, ids: Ids | None) -> dict[str, Any]:
    """The places where the items of a state, or these `ids`, would change: their count, and the first 500."""
    chosen = state.by_id if ids is None else {each: state.by_id[each] for each in ids if each in state.by_id}
    all_places = [
        (item, block.text, place) for item, block in chosen.items() for place in places(block.text, search)
    ]
    return {"total": len(all_places), "places": [_shown(*each) for each in islice(all_places, MOST_FOUND)]}


def _shown(item: int, text: str, place: Place) -> dict[str, Any]:
    """A place with what stands before and after it, cut between words."""
    before, after = text[: place.start], text[place.end :]
    if len(before) > CONTEXT_CHARS:
        before = "…" + before[-CONTEXT_CHARS:].partition(" ")[2]
    if len(after) > CONTEXT_CHARS:
        after = after[:CONTEXT_CHARS].rpartition(" ")[0] + "…"
    return {
        "place": [item, place.start, place.end, place.by],
        "before": before,
        "found": text[place.start : place.end],
        "after": after,
    }
