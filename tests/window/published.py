"""What was published of the material: unpacked, put on a site, and visited."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from zipfile import ZipFile

import webvtt
from playwright.sync_api import Browser
from tests.publications import chromium
from tests.publications.chromium import until_so
from tests.publications.visit import SHOWN, go_to, opened, ready
from tests.window import material

TRUTH = Path(__file__).parents[2] / "media/symposium-entreeopleidingen.truth.json"
WITHIN_LINE_MS = 700  # after its start: the first caption of it is shown
READ = """[...document.querySelectorAll("#reading .line")].map(line => [
  line.closest(".event") ? "" : line.closest(".turn").querySelector("h3").innerText,
  line.innerText.trim(),
])"""
EVENTS = (f"Beeld: {material.SCENE}", "Geluid: zachte muziek")


def is_right(zipped: Path, browser: Browser, site: Path) -> None:
    """Captions, speakers and transcript of what is in a zip are those of the material."""
    with ZipFile(zipped) as file:
        file.extractall(site)
    (site,) = site.iterdir()
    assert said(site / "captions.nl.vtt") == turns()
    with chromium.served(site) as address, opened(browser, f"{address}/index.html") as page:
        ready(page)
        until_so(page, lambda: [tuple(line) for line in page.evaluate(READ)] == lines())
        for start_ms, text in true_starts():
            go_to(page, (start_ms + WITHIN_LINE_MS) / 1000)
            shown = " ".join(page.evaluate(SHOWN).split())
            assert text.startswith(without_label(shown)), (start_ms, shown)


def turns() -> list[tuple[str, str]]:
    """Who says what, one after the other."""
    return joined([(who, text) for text, who, _ in material.LINES])


def lines() -> list[tuple[str, str]]:
    """Who says what line by line, and what is seen and heard meanwhile, said by nobody."""
    found = [(who, text) for text, who, _ in material.LINES]
    at = material.SCENE_FOLLOWS + 1
    return [*found[:at], *(("", told) for told in EVENTS), *found[at:]]


def joined(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    grouped = groupby(lines, key=lambda line: line[0])
    return [(who, " ".join(text for _, text in said)) for who, said in grouped]


def said(captions: Path) -> list[tuple[str, str]]:
    """Who says what in a file of captions, their labels left out."""
    cues = [cue for cue in webvtt.read(str(captions)).captions if cue.voice]
    return joined([(cue.voice or "", without_label(" ".join(cue.text.split()))) for cue in cues])


def without_label(shown: str) -> str:
    """What a caption says, without who says it.

    >>> without_label("STEF BÖGER: De relatie"), without_label("-Nee: nooit")
    ('De relatie', '-Nee: nooit')
    """
    label, colon, rest = shown.partition(": ")
    return rest if colon and label.isupper() else shown


def true_starts() -> list[tuple[int, str]]:
    """When each line begins in the video, in milliseconds."""
    lines = json.loads(TRUTH.read_text(encoding="utf-8"))["lines"]
    began = {line["text"]: line["start_ms"] - material.START_MS for line in lines}
    return [(began[text], text) for text, _, _ in material.LINES]
