"""From a film and a text to a bundle: nothing is lost on the way, and what is written is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from bs4 import BeautifulSoup
from tests.publications.markup import element

from woordbeeld import pipeline
from woordbeeld.alignment.model import Match
from woordbeeld.errors import BadInputError
from woordbeeld.intake.opening import open_alignable
from woordbeeld.media.model import Activity, Media
from woordbeeld.media.unchanged import sha256_now
from woordbeeld.publications.titles import title_of
from woordbeeld.settings import Settings
from woordbeeld.speech import table
from woordbeeld.speech.model import HeardWord
from woordbeeld.speech.null import NullRecogniser
from woordbeeld.timing import Span, format_timestamp

SEED = Path(__file__).parents[1] / "transcripts/symposium-entreeopleidingen.txt"
PER_MS = 16  # samples, at 16 kHz

Samples = npt.NDArray[np.float32]
Truth = dict[str, Any]
Contents = dict[str, bytes]


def spans(entries: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(entry["start_ms"], entry["end_ms"]) for entry in entries)


def evenly(words: Sequence[str], span: Span) -> list[HeardWord]:
    edges = [span.start_ms + span.duration_ms * at // len(words) for at in range(len(words) + 1)]
    return [HeardWord(word, Span(*edge), 0.9) for word, edge in zip(words, pairwise(edges), strict=True)]


def prompter(truth: Truth) -> NullRecogniser:
    """Knows the true lines, and by the first sample of a chunk where it is."""
    lines = [(line["text"].split(), Span(line["start_ms"], line["end_ms"])) for line in truth["lines"]]
    words = [word for text, span in lines for word in evenly(text, span)]

    def heard(chunk: Samples, _: str) -> tuple[HeardWord, ...]:
        start_ms, end_ms = int(chunk[0]) // PER_MS, int(chunk[-1]) // PER_MS
        inside = [word for word in words if start_ms <= word.span.start_ms and word.span.end_ms <= end_ms]
        return tuple(HeardWord(word.text, word.span.moved(-start_ms), 0.9) for word in inside)

    return NullRecogniser("prompter", heard=heard)


@pytest.fixture
def film_as_it_truly_is(truth: Truth, film: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A film of which the pipeline hears and sees exactly what is true; no sound, no model."""
    duration_ms = truth["duration_ms"]
    lines = spans(truth["lines"])
    media = Media("film.mp4", sha256_now(film), duration_ms, has_video=True)
    counted = np.arange(duration_ms * PER_MS, dtype=np.float32)
    said = [
        float(any(line.start_ms <= at_ms < line.end_ms for line in lines))
        for at_ms in range(0, duration_ms, 32)
    ]
    activity = Activity(lines, tuple(said), spans(truth["sounds"]))
    monkeypatch.setattr(pipeline, "decode", lambda _: (media, counted))
    monkeypatch.setattr(pipeline, "shots_of", lambda *_: tuple(truth["shots"]))
    monkeypatch.setattr(pipeline, "activity_of", lambda *_: activity)
    kind = table.RecogniserKind("no model", lambda _: True, lambda *_: None, lambda *_: prompter(truth))
    monkeypatch.setattr(table, "RECOGNISERS", (kind, *table.RECOGNISERS))
    return film


def contents(folder: Path) -> Contents:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def bundle(film_as_it_truly_is: Path, tmp_path: Path) -> Path:
    pipeline.make(film_as_it_truly_is, SEED, tmp_path / "bundle", Settings())
    return tmp_path / "bundle"


def spoken(truth: Truth) -> list[tuple[str, str]]:
    """Who says each word, in order."""
    return [(line["speaker"], word) for line in truth["lines"] for word in line["text"].split()]


def texts(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["text"] for entry in entries]


def cues(track: Path) -> list[str]:
    """The text of each cue, on one line, as it stands in the file."""
    _, *blocks = track.read_text(encoding="utf-8").strip().split("\n\n")
    return [" ".join(block.split("\n")[2:]) for block in blocks]


def test_the_captions_have_every_word_of_the_seed_in_order_from_its_speaker(
    bundle: Path, truth: Truth
) -> None:
    said = []
    for cue in cues(bundle / "captions.nl.vtt"):
        if voiced := re.fullmatch(r"<v ([^>]+)>(.*)</v>", cue):
            speaker, text = map(unescape, voiced.groups())
            said += [(speaker, word) for word in text.removeprefix(f"{speaker.upper()}:").split()]
    assert said == spoken(truth)


def test_the_captions_have_every_sound_of_the_seed_in_order(bundle: Path, truth: Truth) -> None:
    shown = [cue for cue in cues(bundle / "captions.nl.vtt") if not cue.startswith("<v ")]
    assert " ".join(shown) == " ".join(f"[{sound.lower()}]" for sound in texts(truth["sounds"]))


def test_the_descriptions_have_every_scene_of_the_seed_in_order(bundle: Path, truth: Truth) -> None:
    told = " ".join(unescape(cue) for cue in cues(bundle / "descriptions.nl.vtt"))
    scenes = " ".join(f"{text.rstrip(':.')}." for text in texts(truth["scenes"]))
    assert told == scenes.replace("Beeldtekst:", "In beeld:")


def test_the_page_has_every_line_scene_and_sound_of_the_seed_in_order_under_its_speaker(
    bundle: Path, truth: Truth
) -> None:
    page = BeautifulSoup((bundle / "transcript.html").read_text(encoding="utf-8"), "html.parser")
    shown: list[tuple[str | None, str]] = []
    for each in page.select("main .turn > h2, main .line, main .event"):
        if each.name == "h2":
            speaker = next(each.stripped_strings)
        elif "line" in each["class"]:
            shown.append((speaker, each.get_text()))
        else:
            element(each, ".kind").decompose()
            shown.append((None, each.get_text().strip()))
    assert shown == in_order(truth)


def test_the_markdown_has_every_line_scene_and_sound_of_the_seed_in_order_under_its_speaker(
    bundle: Path, truth: Truth
) -> None:
    _, *rows = (bundle / "transcript.md").read_text(encoding="utf-8").split("\n")
    shown: list[tuple[str | None, str]] = []
    for row in filter(None, (re.sub(r"\\(.)", r"\1", row) for row in rows)):
        if label := re.fullmatch(r"\*\*(.+)\*\* `\[[\d:]+\]`", row):
            speaker = label[1]
        elif event := re.fullmatch(r"\*[(\[](.*)[)\]]\*", row):
            shown.append((None, event[1]))
        else:
            shown.append((speaker, row))
    assert shown == in_order(truth)


def in_order(truth: Truth) -> list[tuple[str | None, str]]:
    """Lines with their speaker, scenes, and sounds as they are shown, in the order of the text."""
    shown = [(line["line"], line["speaker"], line["text"]) for line in truth["lines"]]
    shown += [(scene["line"], None, scene["text"]) for scene in truth["scenes"]]
    shown += [(sound["line"], None, sound["text"].lower()) for sound in truth["sounds"]]
    return [(speaker, text) for _, speaker, text in sorted(shown, key=lambda each: each[0])]


def test_the_text_is_the_seed_unchanged_with_a_line_end_at_its_end(bundle: Path) -> None:
    assert (bundle / "transcript.txt").read_bytes() == SEED.read_bytes() + b"\n"


def test_the_alignment_has_every_word_scene_and_sound_of_the_seed_in_order(
    bundle: Path, truth: Truth
) -> None:
    aligned = json.loads((bundle / "alignment.json").read_text(encoding="utf-8"))
    assert [(word["speaker"], word["text"]) for word in aligned["words"]] == spoken(truth)
    assert {word["match"] for word in aligned["words"]} == {"same"}
    events = [(event["line"], event["kind"], event["text"]) for event in aligned["events"]]
    scenes = [(scene["line"], "scene", scene["text"]) for scene in truth["scenes"]]
    sounds = [(sound["line"], "sound", sound["text"]) for sound in truth["sounds"]]
    assert events == sorted(scenes + sounds)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_transcript_in_another_encoding_gives_the_same_bundle(
    film_as_it_truly_is: Path, bundle: Path, tmp_path: Path, encoding: str
) -> None:
    other = tmp_path / SEED.name
    other.write_text(SEED.read_text(encoding="utf-8"), encoding=encoding)
    pipeline.make(film_as_it_truly_is, other, tmp_path / "other", Settings())
    assert without_hash(tmp_path / "other") == without_hash(bundle)


def test_a_transcript_with_windows_line_ends_gives_the_same_bundle(
    film_as_it_truly_is: Path, bundle: Path, tmp_path: Path
) -> None:
    other = tmp_path / SEED.name
    other.write_bytes(SEED.read_bytes().replace(b"\n", b"\r\n"))
    pipeline.make(film_as_it_truly_is, other, tmp_path / "other", Settings())
    assert without_hash(tmp_path / "other") == without_hash(bundle)


def without_hash(folder: Path) -> Contents:
    """The files of a bundle, without the hash of the transcript's exact characters."""
    return {name: re.sub(rb'"sha256": "\w+"', b"", data) for name, data in contents(folder).items()}


def test_a_transcript_name_with_spaces_and_dots_becomes_the_title(
    film_as_it_truly_is: Path, tmp_path: Path
) -> None:
    other = tmp_path / "verslag van 27.6.2018 (é).txt"
    other.write_bytes(SEED.read_bytes())
    pipeline.make(film_as_it_truly_is, other, tmp_path / "bundle", Settings())
    assert ">Verslag van 27.6.2018 (é)</h1>" in (tmp_path / "bundle/transcript.html").read_text("utf-8")


def test_a_label_that_is_markup_is_shown_and_never_run(film_as_it_truly_is: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    said = "<script>alert(1)</script> & <img src=x onerror=alert(1)> --> "
    hostile.write_text(SEED.read_text("utf-8").replace("TON HEERTS: ", f"TON HEERTS: {said}"), "utf-8")
    pipeline.make(film_as_it_truly_is, hostile, tmp_path / "bundle", Settings())
    page = BeautifulSoup((tmp_path / "bundle/transcript.html").read_text("utf-8"), "html.parser")
    assert not page.select("script, main img")
    assert said in page.get_text()
    assert "-->" not in "".join(cues(tmp_path / "bundle/captions.nl.vtt"))


def test_a_title_from_a_name_that_no_page_can_hold_is_what_is_left_of_it() -> None:
    assert title_of(Path("een\x01_caf\udce9\x1b\npraat.txt")) == "Een caf? praat"
    assert title_of(Path("---.txt")) == "---.txt"


def test_a_title_of_ones_own_stands_on_every_page(film_as_it_truly_is: Path, tmp_path: Path) -> None:
    settings = Settings(title="Jongeren & werk")
    pipeline.make(film_as_it_truly_is, SEED, tmp_path / "bundle", settings)
    for name in ("index.html", "transcript.html", "transcript.md", "captions.nl.ttml"):
        text = unescape((tmp_path / "bundle" / name).read_text("utf-8")).replace("\\", "")
        assert "Jongeren & werk" in text, name


def test_an_introduction_stands_above_the_transcript_in_its_language_in_all_but_the_text_itself(
    film_as_it_truly_is: Path, tmp_path: Path
) -> None:
    settings = Settings(introduction=("Over <stages> & werk.", "Voor scholen."))
    for name in ("one", "other"):
        pipeline.make(film_as_it_truly_is, SEED, tmp_path / name, settings)
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
    for name in ("index.html", "transcript.html", "transcript.fragment.html"):
        page = BeautifulSoup((tmp_path / "one" / name).read_text("utf-8"), "html.parser")
        shown = page.find("p", string="Over <stages> & werk.")
        assert shown, name
        assert shown.find_parent(attrs={"lang": "nl"}), name
        assert not shown.find_previous(["video", "h2", "h3"]), name
    markdown = (tmp_path / "one/transcript.md").read_text("utf-8")
    assert "\n\nOver \\<stages\\> \\& werk.\n\nVoor scholen.\n\n" in markdown
    assert "Voor scholen" not in (tmp_path / "one/transcript.txt").read_text("utf-8")


def test_a_bundle_that_is_edited_keeps_its_title_and_introduction_unless_told_others(
    film_as_it_truly_is: Path, tmp_path: Path
) -> None:
    made, bundle = Settings(title="Werk", introduction=("Over werk.",)), tmp_path / "bundle"
    assert pipeline.as_before(bundle, Settings()).introduction is None
    pipeline.make(film_as_it_truly_is, SEED, bundle, made)
    kept = pipeline.as_before(bundle, Settings())
    assert (kept.title, kept.introduction) == (made.title, made.introduction)
    told = pipeline.as_before(bundle, Settings(title="Stage", introduction=()))
    assert (told.title, told.introduction) == ("Stage", ())


def test_a_time_that_was_set_stands_in_every_publication_and_a_faulty_file_is_refused_at_once(
    film_as_it_truly_is: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "talk.txt"
    text.write_bytes(SEED.read_bytes())
    pins = tmp_path / "talk.pins.toml"
    pins.write_text('[[pin]]\ntext = "Super dank voor dit rapport."\nstart_ms = 23456\n')
    pipeline.make(film_as_it_truly_is, text, tmp_path / "bundle", Settings())
    aligned = json.loads((tmp_path / "bundle/alignment.json").read_text("utf-8"))
    assert next(word for word in aligned["words"] if word.get("edited"))["start_ms"] == 23_456
    assert "00:00:23.456 -->" in (tmp_path / "bundle/captions.nl.vtt").read_text("utf-8")
    assert 'data-start="23.456"' in (tmp_path / "bundle/index.html").read_text("utf-8")
    pins.write_text("[[pin]]\ntext = 3\n")
    monkeypatch.setattr(pipeline, "decode", lambda _: pytest.fail("the long work began"))
    with pytest.raises(BadInputError, match="pin 1 cannot be read"):
        pipeline.make(film_as_it_truly_is, text, tmp_path / "bundle", Settings())


def test_the_folders_around_a_new_bundle_are_made(film_as_it_truly_is: Path, tmp_path: Path) -> None:
    pipeline.make(film_as_it_truly_is, SEED, tmp_path / "2018/june/talk", Settings())
    assert (tmp_path / "2018/june/talk/transcript.html").is_file()
    assert [path.name for path in (tmp_path / "2018/june").iterdir()] == ["talk"]


def test_other_files_in_the_folder_of_the_bundle_are_left_alone(
    film_as_it_truly_is: Path, bundle: Path
) -> None:
    made = contents(bundle)
    (bundle / "notes").mkdir()
    (bundle / "notes/mine.txt").write_text("mine", "utf-8")
    pipeline.make(film_as_it_truly_is, SEED, bundle, Settings())
    assert contents(bundle) == {**made, "notes/mine.txt": b"mine"}


@pytest.fixture
def no_long_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "align_video", lambda *_: pytest.fail("the long work began"))


@pytest.mark.parametrize("name", ["media.mp4", "audio.m4a", "audio.mp3", "MEDIA.MP4"])
@pytest.mark.usefixtures("no_long_work")
def test_a_bundle_is_not_made_over_its_own_video_and_that_is_told_before_the_work(
    film: Path, tmp_path: Path, name: str
) -> None:
    original, link = tmp_path / "d" / name, tmp_path / "link"
    original.parent.mkdir()
    original.write_bytes(film.read_bytes())
    link.symlink_to(original)
    given = [original] if name.isupper() else [original, link]
    for video in given:
        with pytest.raises(BadInputError, match="the bundle would overwrite it; choose another folder"):
            pipeline.make(video, SEED, original.parent, Settings(), overwrite=["all"])
    assert [path.name for path in original.parent.iterdir()] == [name]
    assert original.read_bytes() == film.read_bytes()


@pytest.mark.usefixtures("no_long_work")
def test_pins_profile_and_model_are_no_less_inputs(film: Path, tmp_path: Path) -> None:
    text = tmp_path / "talk.txt"
    text.write_bytes(SEED.read_bytes())
    out = tmp_path / "d"
    out.mkdir()
    pins, profile, model = (tmp_path / name for name in ("talk.pins.toml", "ours.toml", "large.pt"))
    settings = Settings(profile_file=profile, model=str(model))
    for given in (pins, profile, model):
        given.write_text("")
        (out / "index.html").symlink_to(given)
        with pytest.raises(BadInputError, match=rf"{given.name}: the bundle would overwrite it"):
            pipeline.make(film, text, out, settings, overwrite=["all"])
        (out / "index.html").unlink()


@pytest.mark.usefixtures("no_long_work")
def test_files_of_ones_own_in_the_folder_are_refused_by_name_before_the_work(
    film: Path, tmp_path: Path
) -> None:
    out = tmp_path / "d"
    out.mkdir()
    for name in ("index.html", "transcript.txt", "report.json", "notes.txt"):
        (out / name).write_text("mine")
    told = r"own \(transcript.txt, report.json, index.html\); choose another folder, or replace them"
    with pytest.raises(BadInputError, match=told):
        pipeline.make(film, SEED, out, Settings())
    assert set(contents(out).values()) == {b"mine"}


def test_a_file_that_was_changed_is_replaced_only_where_it_is_named(
    film_as_it_truly_is: Path, bundle: Path
) -> None:
    made = contents(bundle)
    (bundle / "captions.nl.vtt").write_text("corrected by hand")
    with pytest.raises(BadInputError, match=r"changed since \(captions\.nl\.vtt\)"):
        pipeline.make(film_as_it_truly_is, SEED, bundle, Settings())
    assert (bundle / "captions.nl.vtt").read_text() == "corrected by hand"
    pipeline.make(film_as_it_truly_is, SEED, bundle, Settings(), overwrite=["captions.nl.vtt"])
    assert contents(bundle) == made


def test_a_bundle_in_another_language_leaves_the_captions_of_the_first(
    film_as_it_truly_is: Path, bundle: Path
) -> None:
    before = contents(bundle)
    pipeline.make(film_as_it_truly_is, SEED, bundle, Settings(language="en"))
    assert contents(bundle)["captions.nl.vtt"] == before["captions.nl.vtt"]
    pipeline.make(film_as_it_truly_is, SEED, bundle, Settings())
    assert (
        contents(bundle).items()
        >= {name: data for name, data in before.items() if name != "bundle.json"}.items()
    )


def test_the_names_that_are_looked_at_before_the_work_are_those_that_are_written(bundle: Path) -> None:
    publications, media = pipeline.names_to_write(Settings())
    assert {"media.mp4", "audio.m4a"} <= set(media)
    written = {name for name in publications if "*" not in name}  # with it, pages of what is long
    assert contents(bundle).keys() == {*written, "media.mp4", "audio.m4a", "bundle.json"}
    assert not [name for name in pipeline.names_to_write(Settings(language=None))[0] if "nl" in name]


@pytest.mark.parametrize(("name", "published"), [("talk.wav", "audio.m4a"), ("talk.mp3", "audio.mp3")])
def test_sound_alone_is_published_under_a_name_that_says_so(
    tmp_path: Path, ffmpeg: Callable[..., None], name: str, published: str
) -> None:
    path = tmp_path / name
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", path)
    media = Media(name, sha256_now(path), 1_000, has_video=False)
    settings = Settings(cache=tmp_path / "cache")
    assert list(pipeline.media_files(path, media, settings)) == [published]
    assert published in pipeline.names_to_write(settings)[1]


def test_a_bundle_behind_a_symbolic_link_is_renewed_where_it_is(
    film_as_it_truly_is: Path, bundle: Path, tmp_path: Path
) -> None:
    made = contents(bundle)
    (bundle / "report.json").unlink()
    link = tmp_path / "link"
    link.symlink_to(bundle)
    pipeline.make(film_as_it_truly_is, SEED, link, Settings())
    assert link.is_symlink()
    assert contents(bundle) == made


SEEN = "Een vrouw fietst over een plein."


def in_prose(truth: Truth) -> str:
    """All that is said, in two turns, with a description as a paragraph between, above words that go on."""
    said = [line["text"] for line in truth["lines"]]
    half = len(said) // 2
    paragraphs = (
        f"TON HEERTS: {' '.join(said[: half - 1])}",
        SEEN,
        said[half - 1],
        f"ESTHER DEURSEN: {' '.join(said[half:])}",
    )
    return "\n\n".join(paragraphs) + "\n"


def test_what_a_text_leaves_open_is_decided_by_the_sound(
    truth: Truth, film_as_it_truly_is: Path, tmp_path: Path
) -> None:
    text = tmp_path / "film.txt"
    text.write_text(in_prose(truth), encoding="utf-8")
    opened = open_alignable(text)
    assert opened.reading.doubtful
    alignment = pipeline.align_video(film_as_it_truly_is, text, Settings(language="nl", model="no model"))
    assert [event.source.text for event in alignment.events] == [SEEN]
    words = [word for line in truth["lines"] for word in line["text"].split()]
    assert [word.text for word in alignment.words] == words
    decided = pipeline.with_sound(
        opened, pipeline.hear(film_as_it_truly_is, Settings(language="nl", model="no model"))
    )
    assert not decided.reading.doubtful


def test_the_times_of_a_file_of_captions_guide_the_alignment_and_are_never_words(
    truth: Truth, film_as_it_truly_is: Path, tmp_path: Path
) -> None:
    cues = []
    for number, line in enumerate(truth["lines"], 1):
        start, end = (
            format_timestamp(line[each] + 3_600_000).replace(".", ",") for each in ("start_ms", "end_ms")
        )
        cues.append(f"{number}\n{start} --> {end}\n{line['text']}\n")
    text = tmp_path / "film.srt"
    text.write_text("\n".join(cues), encoding="utf-8")
    assert len(open_alignable(text).times) == len(truth["lines"])
    alignment = pipeline.align_video(film_as_it_truly_is, text, Settings(language="nl", model="no model"))
    words = [word for line in truth["lines"] for word in line["text"].split()]
    assert [word.text for word in alignment.words] == words
    assert {word.match for word in alignment.words} == {Match.SAME}
