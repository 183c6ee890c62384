"""How well texts in the layouts that people use are read.

    python -m tests.intake.collection

prints for each layout the share of its words that get the right kind and speaker, how many of the wrong ones
a person is told and not told of, and how many words are lost; it exits with 1 below the goal. `--texts` says
how many are drawn in each layout; a word chooses layouts; `--faults` prints what was wrong, and `--show SEED`
the text of a seed with what is made of it.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Final

import click
from tests.intake.collection.published import published
from tests.intake.collection.scoring import Score, score
from tests.intake.collection.sheets import Sheet, as_text
from tests.intake.collection.texts import LAYOUTS, drawn, written

GOAL: Final = 0.97  # of the words
_TEXTS: Final = 5


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m tests.intake.collection")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--texts", type=int, default=_TEXTS)
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--show", type=int)
    options = parser.parse_args(arguments)
    if options.show is not None:
        for layout in LAYOUTS:
            if _is_chosen(layout.name, options.words):
                _show(layout.name, drawn(layout, options.show))
        for name, sheet in written():
            if _is_chosen(name, options.words):
                _show(name, sheet)
        return 0
    scores: dict[str, Score] = {}
    for layout in LAYOUTS:
        if _is_chosen(layout.name, options.words):
            texts = [score_of(drawn(layout, seed)) for seed in range(options.texts)]
            scores[layout.name] = sum(texts, Score())
    for name, sheet in written():
        if _is_chosen(name, options.words):
            scores[f"written: {name}"] = score_of(sheet)
    _print_table(scores, with_faults=options.faults)
    return 0 if is_reached(sum(scores.values(), Score())) else 1


def score_of(sheet: Sheet) -> Score:
    return score(published(sheet.document), sheet.expected)


def is_reached(total: Score) -> bool:
    return total.right >= GOAL * total.words and not total.untold and not total.lost


def _is_chosen(name: str, words: Sequence[str]) -> bool:
    return not words or any(word in name for word in words)


def _print_table(scores: dict[str, Score], *, with_faults: bool) -> None:
    head = ("words", "right", "told", "untold", "lost", "needless")
    click.echo(f"{'layout':42} {''.join(f'{name:>9}' for name in head)}")
    for name, each in [*scores.items(), ("all", sum(scores.values(), Score()))]:
        share = f"{100 * each.right / each.words:.1f} %" if each.words else "–"
        figures = (each.words, share, each.told, each.untold, len(each.lost), each.doubted)
        click.echo(f"{name:42} {''.join(f'{figure:>9}' for figure in figures)}")
        if with_faults and name != "all":
            _print_faults(each)


def _print_faults(score: Score) -> None:
    for fault in score.faults:
        told = "told" if fault.told else "NOT TOLD"
        click.echo(f"    {told}: {fault.right} read as {fault.found}: {fault.text}")
    if score.lost:
        click.echo(f"    LOST: {' '.join(score.lost)}")


def _show(name: str, sheet: Sheet) -> None:
    click.echo(f"=== {name}\n{as_text(sheet.document)}--- expected")
    for each in sheet.expected:
        click.echo(f"{each.kind.value if each.kind else 'aside'}\t{'|'.join(each.speakers)}\t{each.text}")
    click.echo("--- found")
    understood = published(sheet.document)
    for item in understood.items:
        doubt = f"\t<- {item.doubt.value}" if item.doubt else ""
        click.echo(f"{item.kind.value}\t{item.speaker}\t{item.text}{doubt}")
    for left_out in understood.left_out:
        click.echo(f"left out: {left_out.text} ({left_out.why.value})")
    click.echo(f"layouts: {understood.layouts}\n")


if __name__ == "__main__":
    sys.exit(main())
