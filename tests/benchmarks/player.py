"""How the player page keeps time and how fluent an hour of transcript is, in the Chromium of this machine.

    python -m tests.benchmarks.player

prints, for the film of the demo played whole at double speed, how far captions come and go from their times
(EN 301 549 7.1.2 asks for 100 ms), and for a made-up hour of 2,000 lines how long the page takes until it
answers, and the longest that following the current line keeps it from answering.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import click
from playwright.sync_api import Browser, sync_playwright
from tests.publications.chromium import launch, served, until
from tests.publications.long_talk import long_talk

from woordbeeld import pipeline
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.downloads import MediaFile, PublishedMedia
from woordbeeld.settings import Settings
from woordbeeld.terminal import stages
from woordbeeld.tracks.profile import NL_WEB

FILM = Path("media/symposium-entreeopleidingen.mp4")
TEXT = Path("transcripts/symposium-entreeopleidingen.txt")
SPEED = 2
LINES = 2_000
LINE_MS = 1_800

# Notes, for each cue that comes or goes, the time of the video, and what is on the screen.
WATCH = """speed => {
  globalThis.seen = [];
  const video = document.querySelector("video");
  const track = [...video.textTracks].find(each => each.kind === "captions");
  let before = new Set();
  track.addEventListener("cuechange", () => {
    const now = new Set(track.activeCues);
    const moment = video.currentTime;
    for (const cue of now) if (!before.has(cue)) seen.push([moment, cue.startTime]);
    for (const cue of before) if (!now.has(cue)) seen.push([moment, cue.endTime]);
    before = now;
  });
  video.muted = true;
  video.playbackRate = speed;
  return video.play();
}"""
# Notes when the scripts have run and the first frame is drawn.
READY = """addEventListener("DOMContentLoaded", () => {
  requestAnimationFrame(() => setTimeout(() => (globalThis.ready = performance.now())));
});"""
# Plays the hour by leaps, each to the next line, and keeps the longest task and the slowest answer to a key.
LEAP = """async count => {
  const tasks = [];
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(each => each.duration)))
    .observe({ type: "longtask" });
  const video = document.querySelector("video");
  document.getElementById("follow").click();
  const lines = [...document.querySelectorAll("a[data-start]")];
  const steps = [];
  for (let at = 0; at < count; at += 1) {
    const line = lines[Math.floor((at * lines.length) / count)];
    const begun = performance.now();
    video.currentTime = Number(line.dataset.start) + 0.1;
    video.dispatchEvent(new Event("timeupdate"));
    document.body.offsetHeight;
    steps.push(performance.now() - begun);
    await new Promise(requestAnimationFrame);
  }
  return { tasks, steps };
}"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        click.echo(_keeping_time(browser, Path(folder) / "film"))
        click.echo(_an_hour(browser, Path(folder) / "hour"))
        browser.close()


def _keeping_time(browser: Browser, bundle: Path) -> str:
    pipeline.make(FILM, TEXT, bundle, Settings(stage=stages("en", quiet=False)))
    with served(bundle) as address:
        page = browser.new_page()
        page.goto(f"{address}/index.html")
        page.evaluate(WATCH, SPEED)
        until(page, "document.querySelector('video').ended", within_s=600)
        late = [(moment - due) * 1000 for moment, due in page.evaluate("seen")]
    off = sorted(map(abs, late))
    within = sum(each <= 100 for each in off)
    return (
        f"film at {SPEED}x: {len(off)} comings and goings, {within} within 100 ms; "
        f"median {median(off):.0f} ms, worst {off[-1]:.0f} ms of the video's time"
    )


def _an_hour(browser: Browser, bundle: Path) -> str:
    bundle.mkdir()
    talk = long_talk(LINES, LINE_MS)
    media = PublishedMedia(MediaFile("media.mp4", 0))
    for each in publications(talk, "Een uur", NL_WEB, media).publications:
        (bundle / each.name).write_bytes(each.data)
    (bundle / "media.mp4").write_bytes(FILM.read_bytes())
    with served(bundle) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(READY)
        page.goto(f"{address}/index.html")
        until(page, "globalThis.ready > 0")
        ready = page.evaluate("ready")
        done: dict[str, Any] = page.evaluate(LEAP, 200)
    return (
        f"an hour, {LINES} lines, {(bundle / 'index.html').stat().st_size / 1000:.0f} kB: answers after "
        f"{ready:.0f} ms; following a line takes at most {max(done['steps']):.0f} ms, "
        f"longest task {max(done['tasks'], default=0):.0f} ms (0: none over 50)"
    )


if __name__ == "__main__":
    main()
