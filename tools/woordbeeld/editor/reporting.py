"""The report of what is being corrected, as it stands now: its places open the lines of this editor."""

from __future__ import annotations

from typing import Final

from woordbeeld.editor.page import WINDOW, Work
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.editor.state import State, with_marks
from woordbeeld.errors import BadInputError
from woordbeeld.publications.bundle import report_page
from woordbeeld.publications.report_page import Links
from woordbeeld.words import say

# It has no script, and nothing on it leads elsewhere than to the editor.
POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def render_report(shared: SharedSession, work: Work, query: str) -> str:
    """The report of the newest text whose times are known.

    With the `query` of the address of the editor, a link there leads to a line without loading it again.

    Raises:
        BadInputError: the video has not been listened to yet.
    """
    newest = shared.newest()
    if newest is None:
        raise BadInputError(say("error.report.not_yet"), remedy=say("error.report.wait"))
    state, analysis = newest
    accepted = with_marks(state, shared.state).accepted
    plan, description = work.description(analysis.alignment)
    return report_page(
        analysis.alignment,
        work.title,
        work.profile,
        links_to_lines(state, query),
        accepted,
        plan=plan,
        description=description,
    )


def links_to_lines(state: State, query: str) -> Links:
    """Links to the items that stand on the lines of a state, or else to a moment."""
    ids = {block.line: item for item, block in reversed(state.by_id.items())}
    editor = f"./?{query}" if query else "./"

    def to(line: int | None, start_ms: int | None) -> str:
        if line in ids:
            return f"{editor}#line-{ids[line]}"
        return "" if start_ms is None else f"{editor}#t={start_ms / 1000:.3f}"

    return Links(to, "editor", WINDOW)
