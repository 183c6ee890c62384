"""A document understood: each paragraph is speech, a scene, a sound, or left out with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from woordbeeld.intake.accounts import words_beside
from woordbeeld.intake.bidding import DOUBTED, Bid, accepted
from woordbeeld.intake.candidates import Candidate
from woordbeeld.intake.columns import Column, is_heading_cell
from woordbeeld.intake.cues import in_sentences
from woordbeeld.intake.document import Document, LeftOut, Style, Why
from woordbeeld.intake.furniture import furniture
from woordbeeld.intake.layouts import ANNOUNCED
from woordbeeld.intake.lines import Line, Lines, lines_of
from woordbeeld.intake.minutes import minutes_of
from woordbeeld.intake.names import LIKELY, name_in
from woordbeeld.intake.numbering import without_numbers
from woordbeeld.intake.prose import PROSE, SURELY_SEEN, Prose, prose_of
from woordbeeld.intake.same_person import with_full_names, with_misspelt_told
from woordbeeld.intake.stretch import stretch
from woordbeeld.intake.titles import ABOUT, MOST_TITLE_WORDS, SENTENCE_END, opens_with_title, reads_as_title
from woordbeeld.intake.understanding import Doubt, Item, Understanding
from woordbeeld.intake.visual import looks_seen
from woordbeeld.intake.word_lists import ABOUT_TEXT, MUSIC, SENTENCE, SPOKEN
from woordbeeld.transcript.asides import Aside, aside_of, names_sound, split_behind
from woordbeeld.transcript.descriptions import announcement, is_sound
from woordbeeld.transcript.model import Sound
from woordbeeld.transcript.pieces import ItemKind
from woordbeeld.transcript.vocabulary import language_of

_REMARK: Final = re.compile(r"\(([^()]{1,60})\)\s*(?=\S)")
_LETTER: Final = re.compile(r"\w")
_QUOTE: Final = re.compile(r"[\"“„«»].*[\"”“»«]", re.DOTALL)
_QUOTE_AND_MORE: Final = re.compile(
    r"(?P<said>[\"“„«][^\"”“»]*[\"”“»][.!?]?)\s+(?P<behind>[^\"”“„«»]+)", re.DOTALL
)
_MOSTLY: Final = 0.8
_ACRONYM_CHARS: Final = 4
MOST_REMARK_WORDS: Final = 4
DUTCH: Final = "nl"


def understand(document: Document) -> Understanding:
    """What each paragraph of a document is."""
    paragraphs, numbers = without_numbers(document.paragraphs)
    minutes = minutes_of(paragraphs)
    gone = minutes.gone | furniture(paragraphs)
    lines = lines_of([each for at, each in enumerate(paragraphs) if at not in gone])
    bids = accepted(lines)
    labels = _labels(bids, lines)
    start, sure_end, end = stretch(lines, labels, is_page=document.is_page)
    unsure = frozenset(at for bid in bids for at in bid.doubtful) - labels.keys()
    prose = prose_of(lines, labels)
    language = language_of((line.text for line in lines), document.language or DUTCH)
    printed = frozenset(paragraphs[at].place for at in minutes.may_be)
    reading = _Reading(lines, labels, prose, unsure, printed, language, start, sure_end, end)
    items = with_full_names(tuple(reading.items()))
    items = in_sentences(items, language) if document.in_cues else items
    items = with_misspelt_told(_told_that_nobody_is_named(items))
    left_out = (LeftOut(paragraphs[at].place, paragraphs[at].text, why) for at, why in gone.items())
    names = (
        *(bid.layout.name for bid in bids),
        *([PROSE] if prose.is_layout else []),
    )
    all_left_out = (*document.left_out, *numbers, *left_out, *lines.left_out, *reading.left_out)
    return Understanding(document, items, all_left_out, names, language=language)


def _told_that_nobody_is_named(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, the first line of which is doubtful where nobody is known to say any."""
    spoken = [at for at, item in enumerate(items) if item.kind is ItemKind.SPOKEN]
    if not spoken or any(items[at].speaker is not None for at in spoken):
        return items
    first = spoken[0]
    doubted = replace(items[first], doubt=items[first].doubt or Doubt.NOBODY_NAMED)
    return (*items[:first], doubted, *items[first + 1 :])


def _labels(bids: tuple[Bid, ...], lines: Lines) -> dict[int, Candidate]:
    """The labels of all layouts that were accepted, without names that stand above another label."""
    found = {each.at: each for bid in bids for each in bid.candidates}
    if opens_with_title(found, lines):
        del found[0]
    for at in sorted(found, reverse=True):
        below = at + 1
        if found[at].is_alone and not lines[at].paragraph.cell and (below == len(lines) or below in found):
            del found[at]
    return found


def _names_sound(text: str) -> bool:
    """Whether what is heard is a sound, and nobody says anything in it."""
    said, behind = split_behind(text)
    talks = not (SPOKEN | SENTENCE).isdisjoint(said.casefold().split())
    return not said.isupper() and names_sound(said.rstrip(".")) and not (behind or talks or ":" in text)


@dataclass
class _Reading:
    """Goes through the lines once; who speaks is what it carries along."""

    lines: Lines
    labels: Mapping[int, Candidate]
    prose: Prose
    unsure: frozenset[int]
    printed: frozenset[int]  # places of what may only stand in the minutes
    language: str
    start: int
    sure_end: int
    end: int
    left_out: list[LeftOut] = field(default_factory=list)
    speaker: str | None = None
    remark: str = ""
    opens_turn: bool = True
    label_place: int | None = None
    doubt: Doubt | None = None  # about who says what follows, until the next label
    is_below_heading: bool = False  # that is no label where labels are headings
    label: list[LeftOut] = field(default_factory=list)  # as parts, until something is said below it
    in_label: list[str] = field(default_factory=list)  # what the line at hand adds to it

    @cached_property
    def first_label(self) -> int:
        """The first line with a label in the transcript; 0 if there is none."""
        return min((at for at in self.labels if at >= self.start), default=0)

    @cached_property
    def label_levels(self) -> frozenset[int]:
        """The levels of the headings that are labels."""
        return frozenset(self.lines[at].paragraph.level for at in self.labels if self.lines[at].is_heading)

    @cached_property
    def all_is_quoted(self) -> bool:
        """Whether what is said stands in quotes, so that what stands behind them is seen or heard."""
        said = [each.rest for each in self.labels.values() if each.rest]
        quoted = sum(_QUOTE.match(each) is not None for each in said)
        return len(said) > 1 and quoted >= _MOSTLY * len(said)

    def items(self) -> Iterator[Item]:
        for at, line in enumerate(self.lines):
            if not self.start <= at < self.end:
                self._leave_out(line, Why.OUTSIDE)
                continue
            told = len(self.left_out)
            found = tuple(self._line(at, line))
            left_out = (each.text for each in self.left_out[told:] if each.place == line.place)
            self._account(line, [*(item.text for item in found), *left_out, *self.in_label])
            self.in_label.clear()
            yield from found
        self._forget_label()

    def _account(self, line: Line, taken: Sequence[str]) -> None:
        """Tell what nothing was made of on a line, as of signs such as `Beeld:`."""
        if rest := words_beside(line.text, taken):
            self.left_out.append(LeftOut(line.place, " ".join(rest), Why.ANNOUNCEMENT))

    def _add_to_label(self, text: str, line: Line) -> None:
        self.label.append(LeftOut(line.place, text, Why.SILENT))
        self.in_label.append(text)

    def _forget_label(self) -> None:
        """Leave out a label below which nothing is said."""
        self.left_out += self.label
        self.label.clear()

    def _line(self, at: int, line: Line) -> Iterator[Item]:
        if is_heading_cell(line.paragraph):
            self._leave_out(line, Why.COLUMN_HEADING)
        elif line.column is Column.WHEN and at not in self.labels:
            self._leave_out(line, Why.TIME)
        elif at in self.labels:
            yield from self._labelled(self.labels[at], line)
        elif line.text.endswith(":") and name_in(line.text.removesuffix(":")):
            self._leave_out(line, Why.SILENT)
        elif (aside := self._aside_of(at, line)) and not self._is_page_title(at):
            yield from self._remark_or_aside(at, aside, line)
        elif line.is_heading or self._is_plain_heading(at, line):
            self._leave_out(line, Why.TITLE if at < self.first_label else Why.HEADING)
            self._end_turn_below(at, line)
        elif line.place in self.printed and at > self.first_label:
            yield from self._perhaps(line, Doubt.MAY_BE_MINUTES)
        elif at in self.prose.told:
            yield self._seen(line.text, line)
        elif (at < self.first_label or self._is_first_title(at, line)) and not line.column:
            yield from self._before_all(line)
        else:
            yield from self._goes_on(at, line)

    def _end_turn_below(self, at: int, line: Line) -> None:
        """Among names as headings, nobody is known to say what stands below one that is no name."""
        if at > self.first_label and line.is_heading and line.paragraph.level in self.label_levels:
            self.speaker, self.doubt = "", Doubt.NO_SPEAKER
            self.opens_turn = self.is_below_heading = True

    def _goes_on(self, at: int, line: Line) -> Iterator[Item]:
        """What whoever speaks says further, or, where that is in doubt, may not."""
        self._heed_column(line)
        if self._may_be_sound(at, line):
            yield self._seen(line.text, line)
            return
        if self.is_below_heading and looks_seen(line.text) >= SURELY_SEEN:
            yield self._seen(line.text, line)
            return
        if self._may_be_heading(at, line) and not self.doubt:
            yield from self._perhaps(line, Doubt.MAY_BE_DESCRIPTION)
            return
        if at in self.prose.doubtful and not self.doubt:
            yield from self._perhaps(line, Doubt.MAY_BE_DESCRIPTION)
            return
        self.doubt = Doubt.MAY_BE_SPEAKER if at in self.unsure else self.doubt
        if at >= self.sure_end:
            self.doubt = self.doubt or Doubt.MAY_BE_OUTSIDE
        yield from self._speech(line.text, line)

    def _perhaps(self, line: Line, doubt: Doubt) -> Iterator[Item]:
        """A line that is speech for all that is known, but may be something else."""
        yield from (replace(item, doubt=self.doubt or doubt) for item in self._speech(line.text, line))

    def _may_be_sound(self, at: int, line: Line) -> bool:
        """Whether a paragraph is a few words that name a sound: `Muziek stopt.`"""
        alone = line.apart and self.lines.ends_block(at) and not line.is_in_cue
        below_label = at - 1 in self.labels and self.labels[at - 1].is_alone
        return alone and not below_label and _names_sound(line.text)

    def _is_page_title(self, at: int) -> bool:
        """Whether a heading, or the first line, is a title: `Video: Werken bij de brandweer`."""
        line, about = self.lines[at], ABOUT.fullmatch(self.lines[at].text)
        if at >= self.first_label or not about or not line.text[0].isalpha():
            return False
        return line.is_heading or (
            not at and about[1].casefold() in ABOUT_TEXT and not line.text.endswith(".")
        )

    def _is_first_title(self, at: int, line: Line) -> bool:
        """Whether a text without labels begins with its title."""
        first = not at and not self.labels and not line.is_in_cue
        return first and self.lines.ends_block(at) and not SENTENCE_END.search(line.text)

    def _heed_column(self, line: Line) -> None:
        """In a column that is headed by a name, that one speaks."""
        name = name_in(line.paragraph.cell.heading) if line.paragraph.cell and not self.labels else None
        if name and name.text != self.speaker:
            self._forget_label()
            self.speaker, self.remark, self.opens_turn = name.text, name.remark, True

    def _aside_of(self, at: int, line: Line) -> Aside | None:
        if line.aside:
            has_words = _LETTER.search(line.aside.text) or line.aside.kind is ItemKind.SOUND
            return line.aside if has_words else None
        if line.column is Column.HEARD and _names_sound(line.text):
            return Aside(ItemKind.SOUND, line.text)
        if at - 1 in self.labels and self.labels[at - 1].is_alone and not line.apart:
            return Aside(ItemKind.SCENE, line.text) if self.lines.is_scene(at) else None
        if self._is_in_capitals(line) and self.labels and not line.is_heading and at > self.first_label:
            return None if line.apart and self._above_label(at) else Aside(ItemKind.SOUND, line.text)
        if self.lines.is_scene(at):
            kind = ItemKind.SOUND if _names_sound(line.text) else ItemKind.SCENE
            return Aside(kind, line.text)
        return None

    @staticmethod
    def _is_in_capitals(line: Line) -> bool:
        """Whether a line in capitals is more than the abbreviation of something that is said."""
        shouted = line.text.isupper() and len(line.text) > _ACRONYM_CHARS and line.text[-1].isalpha()
        return isinstance(line.block, Sound) or shouted

    def _remark_or_aside(self, at: int, aside: Aside, line: Line) -> Iterator[Item]:
        below_label = at - 1 in self.labels and self.labels[at - 1].is_alone and not line.apart
        if (
            below_label
            and line.text.startswith("(")
            and not (line.text.isupper() and is_sound(line.text))
            and len(aside.text.split()) <= MOST_REMARK_WORDS
        ):
            self._add_remark(aside.text, line)
        else:
            yield self._aside(aside, line)

    def _add_remark(self, text: str, line: Line) -> None:
        self.remark = ", ".join(filter(None, (self.remark, text)))
        self._add_to_label(text, line)

    def _above_label(self, at: int) -> bool:
        """Whether somebody begins to speak below a line, or something of the minutes stands there."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return at + 1 in self.labels or (below is not None and below.place in self.printed)

    def _is_plain_heading(self, at: int, line: Line) -> bool:
        """A line with few words and no end of a sentence, right above where somebody begins to speak."""
        stands_alone = (line.apart or not at) and self.lines.ends_block(at) and not line.is_in_cue
        if line.paragraph.style is Style.LIST_ITEM:
            return False
        return (
            stands_alone
            and self._above_label(at)
            and not SENTENCE_END.search(line.text)
            and len(line.text.split()) <= MOST_TITLE_WORDS
        )

    def _may_be_heading(self, at: int, line: Line) -> bool:
        """Whether a paragraph is a few words that end in no sign, where what is said ends in one."""
        if not (self.lines.has_sentences and line.apart and self.lines.ends_block(at)) or line.column:
            return False
        below_label = at - 1 in self.labels and self.labels[at - 1].is_alone
        few = len(line.text.split()) <= MOST_TITLE_WORDS and not SENTENCE_END.search(line.text)
        return few and not below_label and line.text[0].isupper() and line.span is None

    def _before_all(self, line: Line) -> Iterator[Item]:
        """What stands above the first label."""
        sound = not line.is_in_cue and _names_sound(line.text)
        if not line.is_in_cue and not sound and reads_as_title(line.text):
            self._leave_out(line, Why.TITLE)
        elif line.place in self.printed:
            self._leave_out(line, Why.MINUTES)
        elif sound or (looks_seen(line.text) >= SURELY_SEEN and not line.is_in_cue):
            yield self._seen(line.text, line)
        else:
            self.doubt = Doubt.NO_SPEAKER
            yield from self._speech(line.text, line)

    def _labelled(self, label: Candidate, line: Line) -> Iterator[Item]:
        self._forget_label()
        if label.before:
            yield self._seen(label.before, line)
        for part in (label.name.text, label.name.remark) if label.name else ():
            self._add_to_label(part, line)
        self.speaker = label.name.text if label.name else ""
        self.remark = label.name.remark if label.name else ""
        self.opens_turn, self.is_below_heading = True, False
        self.label_place = line.place if label.is_alone else None
        self.doubt = None if label.name else Doubt.ANOTHER_SPEAKER
        if label.name and label.weight < LIKELY and label.layout in DOUBTED:
            self.doubt = Doubt.MAY_BE_NO_SPEAKER
        more = _QUOTE_AND_MORE.fullmatch(label.rest) if self.all_is_quoted else None
        rest, behind = (more["said"], more["behind"]) if more else (label.rest, label.behind)
        if rest:
            yield from self._speech(rest, line)
        if behind:
            yield self._seen(behind, line)
        if label.layout == ANNOUNCED and label.rest:  # what is quoted is all that was announced
            self.speaker, self.doubt, self.opens_turn = "", Doubt.ANOTHER_SPEAKER, True

    def _seen(self, text: str, line: Line) -> Item:
        """What no mark shows to be a scene, or a sound."""
        is_sound = not text.isupper() and ". " not in text and names_sound(text.rstrip("."))
        kind = ItemKind.SOUND if is_sound else ItemKind.SCENE
        return replace(self._aside(Aside(kind, text), line), doubt=Doubt.MAY_BE_SPEECH)

    def _speech(self, text: str, line: Line) -> Iterator[Item]:
        """What is said, without the sound or scene that may stand at its end."""
        may_tell_how = self.opens_turn and self.speaker is not None and not aside_of(text)
        if may_tell_how and (found := _REMARK.match(text)):
            self._add_remark(found[1].strip(), line)
            text = text[found.end() :]
        if aside := aside_of(text):
            yield self._aside(aside, line)
            return
        said, behind = split_behind(text)
        if behind and not _LETTER.search(said):  # a dash before a sound
            yield from (self._aside(aside, line) for aside in behind)
            return
        opens, remark, label = self.opens_turn, self.remark, self.label_place
        yield Item(
            ItemKind.SPOKEN,
            said,
            line.place,
            self.speaker,
            remark,
            opens,
            line.apart,
            line.span,
            self.doubt,
            label,
        )
        self.opens_turn, self.remark, self.label_place = False, "", None
        self.label.clear()
        for aside in behind:
            yield self._aside(aside, line)

    def _aside(self, aside: Aside, line: Line) -> Item:
        text = aside.text if _LETTER.search(aside.text) else MUSIC.get(self.language, MUSIC["en"])
        announced = announcement(text) if aside.kind is ItemKind.SCENE else None
        if announced and announced.without_organisation.is_name:
            self._forget_label()
            self.speaker, self.remark = " ".join(announced.without_organisation.tokens), ""
        return Item(aside.kind, text, line.place, apart=line.apart, span=line.span)

    def _leave_out(self, line: Line, why: Why) -> None:
        self.left_out.append(LeftOut(line.place, line.text, why))
