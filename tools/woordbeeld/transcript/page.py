"""The annotated transcript found in a saved page, between what else stands there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.inputs import InputKind, read_input
from woordbeeld.textfile import decode
from woordbeeld.transcript import descriptions, words
from woordbeeld.transcript.html import is_html, visible_text
from woordbeeld.transcript.labels import role
from woordbeeld.transcript.model import Blank, Block, LabelLine, SceneDescription, Sound, SpokenLine
from woordbeeld.transcript.reader import read

# How much each block pleads for a transcript: a label outweighs eight paragraphs without one, so that a
# monologue does not break a transcript in two, and a lone label far off in running text is left out.
_LABEL, _ANNOTATION, _PARAGRAPH, _LINE, _PAGE_ENDING = 80, 30, -10, -1, -60
_MIN_MARKS: Final = 2
_MAX_ENDING_WORDS: Final = 8
_PAGE_ENDING_LINE = re.compile("|".join(map(re.escape, words.PAGE_ENDINGS)), re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)]*$")


def import_page(saved: Path) -> str:
    """The annotated transcript in a saved page, as text.

    Raises:
        BadInputError: the page cannot be read, or there is none in it.
    """
    data = read_input(saved, InputKind.PAGE)
    text, _ = decode(data, saved.name, remedy=InputKind.PAGE.remedy)
    try:
        return extract(text)
    except BadInputError as error:
        raise BadInputError(error.what, where=saved.name, remedy=error.remedy) from error


def contents_of(text: str) -> str:
    """In words, what a transcript holds."""
    transcript = read(text)
    count = sum(len(line.words) for line in transcript.spoken_lines)
    return (
        f"{len(transcript.turns)} turns of {len(transcript.speakers)} speakers, "
        f"{len(transcript.spoken_lines)} spoken lines with {count} words, "
        f"{len(transcript.scenes)} scene descriptions, {len(transcript.sounds)} sounds"
    )


def extract(page: str) -> str:
    """The exact text of the annotated transcript in a page of plain text or HTML.

    It is the stretch with most labels, descriptions and sounds for its running text, and the
    paragraphs in which its last speaker goes on. Of HTML, what is read is the text that a browser
    shows, a line for each block, without headings, navigation and footer.

    Raises:
        BadInputError: there is no annotated transcript in the page.
    """
    text = visible_text(page) if is_html(page) else page
    blocks = read(text).blocks
    weights = _weights(blocks)
    start, end = _heaviest(weights)
    marks = [block for block, weight in zip(blocks[start:end], weights[start:end], strict=True) if weight > 0]
    labelled = [block for block in marks if isinstance(block, SpokenLine | LabelLine)]
    if not labelled or (len(marks) < _MIN_MARKS and not _is_role(labelled[0])):
        raise BadInputError(
            "has no annotated transcript in it",
            where="page",
            remedy="save the whole page, or copy the transcript into a text file yourself",
        )
    end = _with_last_words(blocks, start, end)
    return "".join(block.source for block in blocks[start:end])


def _is_role(block: SpokenLine | LabelLine) -> bool:
    return block.label is not None and role(block.label.text) is not None


def _weights(blocks: Sequence[Block]) -> list[int]:
    bare = Counter(block.label.text for block in blocks if isinstance(block, LabelLine))
    before: Iterable[Block | None] = (None, *blocks)
    return [
        _weight(block, bare, opens_paragraph=isinstance(previous, Blank | None))
        for previous, block in zip(before, blocks, strict=False)
    ]


def _weight(block: Block, bare: Counter[str], *, opens_paragraph: bool) -> int:
    match block:
        case LabelLine(label=label):
            # A heading in capitals looks like a label without a colon, but does not come back.
            weight = _LABEL if ":" in block.source or bare[label.text] > 1 else _PARAGRAPH
        case SpokenLine(label=None):
            running = _PARAGRAPH if opens_paragraph else _LINE
            weight = _PAGE_ENDING if _ends_page(block.text) else running
        case SpokenLine():
            weight = _LABEL
        case SceneDescription():
            weight = _ANNOTATION
        case Sound():
            # Pages have headings in capitals too.
            weight = _ANNOTATION if descriptions.is_sound(block.text) else 0
        case Blank():
            weight = 0
    return weight


def _heaviest(weights: Sequence[int]) -> tuple[int, int]:
    """The stretch `[start, end)` with the greatest sum, so short that it starts and ends with a mark."""
    sums = [0, *accumulate(weights)]
    best, lowest_at = (0, 0), 0
    for end in range(1, len(sums)):
        if sums[end] - sums[lowest_at] > sums[best[1]] - sums[best[0]]:
            best = (lowest_at, end)
        if sums[end] <= sums[lowest_at]:
            lowest_at = end
    return best


def _with_last_words(blocks: Sequence[Block], start: int, end: int) -> int:
    """Where the transcript ends: after the lines, and perhaps paragraphs, that follow its last mark.

    A paragraph without a label belongs to it only where such paragraphs were seen in the transcript
    after the same kind of block, and where it reads as a sentence. A line in capitals that ends the
    page is taken for its last sound.
    """
    last = max(at for at, block in enumerate(blocks) if not isinstance(block, Blank))
    goes_on_after = {LabelLine, *_followed_by_paragraphs(blocks[start:end])}
    for at in range(end, len(blocks)):
        block, previous = blocks[at], blocks[at - 1]
        if isinstance(block, Blank):
            continue
        if isinstance(block, Sound) and at == last and not _ends_page(block.text):
            return at + 1
        if not isinstance(block, SpokenLine) or block.label or _ends_page(block.text):
            break
        opens_paragraph = isinstance(previous, Blank)
        may_go_on = type(blocks[end - 1]) in goes_on_after and _SENTENCE_END.search(block.text)
        if opens_paragraph and not may_go_on:
            break
        end = at + 1
    return end


def _followed_by_paragraphs(blocks: Sequence[Block]) -> Iterable[type[Block]]:
    for before, blank, block in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if isinstance(blank, Blank) and isinstance(block, SpokenLine) and not block.label:
            yield type(before)


def _ends_page(line: str) -> bool:
    """A short line, no sentence, such as sites put under a page: `Deel deze pagina`."""
    short = len(line.split()) <= _MAX_ENDING_WORDS and not _SENTENCE_END.search(line)
    return short and _PAGE_ENDING_LINE.match(line) is not None
