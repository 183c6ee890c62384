"""Documents whose shape says what is what: tables, headings, scripts of films, minutes and web pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from tests.intake.collection.layouts.around import Scenes, Sounds, scene_bits, sound_bits
from tests.intake.collection.layouts.exports import (
    write_captions,
    write_chevrons,
    write_dashes,
    write_video_platform,
    write_voices,
)
from tests.intake.collection.layouts.tables import Table
from tests.intake.collection.scripts import Heard, Scene, Script, Shape, Turn
from tests.intake.collection.sheets import (
    TEXT,
    WEB,
    WORD,
    Sheet,
    Writing,
    aside,
    heard,
    mark,
    said,
    seen,
)

from woordbeeld.intake.document import Style


@dataclass(frozen=True, slots=True)
class Shaped:
    """A layout that is a function of its own."""

    name: str
    write: Callable[[Script, Random], Sheet]
    shape: Shape = field(default_factory=Shape)


def _write_script(script: Script, random: Random) -> Sheet:
    """A script of a film: headings of scenes, what is seen, names above speech, remarks in parentheses."""
    writing = Writing(TEXT, script.language)
    writing.line(mark(script.title.upper()))
    places = ("PLEIN", "KANTOOR", "KLASLOKAAL", "DIJK")
    for number, part in enumerate(script.parts):
        if not number % 4:
            writing.gap()
            scene = number // 4
            day = random.choice((" - DAG", " - NACHT", ""))
            before = random.choice(
                (f"SCÈNE {scene + 1} - BUITEN - ", f"{scene + 1}. INT. ", "EXT. ", "BINNEN - ")
            )
            writing.line(aside(f"{before}{places[scene % 4]}{day}"))
        writing.gap()
        match part:
            case Scene():
                writing.line(seen(part.text))
            case Heard():
                writing.line(*sound_bits(part, Sounds.PARENTHESES))
            case Turn():
                writing.line(mark(part.person.name.upper()))
                if random.random() < 0.25:
                    writing.line(mark(f"({random.choice(('lachend', 'zacht', 'tegen de camera'))})"))
                writing.line(said(part.text, part.person.name))
    return writing.sheet()


def _write_minutes(script: Script, random: Random) -> Sheet:
    """Minutes word for word: who was there, points of the agenda, and each turn behind a title and a name."""
    writing = Writing(TEXT, script.language)
    writing.line(mark("VERSLAG RAADSVERGADERING 12 MEI 2024"))
    writing.gap()
    present = ", ".join(person.name for person in script.people if not person.is_role)
    writing.line(mark("Aanwezig: "), mark(present))
    writing.line(mark("Aanvang: 19.30 uur"))
    topics = iter(script.topics)
    for number, turn in enumerate(script.turns):
        if not number % 5 and (topic := next(topics, None)):
            writing.gap()
            writing.line(mark(f"{number // 5 + 1}. {topic}"))
        writing.gap()
        person = turn.person
        label = (
            "De VOORZITTER: "
            if person.is_role
            else f"{person.title} {person.last.upper()} ({person.party}): "
        )
        writing.line(mark(label), said(turn.text, person.name, label.strip(": ").split("(")[0], person.last))
    return writing.sheet()


def _write_announced(script: Script, random: Random) -> Sheet:
    """Speakers are named only where a scene ends with who speaks next."""
    writing = Writing(TEXT, script.language)
    speaker = None
    for part in script.parts:
        match part:
            case Scene() if script.turns:
                continue
            case Turn():
                if part.person is not speaker:
                    writing.gap()
                    scene = random.choice(("Een zaal vol mensen.", "Een plein.", "Ze kijkt in de camera."))
                    of = (
                        f" van {part.person.organisation}"
                        if part.person.organisation and random.random() < 0.4
                        else ""
                    )
                    writing.line(
                        mark("("), seen(scene), mark(" "), aside(f"{part.person.name}{of}:"), mark(")")
                    )
                    writing.gap()
                    speaker = part.person
                for sentence in part.sentences:
                    writing.line(said(sentence, part.person.name))
            case Heard():
                writing.gap()
                writing.line(*sound_bits(part, Sounds.CAPITALS))
                writing.gap()
    return writing.sheet()


def _write_prefixes(script: Script, random: Random) -> Sheet:
    """Each line says what it is: `Beeld:`, `Geluid:`, `Tekst in beeld:`, or who speaks."""
    writing = Writing(TEXT, script.language)
    loud = random.random() < 0.5
    for part in script.parts:
        writing.gap()
        match part:
            case Scene():
                writing.line(aside("BEELD:" if loud else "Beeld:"), mark(" "), seen(part.text))
                if part.screen:
                    label = "TEKST IN BEELD:" if loud else "Tekst in beeld:"
                    writing.line(aside(label), mark(" "), seen(part.screen))
            case Heard():
                writing.line(mark("GELUID: " if loud else "Geluid: "), heard(part.text))
            case Turn():
                name = part.person.name.upper() if loud else part.person.name
                writing.line(mark(f"{name}: "), said(part.text, part.person.name))
    return writing.sheet()


def _write_headings(script: Script, random: Random) -> Sheet:
    """A web page with who speaks as a heading, below headings of subjects."""
    writing = Writing(WEB, script.language)
    writing.heading(mark(script.title), level=1)
    writing.line(mark("Letterlijke tekst van de video."))
    topics = iter(script.topics)
    for number, turn in enumerate(script.turns):
        if not number % 5 and (topic := next(topics, None)):
            writing.heading(mark(topic), level=2)
        writing.heading(mark(turn.person.name), level=3)
        for paragraph in turn.paragraphs:
            writing.line(said(" ".join(paragraph), turn.person.name))
    return writing.sheet()


def _write_page(script: Script, random: Random) -> Sheet:
    """A whole web page: menus, a title, the transcript, and what every page ends with."""
    writing = Writing(WEB, script.language)
    for entry in ("Home", "Onderwerpen", "Documenten", "Contact"):
        writing.line(mark(entry), style=Style.LIST_ITEM, level=1)
    writing.heading(mark(script.title), level=1)
    writing.line(mark("Video | 12-05-2024"))
    writing.heading(mark("Uitgeschreven tekst"), level=2)
    for part in script.parts:
        match part:
            case Turn():
                writing.line(mark(f"{part.person.name.upper()}: "), said(part.text, part.person.name))
            case Scene():
                writing.line(*scene_bits(part, Scenes.PARENTHESES, script.language, random))
            case Heard():
                writing.line(*sound_bits(part, Sounds.CAPITALS))
    writing.heading(mark("Deel deze pagina"), level=2)
    for entry in ("Facebook", "LinkedIn", "E-mail"):
        writing.line(mark(entry), style=Style.LIST_ITEM, level=1)
    writing.line(mark("Over deze site"))
    return writing.sheet()


def _write_footnotes(script: Script, random: Random) -> Sheet:
    """A Word document with labels in bold, a title, and notes at its end."""
    writing = Writing(WORD, script.language)
    writing.heading(mark(script.title), level=1)
    for turn in script.turns:
        bits = (mark(f"{turn.person.name}:", bold=True), mark(" "), said(turn.text, turn.person.name))
        writing.line(*bits)
    for note in ("Zie het rapport van 12 mei 2024.", "Bron: CBS."):
        writing.line(mark(note), style=Style.FOOTNOTE)
    return writing.sheet()


def _write_lists(script: Script, random: Random) -> Sheet:
    """A Word document with labels in bold, in which some say a part of it as a list."""
    writing = Writing(WORD, script.language)
    for turn in script.turns:
        first, *others = turn.sentences
        as_list = len(others) > 1 and random.random() < 0.5
        spoken = first if as_list else turn.text
        writing.line(mark(f"{turn.person.name}: ", bold=True), said(spoken, turn.person.name))
        for sentence in others if as_list else ():
            writing.line(said(sentence, turn.person.name), style=Style.LIST_ITEM, level=1)
    return writing.sheet()


def _write_breaks(script: Script, random: Random) -> Sheet:
    """A web page in which who speaks stands above a line break, below headings of subjects."""
    writing = Writing(WEB, script.language)
    writing.heading(mark(f"Letterlijke tekst {script.title}"), level=1)
    topics = iter(script.topics)
    for number, turn in enumerate(script.turns):
        if not number % 5 and (topic := next(topics, None)):
            writing.heading(mark(topic), level=2)
        writing.line(mark(turn.person.name.upper()))
        for at, paragraph in enumerate(turn.paragraphs):
            write = writing.line if at else writing.broken_line
            write(said(" ".join(paragraph), turn.person.name))
    return writing.sheet()


def _write_interview(script: Script, random: Random) -> Sheet:
    """An interview whose questions are bold; who asks and who answers is not told."""
    writing = Writing(WEB, script.language)
    writing.heading(mark(script.title), level=1)
    for number, turn in enumerate(script.turns):
        bold = not number % 2
        writing.line(said(turn.text, bold=bold))
    return writing.sheet()


def _write_monologue(script: Script, random: Random) -> Sheet:
    """One voice, whom nothing names, with scenes and sounds between."""
    writing = Writing(TEXT, script.language)
    for part in script.parts:
        writing.gap()
        match part:
            case Turn():
                for sentence in part.sentences:
                    writing.line(said(sentence))
            case Scene():
                writing.line(*scene_bits(part, Scenes.PARENTHESES, script.language, random))
            case Heard():
                writing.line(*sound_bits(part, Sounds.BRACKETS))
    return writing.sheet()


def _write_quoted(script: Script, random: Random) -> Sheet:
    """Speech between quotation marks behind a label, and prose for what is seen."""
    writing = Writing(TEXT, script.language)
    for part in script.parts:
        writing.gap()
        match part:
            case Turn():
                writing.line(
                    mark(f"{part.person.name.upper()}: “"), said(part.text, part.person.name), mark("”")
                )
            case Scene():
                writing.line(*scene_bits(part, Scenes.PROSE, script.language, random))
            case Heard():
                writing.line(*sound_bits(part, Sounds.CAPITALS))
    return writing.sheet()


def _write_inline(script: Script, random: Random) -> Sheet:
    """Sounds and scenes in the midst of what is said, as they happen."""
    writing = Writing(TEXT, script.language)
    for turn in script.turns:
        writing.gap()
        bits = [mark(f"{turn.person.name}: "), said(turn.text, turn.person.name)]
        if random.random() < 0.5:
            event = random.choice((heard("Applaus."), heard("gelach"), heard("Muziek")))
            opening, closing = random.choice(("()", "[]"))
            bits += [mark(f" {opening}"), event, mark(closing)]
        writing.line(*bits)
    return writing.sheet()


_DUTCH: Final = Shape(languages=("nl",), with_paragraphs=False)
_SEEN: Final = replace(_DUTCH, scenes=0.5, sounds=0.15)
_MEETING: Final = replace(_DUTCH, scenes=0.0, sounds=0.0)
_TALK: Final = replace(_MEETING, languages=("nl", "nl", "en", "fr", "de"))

SHAPED: Final = (
    Shaped("captions-labels", write_captions, replace(_TALK, sounds=0.1)),
    Shaped("captions-voices", write_voices, _TALK),
    Shaped("video-platform", write_video_platform, replace(_TALK, sounds=0.15)),
    Shaped("chevrons", write_chevrons, replace(_TALK, sounds=0.1)),
    Shaped("dashes", write_dashes, replace(_TALK, scenes=0.15, sounds=0.05)),
    Shaped("table-sound-picture", Table(("sound", "picture"), ("Geluid", "Beeld")).write, _SEEN),
    Shaped("table-picture-sound", Table(("picture", "sound"), ("Beeld", "Geluid")).write, _SEEN),
    Shaped(
        "table-english",
        Table(("picture", "sound"), ("Video", "Audio")).write,
        replace(_SEEN, languages=("en",)),
    ),
    Shaped(
        "table-time-picture-sound",
        Table(("time", "picture", "sound"), ("Tijd", "Beeld", "Tekst")).write,
        _SEEN,
    ),
    Shaped(
        "table-number-sound-picture",
        Table(("number", "sound", "picture"), ("Nr.", "Audio", "Beeld")).write,
        _SEEN,
    ),
    Shaped("table-without-headings", Table(("sound", "picture")).write, _SEEN),
    Shaped("table-without-headings-reversed", Table(("picture", "sound")).write, _SEEN),
    Shaped(
        "table-one-voice",
        Table(("sound", "picture"), ("Voice-over", "Wat zie je?"), is_labelled=False).write,
        replace(_SEEN, people=(1, 1)),
    ),
    Shaped("table-speaker-text", Table(("speaker", "text"), ("Spreker", "Tekst")).write, _MEETING),
    Shaped(
        "table-time-speaker-text",
        Table(("time", "speaker", "text"), ("Tijd", "Spreker", "Tekst")).write,
        _MEETING,
    ),
    Shaped("table-speaker-text-without-headings", Table(("speaker", "text")).write, _MEETING),
    Shaped("table-time-speaker-text-without-headings", Table(("time", "speaker", "text")).write, _MEETING),
    Shaped("script", _write_script, replace(_SEEN, with_roles=False)),
    Shaped("minutes", _write_minutes, replace(_MEETING, people=(3, 8))),
    Shaped("announced", _write_announced, replace(_MEETING, sounds=0.1, with_roles=False)),
    Shaped("prefixes", _write_prefixes, _SEEN),
    Shaped("headings-as-labels", _write_headings, replace(_MEETING, with_paragraphs=True)),
    Shaped("web-page", _write_page, replace(_DUTCH, scenes=0.25, sounds=0.1)),
    Shaped("footnotes", _write_footnotes, _MEETING),
    Shaped("lists", _write_lists, _MEETING),
    Shaped("line-breaks", _write_breaks, replace(_MEETING, with_paragraphs=True)),
    Shaped("interview", _write_interview, replace(_MEETING, people=(2, 2))),
    Shaped("monologue", _write_monologue, replace(_SEEN, people=(1, 1))),
    Shaped("quoted", _write_quoted, replace(_SEEN, scenes=0.4)),
    Shaped("inline-sounds", _write_inline, _MEETING),
)
