"""A short video with what somebody has of it: a Word file in which not all is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx

START_MS, END_MS = 55_000, 92_400  # of the film: Stef Böger, Latisha, and one line of a third
HEADING = "Symposium entreeopleidingen"
STEF, LATISHA, JOSEPHINE = "Stef Böger", "Latisha", "Josephine van den Berg"
MISSPELT = "Latissha"
SCENE = "Latisha kijkt in de camera."  # read as speech
SOUND = "Zachte muziek"  # left out as a heading
# What is said, by whom, and by whom the Word file says it is: five are wrong.
LINES = (
    ("De relatie gaat voor de prestatie.", STEF, STEF),
    ("Dus waar begin je mee?", STEF, JOSEPHINE),
    ("Investeren in een goed pedagogisch klimaat en in een goeie begeleiding.", STEF, JOSEPHINE),
    ("Dat hebben wij bij jullie allemaal gezien.", STEF, STEF),
    ("Het entreejaar heeft me echt wel geholpen.", LATISHA, STEF),
    ("Want ik zat eerst op een andere school en daar ging het ook niet zo erg goed.", LATISHA, MISSPELT),
    (
        "Maar ze hebben mij veel onderwijs geboden en ik heb er heel erg wat aan gehad.",
        LATISHA,
        JOSEPHINE,
    ),
    (
        "Ik zou het heel goed vinden als de entreestudenten positiever op de kaart worden gezet.",
        JOSEPHINE,
        MISSPELT,
    ),
)
SCENE_FOLLOWS = 3  # the line before the scene and the sound
WRONG = {text: who for text, who, given in LINES if given not in (who, MISSPELT)} | {LINES[-1][0]: JOSEPHINE}


def write_video(path: Path, film: Path, ffmpeg: Callable[..., None]) -> Path:
    """The part of the film, as a video of its own; a second picture a second is enough."""
    part = ("-ss", f"{START_MS}ms", "-to", f"{END_MS}ms", "-i", film)
    picture = ("-vf", "scale=320:-2,fps=10", "-c:v", "libx264", "-preset", "ultrafast", "-g", "10")
    ffmpeg(*part, *picture, "-c:a", "aac", "-b:a", "96k", path)
    return path


def write_word(path: Path) -> Path:
    """Its text as an agency sends it, with a heading and bold names."""
    document = docx.Document()
    document.add_heading(HEADING, 1)
    before = None
    for number, (text, _, given) in enumerate(LINES):
        paragraph = document.add_paragraph()
        if given != before:
            paragraph.add_run(f"{given}:").bold = True
            paragraph.add_run(" ")
        paragraph.add_run(text)
        before = given
        if number == SCENE_FOLLOWS:
            document.add_paragraph(SCENE)
            document.add_paragraph(SOUND)
    document.save(str(path))
    return path
