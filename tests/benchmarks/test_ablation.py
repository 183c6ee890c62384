"""Numbers left out and doubled, and texts whose words are timed from the sound of their clips."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
from tests.benchmarks.ablation import Number, Outcome, ablated
from tests.benchmarks.caption_costs import numbers
from tests.benchmarks.episodes import PER_MS
from tests.benchmarks.fresh_texts import word_spans

from woordbeeld.timing import Span
from woordbeeld.tracks import costs

TONE = np.sin(np.arange(400 * PER_MS) / 8).astype(np.float32)
SILENCE = np.zeros(300 * PER_MS, np.float32)


def test_each_number_is_left_out_and_doubled_and_is_itself_again_afterwards() -> None:
    owner, table = SimpleNamespace(step=3), {"cost": 2.0}
    tried: list[tuple[float, float]] = []

    def outcome() -> Outcome:
        tried.append((owner.step, table["cost"]))
        return Outcome([owner.step, table["cost"]], {"faults": int(10 * table["cost"])})

    told = "\n".join(ablated([Number("step", owner, "step", 1), Number("cost", table, "cost")], outcome))
    assert tried == [(3, 2.0), (1, 2.0), (6, 2.0), (3, 0.0), (3, 4.0)]
    assert (owner.step, table) == (3, {"cost": 2.0})
    assert told.splitlines()[0] == "With nothing changed, of 2: faults 20"
    assert [cell.strip() for cell in told.splitlines()[-1].split("|")[1:-1]] == [
        "`cost`", "2", "1", "faults 20 → 0", "1", "faults 20 → 40",
    ]  # fmt: skip


def test_every_cost_of_captions_is_tried() -> None:
    names = {name for name in vars(costs) if name.endswith(("_COST", "_SHARE"))} - {"BREAK_COST"}
    assert names <= {number.name for number in numbers()}


def test_a_pause_in_a_clip_stands_between_the_two_words_that_are_nearest() -> None:
    spans = word_spans(np.concatenate([SILENCE, TONE, SILENCE, TONE]), "een twee drie vier".split())
    assert _gaps_ms(spans) == [0, 300, 0]
    assert (spans[0].start_ms, spans[-1].end_ms) == (0, 1100)


def test_a_word_that_a_sign_ends_draws_a_pause() -> None:
    spans = word_spans(np.concatenate([TONE, SILENCE, TONE]), "een, twee drie vier".split())
    assert _gaps_ms(spans) == [300, 0, 0]


def _gaps_ms(spans: tuple[Span, ...]) -> list[int]:
    return [after.start_ms - before.end_ms for before, after in pairwise(spans)]
