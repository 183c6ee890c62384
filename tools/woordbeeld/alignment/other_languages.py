"""Where the text seems to be in another language than its own, and no mark tells so: a person must judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import count, groupby
from operator import add
from typing import Final

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment
from woordbeeld.alignment.phrases import CLOSING_MARKS, OPENING_MARKS, ends_sentence
from woordbeeld.timing import Span
from woordbeeld.transcript.language_evidence import NO_EVIDENCE, Evidence, evidence
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.vocabulary import words_of

# See the decision about alignment: with these, no text that is in one language is doubted.
LEAST_WORDS: Final = 5  # fewer are an interjection, or a name
LEAST_UNKNOWN_WORDS: Final = 7  # where their language is not known: fewer are a title as well
LEAST_TELLING: Final = 3  # different small words that the language of the text has not
LEAST_SHARE: Final = 0.3  # of them among all words
MOST_OWN_SHARE: Final = 0.25  # small words of the text's own language to each of those: Mr. De Vries
MOST_CAPITALS: Final = 0.5  # of the words after the first: a title, or names


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A stretch of a turn that is in another `language`, which is empty where nothing tells in which.

    It goes from the word `first` of the first line up to and with the word `last` of the last one, from 0; so
    many words of the text stand `before` it.
    """

    lines: tuple[AlignedLine, ...]
    first: int
    last: int
    before: int
    language: str

    @property
    def source(self) -> SpokenLine:
        """The line on which it begins."""
        return self.lines[0].source

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def words(self) -> tuple[AlignedWord, ...]:
        before = sum(len(line.words) for line in self.lines[:-1])
        return tuple(word for line in self.lines for word in line.words)[self.first : before + self.last + 1]

    @property
    def span(self) -> Span | None:
        """From the first to the last of its words that have a time."""
        spans = [word.span for word in self.words if word.span]
        return Span(spans[0].start_ms, max(span.end_ms for span in spans)) if spans else None

    @property
    def start_ms(self) -> int | None:
        return self.span.start_ms if self.span else None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a line, at its place there and in the text, and the language that is marked."""

    text: str
    line: AlignedLine
    place: int
    before: int
    language: str | None


_Leaning = tuple[Sequence[_Word], Evidence]
_TITLES: Final = words_of("titles")
_NONE: Final = NO_EVIDENCE.language  # a sentence without small words leans to no language


def other_languages(alignment: Alignment) -> tuple[OtherLanguage, ...]:
    """Whole sentences in another language than that of the text which no mark tells, in their order.

    Where their words do not tell in which, what was heard does. Names, titles, loanwords and interjections
    are none; what has a mark is known.
    """
    found = (_named(each, alignment) for each in not_in(alignment.language, alignment.lines))
    return tuple(each for each in found if each.language)


def not_in(language: str, lines: Iterable[AlignedLine]) -> Iterator[OtherLanguage]:
    """Whole sentences that are not in a language, for all that their words tell; some of them in which."""
    before = count()
    for _, turn in groupby(lines, key=lambda line: line.source.turn):
        words = [
            _Word(text, line, place, next(before), marked)
            for line in turn
            for place, (text, marked) in enumerate(zip(line.source.words, line.languages, strict=True))
        ]
        for run in _runs((each, _leaning(each, language)) for each in _sentences(words)):
            yield from _judged(run)


def _named(part: OtherLanguage, alignment: Alignment) -> OtherLanguage:
    """A stretch with the language that was heard there, if its words do not tell it."""
    if part.language:
        return part
    heard = (each for each in alignment.heard_languages if each.holds(part.before, len(part.words)))
    return replace(part, language=next((each.language for each in heard), _NONE))


def _judged(run: Sequence[_Leaning]) -> Iterator[OtherLanguage]:
    """What of a run its words tell to be in another language, or else the run, if it holds no own word."""
    telling = [at for at, (_, each) in enumerate(run) if each.language]
    found = reduce(add, (run[at][1] for at in telling), NO_EVIDENCE)
    part = run[telling[0] : telling[-1] + 1] if telling else run
    if _is_sure(words := _words(part), found):
        yield _stretch(words, found.language)
    elif not found.own and len(words := _words(run)) >= LEAST_UNKNOWN_WORDS and not _is_title(words):
        yield _stretch(words, _NONE)


def _words(run: Iterable[_Leaning]) -> list[_Word]:
    return [word for sentence, _ in run for word in sentence]


def _stretch(words: Sequence[_Word], language: str) -> OtherLanguage:
    lines = tuple({id(word.line): word.line for word in words}.values())
    return OtherLanguage(lines, words[0].place, words[-1].place, words[0].before, language)


def _runs(leaning: Iterable[tuple[Sequence[_Word], Evidence | None]]) -> Iterator[list[_Leaning]]:
    """Sentences after each other that lean to one language; those that lean to none may stand amid them."""
    run: list[_Leaning] = []
    for sentence, found in leaning:
        languages = {each.language for _, each in run} - {_NONE}
        if run and (found is None or (languages and found.language not in {*languages, _NONE})):
            yield run
            run = []
        if found:
            run.append((sentence, found))
    if run:
        yield run


def _leaning(sentence: Sequence[_Word], language: str) -> Evidence | None:
    """The language to which a sentence leans, or `_NONE`; None where it is in that of the text, or marked."""
    if sentence[0].language is not None:
        return None
    found = evidence([word.text for word in sentence], language)
    best = max(found, key=lambda each: len(each.words), default=None)
    if best is None or len(best.own) > MOST_OWN_SHARE * len(best.words):
        return None
    return best if best.words else NO_EVIDENCE


def _is_sure(words: Sequence[_Word], found: Evidence) -> bool:
    """Whether it is a whole sentence of several words, and no title or row of names."""
    return (
        len(words) >= LEAST_WORDS
        and len(set(found.words)) >= LEAST_TELLING
        and len(found.words) >= LEAST_SHARE * len(words)
        and len(found.predicates) > 0
        and not _is_title(words)
    )


def _is_title(words: Sequence[_Word]) -> bool:
    """Whether most words have a capital, as those of a title or of names."""
    capitals = sum(word.text.lstrip(OPENING_MARKS)[:1].isupper() for word in words[1:])
    return capitals >= MOST_CAPITALS * (len(words) - 1)


def _sentences(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """Words up to the end of a sentence, a colon, or a mark of a language."""
    first = 0
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None or word.language != following.language or _ends(word.text, following.text):
            yield words[first : at + 1]
            first = at + 1


def _ends(word: str, following: str) -> bool:
    is_end = ends_sentence(word) or word.rstrip(CLOSING_MARKS).endswith(":")
    is_title = word.endswith(".") and word[:-1].casefold() in _TITLES  # Mr. De Vries
    return is_end and not is_title and not following.lstrip(OPENING_MARKS)[:1].islower()
