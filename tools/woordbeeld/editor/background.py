"""What follows from each change, worked out beside the editing: times, doubts, captions, and the bundle."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from time import monotonic
from typing import Final

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.carrying import carried_over
from woordbeeld.alignment.model import Alignment
from woordbeeld.editor.analysis import Analysis, Beside, Comparing, analyse, nothing_beside, unheard
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.editor.state import State
from woordbeeld.errors import WoordbeeldError
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.transcript.model import Transcript
from woordbeeld.unforeseen import Reporter
from woordbeeld.words import Message, say

_LOG: Final = logging.getLogger(__name__)
QUIET_S: Final = 0.25
LOOK_EVERY_S: Final = 0.5  # at the files, for what others change in them
AGAIN_S: Final = 1.0  # after a failure; twice as long after each more in a row
MOST_AGAIN_S: Final = 60.0


class BackgroundUpdater(Thread):
    """Reads off each new state of a shared session, and writes the bundle of what was saved.

    `align` times a text; `publish` writes the bundle of an alignment, with what was accepted of its text.
    Where only speakers or set times changed, nothing is timed anew; the voices are compared with each text.
    """

    def __init__(
        self,
        shared: SharedSession,
        align: Callable[[Transcript], Alignment],
        publish: Callable[[Alignment, Accepted], None],
        profile: CaptionProfile,
        comparing: Comparing = unheard,
        *,
        beside: Beside = nothing_beside,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(name="updater", daemon=True)
        self._shared = shared
        self._align = align
        self._publish = publish
        self._profile = profile
        self._comparing = comparing
        self._beside = beside
        self._clock = clock
        self._reporter = Reporter(sys.argv[1:])
        self._wait_s = AGAIN_S
        self._again_at = 0.0
        self._stopping = Event()

    def run(self) -> None:
        """Until told to stop."""
        self.catch_up()
        while not self._stopping.is_set():
            if self._shared.wait(LOOK_EVERY_S):
                self._let_them_finish()
            self._shared.look_at_disk()
            self.try_again()
            self.catch_up()

    def _let_them_finish(self) -> None:
        """Keys come in rows: wait until the last of one."""
        while self._shared.wait(QUIET_S) and not self._stopping.is_set():
            pass

    def catch_up(self) -> None:
        """Work out all that is not known yet."""
        while (todo := self._shared.to_read()) and not self._stopping.is_set():
            self._try(self._read, todo, partial(self._shared.could_not_read, todo[0]))
        if (todo := self._shared.to_publish()) and not self._stopping.is_set():
            self._try(self._write, todo, self._shared.could_not_publish)

    def try_again(self) -> None:
        """Have what failed worked out again, when it is time: a full disk may have room by now."""
        if self._shared.has_failed and self._clock() >= self._again_at:
            self._shared.try_again()

    def stop(self) -> None:
        """End after what is being done now."""
        self._stopping.set()

    def _analysis(self, state: State, before: Analysis) -> Analysis:
        found = carried_over(before.found, state.transcript) or self._align(state.transcript)
        return analyse(state, found, self._profile, self._comparing, self._beside)

    def _read(self, state: State, before: Analysis) -> None:
        self._shared.deliver(state, self._analysis(state, before))

    def _write(self, state: State, before: Analysis) -> None:
        self._publish(self._analysis(state, before).alignment, state.accepted)
        self._shared.published(state)

    def _try(
        self,
        work: Callable[[State, Analysis], None],
        todo: tuple[State, Analysis],
        failed: Callable[[Message], None],
    ) -> None:
        try:
            work(*todo)
        except WoordbeeldError as error:
            _LOG.warning("what follows from a change cannot be worked out yet", exc_info=True)
            self._wait()
            failed(error.message)
        except Exception as error:  # noqa: BLE001 - the editing goes on, and the page tells
            self._wait()
            failed(say("error.system.not_worked_out", why=self._reporter.tell(error)))
        else:
            self._wait_s = AGAIN_S

    def _wait(self) -> None:
        self._again_at = self._clock() + self._wait_s
        self._wait_s = min(2 * self._wait_s, MOST_AGAIN_S)
