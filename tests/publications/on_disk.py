"""The talk's bundle as `make` leaves it, with all that it has."""

from __future__ import annotations

from pathlib import Path

from tests.publications import talk as made_up

from woordbeeld.publications.about import About
from woordbeeld.publications.bundle import publications
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.writing import Target, write_bundle

TITLE = 'Praatje & "meer" <hier>'
INTRODUCTION = ("Ton & Stef praten.", "Kijk <mee>.")


def write_made(folder: Path, clip: Path) -> Path:
    """The bundle in a new folder, of a video as long as the talk."""
    sound = folder.with_suffix(".m4a")
    sound.write_bytes(b"sound" * 1000)
    made = publications(made_up.talk(), TITLE, NL_WEB, made_up.MEDIA, introduction=INTRODUCTION)
    about = About(TITLE, "nl", INTRODUCTION)
    write_bundle(Target(folder), made.publications, {"media.mp4": clip, "audio.m4a": sound}, about)
    return folder
