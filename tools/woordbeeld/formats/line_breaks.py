"""Other line breaks in a cue, with every word and every tag as they were: only white space changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from woordbeeld.formats.document import Replacement
from woordbeeld.formats.tokens import Gap, Token, TokenKind, gaps


def broken_after(gap: Gap, line_break: str) -> tuple[Replacement, ...]:
    """The edits that let a line end in a gap: one white space becomes a break, the others go."""
    kept = next((token for token in gap.white if token.kind is TokenKind.BREAK), gap.white[0])
    edits = [Replacement(token.start, token.end, "") for token in gap.white if token is not kept]
    if kept.kind is not TokenKind.BREAK:
        edits.append(Replacement(kept.start, kept.end, line_break))
    return tuple(edits)


def joined(gap: Gap) -> tuple[Replacement, ...]:
    """The edits that let a line go on across a gap: its breaks become one space, if it has none already."""
    spaced = any(token.kind is TokenKind.SPACE for token in gap.white)
    edits = []
    for token in gap.white:
        if token.kind is TokenKind.BREAK:
            edits.append(Replacement(token.start, token.end, "" if spaced else " "))
            spaced = True
    return tuple(edits)


def rebroken(
    tokens: Sequence[Token], line_ends: Collection[int], line_break: str, cuts: Collection[int] = ()
) -> tuple[Replacement, ...]:
    """The edits after which lines end in just those gaps (by their number, from 0), but for the cuts."""
    edits: list[Replacement] = []
    for number, gap in enumerate(gaps(tokens)):
        if number in cuts:
            continue
        if number in line_ends and not gap.breaks:
            edits += broken_after(gap, line_break)
        elif number not in line_ends and gap.breaks:
            edits += joined(gap)
    return tuple(edits)
