"""Videos are found in folders, tables, JSON and feeds; nothing that a source names is passed over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from woordbeeld.archive.places import KEPT
from woordbeeld.archive.sources.table import Listed, listed
from woordbeeld.archive.videos import Chosen, Video, named
from woordbeeld.errors import BadInputError
from woordbeeld.writing.manifest import FileMark, Manifest, render_manifest

USUAL = Video("", language="nl", chosen=Chosen(profile="bbc"))
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<title>Debatten</title><language>nl-NL</language>
<item><title>Eerste &amp; laatste</title>
<description>&lt;p&gt;Over &lt;b&gt;water&lt;/b&gt;.&lt;/p&gt;</description>
<pubDate>Wed, 27 Jun 2018 10:00:00 +0200</pubDate>
<enclosure url="https://example.nl/een.mp4" type="video/mp4" length="12"/>
<podcast:transcript url="https://example.nl/een.srt" type="application/srt"/>
<podcast:transcript url="https://example.nl/een.txt" type="text/plain"/></item>
<item><title>Zonder video</title><link>https://example.nl/tekst</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Talks</title>
<entry><title>A talk</title><updated>2020-01-02T03:04:05Z</updated><summary>About it.</summary>
<link rel="alternate" href="https://example.org/talk"/>
<link rel="enclosure" type="audio/mpeg" href="talk.mp3"/></entry></feed>"""
OAI = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>
<header><identifier>oai:1</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Journaal</dc:title><dc:date>1953-02-01</dc:date><dc:language>dut</dc:language>
<dc:identifier>hdl:1/2</dc:identifier><dc:identifier>https://example.nl/journaal.mxf</dc:identifier>
<dc:relation>https://example.nl/journaal.docx</dc:relation></oai_dc:dc></metadata></record></ListRecords></OAI-PMH>"""


def read(folder: Path, name: str, text: str) -> Listed:
    (folder / name).write_text(text, encoding="utf-8")
    return listed(folder / name, USUAL)


def test_a_folder_has_its_videos_with_the_transcripts_of_their_names(tmp_path: Path) -> None:
    names = "a.mp4 a.txt a.docx b.MOV b.DOCX c.mp3 notes.txt 2018/a.mp4 .hidden/d.mp4 site/videos/e/media.mp4"
    for name in names.split():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "site" / KEPT).mkdir()
    found = listed(tmp_path, USUAL).videos
    pairs = {(Path(each.media).name, each.transcript and Path(each.transcript).name) for each in found}
    assert pairs == {("a.mp4", "a.txt"), ("b.MOV", "b.DOCX"), ("c.mp3", None), ("a.mp4", None)}
    assert len({each.name for each in found}) == len(found)
    assert {each.name for each in found} >= {"b", "c"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_may_have_its_columns_in_any_order_and_in_dutch(tmp_path: Path, separator: str) -> None:
    rows = [
        ("Titel", "video", "tekst", "taal", "datum", "omschrijving", "opties"),
        (
            "Een praatje",
            "a.mp4",
            "teksten/a.docx",
            "en",
            "2018-06-27",
            "Kort",
            "extended profile=nl-teletext",
        ),
        ("", "https://example.nl/b.mp4", "", "auto", "", "", ""),
    ]
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in rows)
    first, second = read(tmp_path, "lijst.csv", text).videos
    assert first.media == str(tmp_path / "a.mp4")
    assert first.transcript == str(tmp_path / "teksten/a.docx")
    assert (first.title, first.language, first.date, first.description) == (
        "Een praatje",
        "en",
        "2018-06-27",
        "Kort",
    )
    assert first.chosen == Chosen(profile="nl-teletext", extended=True)
    assert (second.media, second.transcript, second.language) == ("https://example.nl/b.mp4", None, None)
    assert second.chosen == USUAL.chosen


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",,", None),
        (",a.txt,", "no video is named"),
        ("a.mp4,,27 juni", "'27 juni' is no day"),
        ("a.mp4,,2018-06-31", "'2018-06-31' is no day"),
        ("a.mp4,,6/7/2018", "'6/7/2018' is no day"),
        ("a.mp4,,2018-06-27,", None),
        ("a.mp4,,2018-06-27,dijken", "has more fields than there are columns"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, row: str, told: str | None) -> None:
    found = read(tmp_path, "list.csv", f"video,transcript,date\n{row}\nb.mp4,,\n")
    assert [each.name for each in found.videos][-1:] == ["b"]
    assert [str(each.what) for each in found.unusable] == ([f"list.csv:2: {told}"] if told else [])


@pytest.mark.parametrize(
    ("options", "told"),
    [("colour", "no option 'colour'"), ("extended=perhaps", "yes or no"), ("voice='a", "cannot be read")],
)
def test_options_that_there_are_not_are_told(tmp_path: Path, options: str, told: str) -> None:
    (each,) = read(tmp_path, "list.csv", f'video,options\na.mp4,"{options}"\n').unusable
    assert told in str(each.what)


def test_lines_of_json_take_options_as_an_object(tmp_path: Path) -> None:
    records = [{"video": "a.mp4", "options": {"extended": True, "voice": "espeak"}}, {"title": "none"}]
    found = read(tmp_path, "list.jsonl", "\n".join(map(json.dumps, records)) + "\n{oops\n[1]\n")
    assert [each.chosen for each in found.videos] == [Chosen(profile="bbc", voice="espeak", extended=True)]
    assert [each.name for each in found.unusable] == ["list.jsonl:2", "list.jsonl:3", "list.jsonl:4"]


def test_rss_links_to_videos_and_their_transcripts(tmp_path: Path) -> None:
    found = read(tmp_path, "feed.xml", RSS)
    (video,) = found.videos
    assert (video.media, video.transcript) == ("https://example.nl/een.mp4", "https://example.nl/een.txt")
    assert (video.title, video.language, video.date) == ("Eerste & laatste", "nl", "2018-06-27")
    assert " ".join((video.description or "").split()) == "Over water ."
    assert [each.name for each in found.unusable] == ["Zonder video"]


def test_atom_may_name_files_beside_it(tmp_path: Path) -> None:
    (video,) = read(tmp_path, "feed.xml", ATOM).videos
    assert video.media == str(tmp_path / "talk.mp3")
    assert (video.title, video.language, video.date) == ("A talk", "en", "2020-01-02")


def test_an_answer_to_oai_pmh_names_files_by_their_endings(tmp_path: Path) -> None:
    (video,) = read(tmp_path, "records.xml", OAI).videos
    assert (video.media, video.transcript) == (
        "https://example.nl/journaal.mxf",
        "https://example.nl/journaal.docx",
    )
    assert (video.title, video.language, video.date) == ("Journaal", "nl", "1953-02-01")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("list.csv", "film,tekst\na.mp4,a.txt\n", "no column 'video'"),
        ("list.csv", "video\n", "holds no videos"),
        ("list.csv", "", "is empty"),
        ("talk.txt", "TON: ja\n", "is no source of an archive"),
        ("feed.xml", RSS[:400], "save the feed again"),
        ("feed.xml", '<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', "save the feed again"),
    ],
)
def test_what_is_no_source_is_refused(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        read(tmp_path, name, text)


def test_names_are_the_same_at_each_run_whatever_comes_beside_them(tmp_path: Path) -> None:
    one = read(tmp_path, "list.csv", "video,name\nx/a.mp4,\ny/a.mp4,\nb.mp4,Mijn naam\n").videos
    other = read(tmp_path, "list.csv", "video,name\nb.mp4,Mijn naam\nz.mp4,\ny/a.mp4,\nx/a.mp4,\n").videos
    assert {each.media: each.name for each in one}.items() <= {
        each.media: each.name for each in other
    }.items()
    assert "mijn-naam" in {each.name for each in one}


def test_a_video_that_is_named_twice_is_made_once(tmp_path: Path) -> None:
    assert len(read(tmp_path, "list.csv", "video\na.mp4\na.mp4\n").videos) == 1


def test_languages_and_days_are_taken_as_other_programs_write_them(tmp_path: Path) -> None:
    text = "video;taal;datum\na.mp4;nl-NL;27-6-2018\nb.mp4;EN;2018-06-27T10:00:00\nc.mp4;dut;1.12.1953\n"
    found = [(each.language, each.date) for each in read(tmp_path, "lijst.csv", text).videos]
    assert found == [("nl", "2018-06-27"), ("en", "2018-06-27"), ("nl", "1953-12-01")]


def test_a_transcript_without_its_video_is_told(tmp_path: Path) -> None:
    for name in ("a.mp4", "a.txt", "a.docx", "b.mp4", "b (1).docx", "2018/a.txt", "README.md", "index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (remark,) = listed(tmp_path, USUAL).remarks
    assert "(a.txt, b (1).docx)" in str(remark.what)


def test_a_column_of_an_unknown_name_is_told(tmp_path: Path) -> None:
    (remark,) = read(tmp_path, "lijst.csv", "Video,Transcripts,,Titel\na.mp4,a.txt,,A\n").remarks
    assert "(Transcripts)" in str(remark.what)
    lines = '{"video": "a.mp4", "transcripts": "a.txt"}\n{"video": "b.mp4", "transcripts": "b.txt"}\n'
    (remark,) = read(tmp_path, "lijst.jsonl", lines).remarks
    assert "(transcripts)" in str(remark.what)
    assert not read(tmp_path, "lijst.csv", "Video,Transcript\na.mp4,a.txt\n").remarks


def test_a_bundle_in_a_folder_is_no_video(tmp_path: Path) -> None:
    mark = FileMark(1, "a")
    (tmp_path / "bundle.json").write_text(
        render_manifest(Manifest({"index.html": mark}, {"media.mp4": mark}))
    )
    for name in ("media.mp4", "talk.mp4"):
        (tmp_path / name).touch()
    assert [each.name for each in listed(tmp_path, USUAL).videos] == ["talk"]


@pytest.mark.parametrize("rows", ["a.mp4,nl/a.txt,\na.mp4,en/a.txt,", "a.mp4,a.txt,A\na.mp4,a.txt,B"])
def test_a_video_that_is_given_twice_has_two_names(tmp_path: Path, rows: str) -> None:
    first, second = read(tmp_path, "list.csv", f"video,transcript,title\n{rows}\n").videos
    assert first.name != second.name
    assert read(tmp_path, "list.csv", f"video,transcript,title\n{rows}\n").videos == (first, second)


def test_a_video_keeps_its_name_whichever_of_the_same_name_come_and_go() -> None:
    old, new = (
        Video("/v/2019/talk.mp4", source="2019/talk.mp4"),
        Video("/v/2020/talk.mp4", source="2020/talk.mp4"),
    )
    given: dict[str, str] = {}

    def has(video: Video) -> bool:
        return given.get(video.name) == video.source

    def names(*videos: Video) -> dict[str, str]:
        found = named(videos, has)
        given.update({each.name: each.source for each in found})
        return {each.source: each.name for each in found}

    alone = names(old)
    both = names(old, new)
    assert alone == {"2019/talk.mp4": "talk"}
    assert both["2019/talk.mp4"] == "talk" != both["2020/talk.mp4"]
    assert names(new) == {"2020/talk.mp4": both["2020/talk.mp4"]}
    assert names(new, old) == both


def test_what_programs_put_before_a_table_is_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, "lijst.csv", "\r\nsep=;\r\n;;\r\nvideo;titel\r\na.mp4;A, B\r\n;C\r\n")
    assert [each.title for each in found.videos] == ["A, B"]
    assert str(found.unusable[0].what).startswith("lijst.csv:6:")


def test_a_quote_that_takes_in_all_rows_after_it_is_told_and_no_row_is_lost(tmp_path: Path) -> None:
    rows = 'video,title\na.mp4,"twee\nregels"\nb.mp4,"open\nc.mp4,C\n'
    with pytest.raises(BadInputError, match="has a quote at line 4 that is never closed"):
        read(tmp_path, "list.csv", rows)
    titles = [each.title for each in read(tmp_path, "list.csv", rows.replace('"open', '"Open" deur')).videos]
    assert titles == ["twee regels", "Open deur", "C"]
