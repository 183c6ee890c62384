"""What stands between and around the turns of a text: scenes, sounds, titles, pages and menus."""

from __future__ import annotations

from enum import Enum
from random import Random
from typing import Final

from tests.intake.collection.scripts import Heard, Scene, Script
from tests.intake.collection.sheets import Bit, Writing, aside, heard, mark, seen


class Scenes(Enum):
    """How a text tells what is seen."""

    PARENTHESES = "(…)"
    BRACKETS = "[…]"
    PICTURE = "Beeld:"
    IN_PICTURE = "In beeld:"
    PROSE = "prose"
    ITALICS = "italics"


class Sounds(Enum):
    """How a text tells a sound."""

    CAPITALS = "APPLAUS"
    BRACKETS = "[Applaus]"
    PARENTHESES = "(applaus)"
    SENTENCE = "(Applaus.)"
    STARS = "*applaus*"
    NOTES = "♪ applaus ♪"


_PICTURE: Final = {"nl": "Beeld:", "en": "Picture:", "fr": "Image :", "de": "Bild:"}
_IN_PICTURE: Final = {"nl": "In beeld:", "en": "On screen:", "fr": "À l'image :", "de": "Im Bild:"}
_SCREEN: Final = {
    "nl": ("Tekst in beeld:", "Beeldtekst:", "Titel in beeld:"),
    "en": ("On-screen text:", "Text on screen:"),
    "fr": ("Texte à l'écran :",),
    "de": ("Einblendung:", "Text im Bild:"),
}
_TITLE: Final = {
    "nl": ("Transcript video {}", "Uitgeschreven tekst {}", "Transcriptie: {}", "{}"),
    "en": ("Transcript: {}", "Video transcript – {}", "{}"),
    "fr": ("Transcription de la vidéo {}", "{}"),
    "de": ("Transkript des Videos {}", "{}"),
}
_WHEN: Final = {
    "nl": ("12 mei 2024", "Duur: 3 minuten en 12 seconden", "Datum: 12-05-2024", "3:12 min"),
    "en": ("12 May 2024", "Duration: 3:12"),
    "fr": ("12 mai 2024", "Durée : 3 min 12"),
    "de": ("12. Mai 2024", "Dauer: 3:12 Minuten"),
}
_PAGES: Final = {
    "nl": ("{}", "- {} -", "Pagina {} van 9", "{}/9"),
    "en": ("{}", "Page {} of 9"),
    "fr": ("{}", "Page {} sur 9"),
    "de": ("{}", "Seite {} von 9"),
}
_END: Final = {
    "nl": ("Einde transcript", "© Gemeente Veldwijk", "Deel deze pagina", "[Einde opname]"),
    "en": ("End of transcript", "© City of Fieldham"),
    "fr": ("Fin de la transcription",),
    "de": ("Ende des Transkripts",),
}


def scene_bits(scene: Scene, scenes: Scenes, language: str, random: Random) -> tuple[Bit, ...]:
    italic = scenes is Scenes.ITALICS
    bits = [seen(scene.text, italic=italic)]
    if scene.screen:
        label = random.choice(_SCREEN[language])
        bits += [
            mark(" "),
            aside(label, italic=italic),
            mark(" "),
            seen(f"{scene.screen}{'' if scene.screen.endswith('!') else '.'}", italic=italic),
        ]
    match scenes:
        case Scenes.PARENTHESES:
            bits = [mark("("), *bits, mark(")")]
        case Scenes.BRACKETS:
            bits = [mark("["), *bits, mark("]")]
        case Scenes.PICTURE:
            bits = [aside(_PICTURE[language]), mark(" "), *bits]
        case Scenes.IN_PICTURE:
            bits = [aside(_IN_PICTURE[language]), mark(" "), *bits]
    return tuple(bits)


def sound_bits(sound: Heard, sounds: Sounds) -> tuple[Bit, ...]:
    text = sound.text
    match sounds:
        case Sounds.CAPITALS:
            return (heard(text.upper()),)
        case Sounds.BRACKETS:
            return (mark("["), heard(text.capitalize()), mark("]"))
        case Sounds.PARENTHESES:
            return (mark("("), heard(text), mark(")"))
        case Sounds.SENTENCE:
            return (mark("("), heard(text.capitalize() + "."), mark(")"))
        case Sounds.STARS:
            return (mark("*"), heard(text), mark("*"))
        case Sounds.NOTES:
            return (mark("♪ "), heard(text), mark(" ♪"))


def write_head(writing: Writing, script: Script, random: Random) -> None:
    """A title, perhaps with a date, perhaps below a menu; a third of the texts have none."""
    form = random.choice(("nothing", "title", "title and date", "capitals", "menu"))
    title = random.choice(_TITLE[script.language]).format(script.title)
    match form:
        case "nothing":
            return
        case "title":
            writing.line(mark(title))
        case "title and date":
            writing.line(mark(title))
            writing.line(mark(random.choice(_WHEN[script.language])))
        case "capitals":
            writing.line(mark(title.upper()))
        case "menu":
            writing.line(mark("Home > Documenten > Video"))
            writing.gap()
            writing.line(mark(title))
            writing.gap()
            writing.line(mark(random.choice(_WHEN[script.language])))
    writing.gap()


def write_page_number(writing: Writing, script: Script, form: str, number: int) -> None:
    writing.gap()
    writing.line(mark(form.format(number)))
    writing.gap()


def page_form(script: Script, random: Random) -> str:
    """How pages are numbered, or nothing in most texts."""
    return random.choice(_PAGES[script.language]) if random.random() < 0.2 else ""


def write_end(writing: Writing, script: Script, random: Random) -> None:
    if random.random() < 0.3:
        writing.gap()
        writing.line(mark(random.choice(_END[script.language])))
