"""Whatever dies, no video is lost, and none is tried for ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.archive.board import MOST_LOSSES, MOST_TRIES, Board
from woordbeeld.archive.task import Ending, Outcome, Task
from woordbeeld.archive.videos import Stage, Video


def task(name: str, size: int = 0) -> Task:
    return Task(Video(f"{name}.mp4", name=name, size=size), Stage.PUBLISH, "/site", "0")


def test_the_largest_videos_are_begun_first() -> None:
    board = Board([task("b", 1), task("c", 9), task("a", 1)])
    assert [board.begin().video.name for _ in range(3)] == ["c", "a", "b"]


def test_a_video_that_ends_its_process_is_tried_three_times() -> None:
    board = Board([task("a")])
    ends = []
    while board.waiting:
        ends.append(board.end(board.begin(), Outcome(Ending.DIED)))
    assert ends == [False] * (MOST_TRIES - 1) + [True]


def test_an_outcome_of_what_was_taken_back_counts_for_nothing() -> None:
    board = Board([task("a")])
    begun = board.begin()
    board.take_back_all()
    assert not board.end(begun, Outcome(Ending.DONE))
    assert board.waiting == 1


@given(st.lists(st.sampled_from(("begin", "done", "died", "lost", "all lost")), max_size=60))
def test_every_video_waits_runs_or_is_done_with(steps: list[str]) -> None:
    board, done, running = Board([task(f"v{number}", number) for number in range(5)]), set(), []
    for step in steps:
        if step == "begin" and board.waiting:
            running.append(board.begin())
        elif step == "all lost":
            board.take_back_all()
            running.clear()
        elif running and step == "lost":
            board.take_back(running.pop())
        elif running and step in ("done", "died"):
            each = running.pop()
            if board.end(each, Outcome(Ending(step))):
                done.add(each.video.name)
    assert board.running == len(running)
    assert board.waiting + board.running + len(done) == 5
    while board.waiting:
        each = board.begin()
        assert board.end(each, Outcome(Ending.DONE))
        done.add(each.video.name)
    done |= {each.video.name for each in running}
    assert len(done) == 5


def test_a_video_whose_workers_die_all_is_done_with_in_the_end() -> None:
    board = Board([task("a", 5)])
    ends = []
    while board.waiting:
        ends.append(board.lose(board.begin()))
    assert ends == [False] * (MOST_LOSSES - 1) + [True]
    assert (board.running, board.left_bytes) == (0, 0)
