"""What follows from each change, worked out beside the editing: times, doubts, captions, and the bundle."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Final

from woordbeeld.alignment.carrying import carried_over
from woordbeeld.alignment.model import Alignment
from woordbeeld.editor.desk import Desk
from woordbeeld.editor.reading import Reading, read_off
from woordbeeld.editor.state import State
from woordbeeld.errors import WoordbeeldError
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.transcript.model import Transcript

QUIET_S: Final = 0.25
LOOK_EVERY_S: Final = 0.5  # at the files, for what others change in them


class Follower(Thread):
    """Reads off each new state of a desk, and writes the bundle of what was saved.

    `prepare` is done once, before the first change; `align` times a text; `publish` writes the bundle of an
    alignment. Where only speakers or set times changed, nothing is timed anew.
    """

    def __init__(
        self,
        desk: Desk,
        align: Callable[[Transcript], Alignment],
        publish: Callable[[Alignment], None],
        profile: CaptionProfile,
        prepare: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(name="follower", daemon=True)
        self._desk = desk
        self._align = align
        self._publish = publish
        self._profile = profile
        self._prepare = prepare
        self._stopping = Event()

    def run(self) -> None:
        """Until told to stop."""
        self.catch_up()
        with suppress(WoordbeeldError):  # it will be told where it is needed
            self._prepare()
        while not self._stopping.is_set():
            if self._desk.wait(LOOK_EVERY_S):
                self._let_them_finish()
            self._desk.look_at_disk()
            self.catch_up()

    def _let_them_finish(self) -> None:
        """Keys come in rows: wait until the last of one."""
        while self._desk.wait(QUIET_S) and not self._stopping.is_set():
            pass

    def catch_up(self) -> None:
        """Work out all that is not known yet."""
        while (todo := self._desk.to_read()) and not self._stopping.is_set():
            self._try(self._read, *todo)
        if (todo := self._desk.to_publish()) and not self._stopping.is_set():
            self._try(self._write, *todo)

    def stop(self) -> None:
        """End after what is being done now."""
        self._stopping.set()

    def _reading(self, state: State, before: Reading) -> Reading:
        found = carried_over(before.found, state.transcript) or self._align(state.transcript)
        return read_off(state, found, self._profile)

    def _read(self, state: State, before: Reading) -> None:
        self._desk.deliver(state, self._reading(state, before))

    def _write(self, state: State, before: Reading) -> None:
        self._publish(self._reading(state, before).alignment)
        self._desk.published(state)

    def _try(self, work: Callable[[State, Reading], None], state: State, before: Reading) -> None:
        try:
            work(state, before)
        except WoordbeeldError as error:
            self._desk.failed(state, str(error))
        except Exception as error:  # noqa: BLE001 - the editing goes on, and the page tells
            self._desk.failed(state, f"what follows from it cannot be worked out ({error!r})")
