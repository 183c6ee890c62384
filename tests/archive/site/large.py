"""How long the site of a large archive takes, and how large its largest file is: made-up videos.

    .venv/bin/python -m tests.archive.site.large FOLDER --videos 10000

The words are drawn as those of a language are (Zipf), the lengths between 2 minutes and 3 hours with most of
them short, the speakers from people who come back. Told are also what a search costs a visitor, in Chromium,
and how large the pages of a video are, which are those of `make`.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import numpy as np
from playwright.sync_api import Page, sync_playwright
from tests.archive.site.made_up import TEXTS, alignment_of
from tests.publications import chromium

from woordbeeld.archive.entry import FILE, render_entry
from woordbeeld.archive.site import write_site
from woordbeeld.publications.about import About
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.downloads import MediaFile, PublishedMedia
from woordbeeld.showing import echo
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.writing.manifest import NAME, Manifest, mark_of, render_manifest

SEED = 21
MEDIA = PublishedMedia(MediaFile("media.mp4", 5_000), MediaFile("audio.m4a", 5_000))
STATUS = "document.querySelector('#status').textContent"
LEAST_MINUTES, MEDIAN_MINUTES, MOST_MINUTES = 2, 12, 180
SPREAD = 1.0  # of the logarithm of the length
WORDS_A_MINUTE = 150
WORDS_A_LINE = 12
VOCABULARY = 300_000
ZIPF = 1.07
PEOPLE = 20_000
SYLLABLES = [
    a + b
    for a in "b d f g h k l m n p r s t v w z sch st gr br".split()
    for b in "a e i o u aa ee ij".split()
]


def write_large(site: Path, videos: int) -> int:
    """An archive of so many made-up videos, the first of which is the longest; how many words they say."""
    random = np.random.default_rng(SEED)
    words = _vocabulary(random)
    shares = 1 / np.arange(1, VOCABULARY + 1) ** ZIPF
    steps = np.cumsum(shares / shares.sum())
    report = _report()
    said = 0
    for number in range(videos):
        drawn_minutes = random.lognormal(np.log(MEDIAN_MINUTES), SPREAD) if number else MOST_MINUTES
        count = int(np.clip(drawn_minutes, LEAST_MINUTES, MOST_MINUTES) * WORDS_A_MINUTE)
        drawn = np.minimum(np.searchsorted(steps, random.random(count)), VOCABULARY - 1)
        people = [_name(each) for each in random.integers(0, PEOPLE, 4) ** 2 // PEOPLE]
        _write(site, number, [words[each] for each in drawn], people, report)
        said += count
    return said


def _vocabulary(random: np.random.Generator) -> list[str]:
    """Words of which the commonest are short."""
    lengths = 1 + np.log10(np.arange(1, VOCABULARY + 1)).astype(int)
    drawn = iter(random.integers(0, len(SYLLABLES), lengths.sum()).tolist())
    return ["".join(SYLLABLES[next(drawn)] for _ in range(length)) for length in lengths.tolist()]


def _name(number: int) -> str:
    first, last = divmod(number, 140)
    return f"Voornaam{first} Achternaam{last}"


def _report() -> str:
    """A report as most videos have it."""
    entry, text = TEXTS["opening"]
    made = publications(alignment_of(text), entry.title, NL_WEB, MEDIA)
    return next(each.data for each in made.publications if each.name == "report.json").decode()


def _write(site: Path, number: int, words: list[str], people: list[str], report: str) -> None:
    entry = replace(
        TEXTS["opening"][0],
        name=f"video-{number:05}",
        title=f"Vergadering {number} over {' '.join(words[:6])}",
        date=f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}",
    )
    folder = site / "videos" / entry.name
    folder.mkdir(parents=True)
    files = {"alignment.json": "".join(_alignment(words, people)), "report.json": report}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    media = b"film"
    (folder / "media.mp4").write_bytes(media)
    marks = {name: mark_of(text.encode()) for name, text in files.items()}
    about = About(entry.title, "nl")
    manifest = Manifest(marks, {"media.mp4": mark_of(media)}, about)
    (folder / NAME).write_text(render_manifest(manifest), "utf-8")
    (folder / FILE).write_text(render_entry(entry), "utf-8")


def _alignment(words: list[str], people: list[str]) -> Iterator[str]:
    step_ms = 60_000 // WORDS_A_MINUTE
    yield '{"version": 1, "media": {"name": "video.mp4", "duration_ms": '
    yield f'{len(words) * step_ms}, "has_video": true}}, "language": "nl", "words": [\n'
    for at, word in enumerate(words):
        line, start_ms = at // WORDS_A_LINE, at * step_ms
        text = f"{word}." if at % WORDS_A_LINE == WORDS_A_LINE - 1 else word
        speaker = people[line // 5 % len(people)]
        yield (
            f'{{"line": {line + 1}, "text": "{text}", "start_ms": {start_ms}, '
            f'"end_ms": {start_ms + step_ms}, "speaker": "{speaker}", "match": "same", "confidence": 0.91}}'
        )
        yield ",\n" if at < len(words) - 1 else "\n"
    yield '], "events": [], "unwritten": []}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--videos", type=int, default=10_000)
    asked = parser.parse_args()
    if not asked.folder.exists():
        said = write_large(asked.folder, asked.videos)
        echo(f"{asked.videos} videos with {said:,} words made up")
    for run in ("first", "again, nothing changed"):
        began, worked = time.monotonic(), time.process_time()
        written = write_site(asked.folder, "Groot archief", "nl", "https://example.nl/archief/")
        took, worked = time.monotonic() - began, time.process_time() - worked
        echo(f"{run}: {took:.0f} s, of which {worked:.0f} s of processor")
        echo(f"{written.files} files, largest {written.largest:,} bytes")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    echo(f"most memory {memory / 1024:,.0f} MB")
    for name in sorted(path.name for path in asked.folder.iterdir() if path.name != "videos"):
        echo(_told(asked.folder / name))
    _tell_searches(asked.folder)
    _tell_pages()


def _tell_searches(site: Path) -> None:
    """What a visitor loads and waits for, of the commonest word, rare words, and words in a row."""
    alignment = json.loads((site / "videos/video-00000/alignment.json").read_text("utf-8"))
    words = [word["text"].rstrip(".") for word in alignment["words"]]
    by_count = [word for word, _ in Counter(words).most_common()]
    queries = (by_count[0], " ".join(by_count[20:22]), by_count[-1], f'"{" ".join(words[100:109])}"')
    with sync_playwright() as playwright, chromium.served(site) as address:
        browser = chromium.launch(playwright)
        for query in queries:
            _tell_search(browser.new_page(), address, query)
        browser.close()


def _tell_search(page: Page, address: str, query: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda got: sizes.append(int(got.headers["content-length"])))
    began = time.monotonic()
    page.goto(f"{address}/search.html?q={quote(query)}")
    chromium.until(page, f"/\\d/.test({STATUS})")
    took = time.monotonic() - began
    told = f"{took:.1f} s, {len(sizes)} files of {sum(sizes) / 1e6:.1f} MB together"
    echo(f"{query}: {page.evaluate(STATUS)} {told}")
    page.close()


def _tell_pages() -> None:
    for minutes in (20, 60, 180):
        lines = minutes * WORDS_A_MINUTE // WORDS_A_LINE
        text = "\n\n".join(f"SPREKER {'ABCD'[at % 4]}: {'woord ' * WORDS_A_LINE}." for at in range(lines))
        made = publications(alignment_of(text), "Video", NL_WEB, MEDIA)
        for name in ("index", "transcript"):
            pages = [each for each in made.publications if re.fullmatch(rf"{name}(\.\d+)?\.html", each.name)]
            sizes = " + ".join(f"{len(each.data) / 1000:.0f}" for each in pages)
            echo(f"{name}.html of a video of {minutes} minutes: {sizes} kB")


def _told(path: Path) -> str:
    sizes = [each.stat().st_size for each in path.rglob("*") if each.is_file()] or [path.stat().st_size]
    return f"{path.name}: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB, largest {max(sizes):,} bytes"


if __name__ == "__main__":
    main()
