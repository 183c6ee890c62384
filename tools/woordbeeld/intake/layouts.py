"""How documents mark who speaks: a table of layouts, each of which knows a label when it sees one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from woordbeeld.intake.announced import announced
from woordbeeld.intake.candidates import Candidate, Layout
from woordbeeld.intake.columns import Column, is_heading_cell
from woordbeeld.intake.contact import is_detail
from woordbeeld.intake.document import Style
from woordbeeld.intake.enclosed import amid, announced_in_parentheses, in_brackets, in_parentheses
from woordbeeld.intake.lines import Line, Lines, spaced
from woordbeeld.intake.names import (
    CERTAIN,
    LIKELY,
    NONE,
    POSSIBLE,
    WEAK,
    Name,
    may_speak_among_others,
    name_in,
    names_nobody,
    person_in,
)
from woordbeeld.intake.word_lists import SENTENCE
from woordbeeld.textfile import WHITE
from woordbeeld.transcript import labels
from woordbeeld.transcript.descriptions import is_sound
from woordbeeld.transcript.model import Block, LabelLine, SpokenLine

ANNOUNCED: Final = "a sentence that announces who speaks"
ABOVE_SPEECH: Final = 0.6  # how much a name in capitals right above a paragraph looks like a label, at least
_MOST_HEAD_TOKENS: Final = 5  # of a label that does not read as a name

_COLON: Final = re.compile(r"(?P<head>[^:]{1,90}?)\s*:(?![\d/])\s*(?P<rest>.*)", re.DOTALL)
_NUMBERING: Final = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?\s+|[-–—]\s*)")
_FUNCTION_BEHIND: Final = re.compile(r"\s*(?:\(([^()]{1,80})\)|,\s*([^:.?!]{1,60}?))\s*:")
_CHEVRONS: Final = re.compile(r"(?:>{2,3}|»)\s*(?P<rest>\S.*)", re.DOTALL)
_DASH: Final = re.compile(r"[-–—]\s*(?P<rest>[^\s\-–—].*)", re.DOTALL)
_GAP: Final = re.compile(r"\t| {3}")
_MOST_BEFORE_GAP: Final = 60  # characters of a name
_VOICE_TAG: Final = re.compile(
    r"(?:[-–—]\s*)?<v(?:\.[^\s>]*)?\s+(?P<name>[^>]{1,80})>\s*(?P<rest>\S.*)", re.DOTALL
)
_QUOTED: Final = re.compile(r"[\"“„«].*[\"”“»][.!?]?", re.DOTALL)
_LETTER: Final = re.compile(r"(?P<letter>[QAVF])\.\s+(?P<rest>\S.*)", re.DOTALL)
_LONG_DASH: Final = re.compile(r"(?P<head>[^–—]{1,90}?)\.?\s+(?:[–—]|-(?=\s))\s*(?P<rest>\S.*)", re.DOTALL)


def in_house_style(lines: Lines, at: int) -> Candidate | None:
    """A label in capitals or of a role before a colon, or in capitals right above a paragraph."""
    block = lines[at].block
    if not isinstance(block, SpokenLine | LabelLine) or lines[at].aside:
        return None
    if not block.label:
        return _above_remark(lines, at)
    if names_nobody(block.label.text) and not _stands_among_labels(lines, at):
        return None
    if ":" not in block.source:
        is_shown = lines.ends_block(at) or lines[at].is_in_cue  # as titles and text in the picture are
        above = None if is_shown else _alone(lines, at)
        return replace(above, weight=max(above.weight, ABOVE_SPEECH)) if above else None
    if not (block.label.text.isupper() or labels.role(block.label.text)):
        return None
    rest = block.text if isinstance(block, SpokenLine) else ""
    name = name_in(_head(lines[at].text)) or Name(block.label.text, block.label.qualifier or "", POSSIBLE)
    return Candidate(at, name, rest, CERTAIN)


def _stands_among_labels(lines: Lines, at: int) -> bool:
    """Whether a word alone in capitals with a colon stands below such a label: `SPRECHER:`."""
    block = lines[at].block
    if not (isinstance(block, LabelLine) and lines[at].text.endswith(":") and lines[at].text.isupper()):
        return False
    if not may_speak_among_others(block.label.text):
        return False
    return any(_is_named_in_capitals(lines[near].block) for near in range(at))


def _is_named_in_capitals(block: Block) -> bool:
    if not isinstance(block, LabelLine) or ":" not in block.source:
        return False
    return block.label.text.isupper() and not names_nobody(block.label.text)


def _above_remark(lines: Lines, at: int) -> Candidate | None:
    """A name in capitals right above what stands in parentheses, as in a script."""
    is_above = not lines.ends_block(at) and lines[at + 1].text.startswith("(") and lines[at].text.isupper()
    found = _alone(lines, at) if is_above else None
    return replace(found, weight=max(found.weight, ABOVE_SPEECH)) if found else None


def _head(text: str) -> str:
    return text.partition(":")[0]


def _with_colon(lines: Lines, at: int) -> Candidate | None:
    no_label = lines[at].aside or lines[at].is_heading or _is_beside_speaker(lines, at)
    found = None if no_label else _COLON.fullmatch(lines[at].text)
    head = _NUMBERING.sub("", found["head"]) if found else ""
    name = name_in(head) or _somebody(head) or _name_or_head(head)
    if not found or not name:
        return None
    beside_seen = lines[at].column is Column.HEARD and name.likeness >= POSSIBLE
    marked = beside_seen or (name.likeness > NONE and _QUOTED.fullmatch(found["rest"]))
    return Candidate(at, name, found["rest"], max(name.likeness, LIKELY) if marked else name.likeness)


def _is_beside_speaker(lines: Lines, at: int) -> bool:
    """Whether another cell of the row says who speaks."""
    cell, above = lines[at].paragraph.cell, lines[at - 1] if at else None
    beside = above.paragraph.cell if above and above.column is Column.WHO else None
    return bool(cell and beside and (cell.table, cell.row) == (beside.table, beside.row))


def _somebody(head: str) -> Name | None:
    """Whom a few words before a colon tell of: `Kind uit groep 6`."""
    person = person_in(head)
    return replace(person, likeness=POSSIBLE) if person else None


def _name_or_head(head: str) -> Name | None:
    """A name, or what may be one if it comes back: a few words that begin with a capital."""
    if name := name_in(head):
        return name
    tokens = head.split()
    small = {token.casefold().rstrip(".,") for token in tokens}
    if not tokens or len(tokens) > _MOST_HEAD_TOKENS or small & SENTENCE or names_nobody(head):
        return None
    fits = head[:1].isupper() and re.fullmatch(r"(?:[^\W\d_]{1,4}\. ?)*[\w\s'’&/-]+\.?", head)
    return Name(" ".join(tokens), "", NONE) if fits else None


def _in_voice_tag(lines: Lines, at: int) -> Candidate | None:
    if not (found := _VOICE_TAG.fullmatch(lines[at].text)):
        return None
    name = name_in(found["name"]) or Name(found["name"].strip(), "", LIKELY)
    return Candidate(at, name, found["rest"].removesuffix("</v>"), CERTAIN)


def _before_time(lines: Lines, at: int) -> Candidate | None:
    """A name, the time, and what is said: `Anna de Wit [00:00:03] Goedemorgen.`"""
    line = lines[at]
    name = name_in(line.before_time) if line.before_time else None
    return Candidate(at, name, line.text.removeprefix(line.before_time).strip(), CERTAIN) if name else None


def _before_tab(lines: Lines, at: int) -> Candidate | None:
    text = lines[at].raw.strip(WHITE)
    found = _GAP.search(text)
    if not found or found.start() > _MOST_BEFORE_GAP:
        return None
    name = name_in(text[: found.start()].removesuffix(":"))
    return Candidate(at, name, spaced(text[found.end() :]), name.likeness) if name else None


def _before_dash(lines: Lines, at: int) -> Candidate | None:
    line = lines[at]
    no_label = line.aside or line.is_heading or _is_below_name(lines, at)
    found = None if no_label else _LONG_DASH.fullmatch(line.text)
    if not found or found["rest"].isupper() or (lines.has_sentences and not _is_sentence(found["rest"])):
        return None
    name = name_in(found["head"])
    return Candidate(at, name, found["rest"], name.likeness) if name else None


def _is_below_name(lines: Lines, at: int) -> bool:
    """Whether somebody is named alone on the line above, who says what stands here."""
    above = lines[at - 1].text if at else ""
    name = name_in(above.removesuffix(":"))
    return name is not None and (above.endswith(":") or (name.likeness >= LIKELY and not lines[at].apart))


def _after_letter(lines: Lines, at: int) -> Candidate | None:
    """The letter of a question or an answer, as courts have it: `Q. You were there? A. I was.`"""
    found = _LETTER.fullmatch(lines[at].text)
    return Candidate(at, Name(found["letter"], "", POSSIBLE), found["rest"], POSSIBLE) if found else None


def _after_chevrons(lines: Lines, at: int) -> Candidate | None:
    if not (found := _CHEVRONS.fullmatch(lines[at].text)):
        return None
    named = _COLON.fullmatch(found["rest"])
    name = name_in(named["head"]) if named else None
    return Candidate(at, name, named["rest"] if named and name else found["rest"], CERTAIN)


def _after_dash(lines: Lines, at: int) -> Candidate | None:
    found = _DASH.fullmatch(lines[at].text)
    if not found or lines[at].paragraph.style is Style.LIST_ITEM or not _is_sentence(found["rest"]):
        return None
    beside = (near for near in (at - 1, at + 1) if 0 <= near < len(lines))
    in_row = any(
        (other := _DASH.fullmatch(lines[near].text)) and _is_sentence(other["rest"]) for near in beside
    )
    return Candidate(at, None, found["rest"], LIKELY if in_row else WEAK)


def _is_sentence(text: str) -> bool:
    return text.rstrip("\"”’')")[-1:] in ".!?…" and bool(text[-1:])


def _in_bold(lines: Lines, at: int) -> Candidate | None:
    line = lines[at]
    if lines.bold_body or not line.opens_bold or line.is_bold or not line.text.startswith(line.opens_bold):
        return None
    if not (name := _name_or_head(line.opens_bold.removesuffix(":"))):
        return None
    rest = line.text[len(line.opens_bold) :]
    if function := _FUNCTION_BEHIND.match(rest):
        remark = ", ".join(filter(None, (name.remark, (function[1] or function[2]).strip())))
        name, rest = replace(name, remark=remark), rest[function.end() :]
    with_colon = line.opens_bold.endswith(":") or rest.lstrip().startswith(":")
    least = LIKELY if with_colon and name.likeness > NONE else POSSIBLE
    return Candidate(at, name, rest.lstrip(" :–—-\t"), max(name.likeness, least))


def _voice(lines: Lines, at: int) -> Candidate | None:
    voice = lines[at].paragraph.voice
    if not voice or (at and lines[at - 1].paragraph.voice == voice and not lines[at].apart):
        return None
    return Candidate(at, name_in(voice) or Name(voice, "", LIKELY), lines[at].text, CERTAIN)


def _in_column(lines: Lines, at: int) -> Candidate | None:
    if lines[at].column is not Column.WHO or is_heading_cell(lines[at].paragraph):
        return None
    name = _name_or_head(lines[at].text.removesuffix(":"))
    return Candidate(at, name, "", CERTAIN) if name else None


def _announced(lines: Lines, at: int) -> Candidate | None:
    """A sentence that says who speaks then, and what, in quotes or in the paragraphs below it."""
    found = None if lines[at].aside else announced(lines[at].text)
    if not found or not (found.is_quoted or not found.said):
        return None
    return Candidate(at, found.name, found.said, LIKELY, before=found.before, behind=found.behind)


def _alone(lines: Lines, at: int) -> Candidate | None:
    """A name alone on its line, and somebody who says something below it."""
    line = lines[at]
    if at + 1 == len(lines) or line.aside:
        return None
    name = name_in(line.text.removesuffix(":").rstrip())
    return Candidate(at, name, "", name.likeness) if name and not is_sound(name.text) else None


def _above_time(lines: Lines, at: int) -> Candidate | None:
    """A name alone with a time, or the telephone number of somebody who called in."""
    if not lines[at].time:
        return None
    caller = at + 1 < len(lines) and is_detail(lines[at].text)
    return Candidate(at, None, "", CERTAIN) if caller else _alone(lines, at)


def _alone_and(mark: Callable[[Line], bool]) -> Callable[[Lines, int], Candidate | None]:
    def find(lines: Lines, at: int) -> Candidate | None:
        return _alone(lines, at) if mark(lines[at]) else None

    return find


def _bold_alone(lines: Lines, at: int) -> Candidate | None:
    return None if lines.bold_body or not lines[at].is_bold else _somebody_alone(lines, at)


def _somebody_alone(lines: Lines, at: int) -> Candidate | None:
    """A name alone on its line, or a few words that tell of somebody."""
    if found := _alone(lines, at):
        return found
    is_last = at + 1 == len(lines) or lines[at].aside
    person = None if is_last else person_in(lines[at].text)
    return Candidate(at, person, "", person.likeness) if person else None


def _heading(lines: Lines, at: int) -> Candidate | None:
    """A heading that is a label; one that is none comes not back."""
    if not lines[at].is_heading or _is_document_title(lines[at]):
        return None
    colon = lines[at].text.endswith(":")
    found = _somebody_alone(lines, at)
    if not found and colon and (name := _name_or_head(lines[at].text.removesuffix(":"))):
        return Candidate(at, name, "", LIKELY)
    return found


def _is_document_title(line: Line) -> bool:
    return line.paragraph.style is Style.HEADING and line.paragraph.level == 0


def _capitals_alone(line: Line) -> bool:
    return line.text.isupper() and not line.aside


LAYOUTS: Final[Sequence[Layout]] = (
    Layout("a label in capitals with a colon", in_house_style, needs=1),
    Layout("a label in capitals behind what is seen", amid),
    Layout("the voices of the captions", _voice, needs=1),
    Layout("a column with who speaks", _in_column, needs=1),
    Layout("a name and a time above what is said", _above_time, needs=1),
    Layout("a label in bold", _in_bold),
    Layout("a name with a colon", _with_colon, may_be_speech=True),
    Layout("a name with a colon on a line of its own", _alone_and(lambda line: line.text.endswith(":"))),
    Layout("a name as a term of a list", _alone_and(lambda line: line.paragraph.style is Style.TERM)),
    Layout("a name in bold on a line of its own", _bold_alone, comes_back=True, once=True),
    Layout("a name as a heading", _heading, comes_back=True, once=True),
    Layout("a name in capitals on a line of its own", _alone_and(_capitals_alone), comes_back=True),
    Layout("a voice in WebVTT's way", _in_voice_tag, needs=1),
    Layout("a name before a time", _before_time),
    Layout("a name before a tab", _before_tab),
    Layout("a name before a dash", _before_dash, may_be_speech=True),
    Layout("a name in brackets", in_brackets),
    Layout("a name and a colon in parentheses", announced_in_parentheses, needs=1),
    Layout("a name in parentheses", in_parentheses),
    Layout("a letter with a full stop", _after_letter, comes_back=True),
    Layout(">> before a new speaker", _after_chevrons, needs=1),
    Layout("a dash before a new speaker", _after_dash),
    Layout("a name on a line of its own", _alone, comes_back=True, may_be_speech=True),
    Layout(ANNOUNCED, _announced, rules_alone=True),
)
