"""RapidOCR (PP-OCRv6 small), whose weights come in its wheel: nothing is fetched, nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.media.pictures import Pixels
from woordbeeld.screen.model import Box, ScreenLine
from woordbeeld.words import say

PACKAGES: Final = ("onnxruntime", "rapidocr")
# By the publisher of the wheel (rapidocr/default_models.yaml).
WEIGHTS: Final = {
    "det": ("PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"),
    "rec": ("PP-OCRv6_rec_small.onnx", "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"),
}
FIND_LINES: Final = 480  # of a picture's shorter side, in which text is found; it is read in the whole one
_STEP: Final = 32  # pixels; the network that finds text takes sides of whole steps

_Corners = npt.NDArray[np.float32]  # (4, 2), in pixels, clockwise from the upper left


def can_read_screens() -> bool:
    """Whether all that is needed is on this machine."""
    return all(find_spec(each) for each in PACKAGES)


def refuse_without_reader() -> None:
    """Refuse, before a film is looked at, to read it without what reads.

    Raises:
        EnvironmentProblemError: it is not on this machine.
    """
    if not can_read_screens():
        raise EnvironmentProblemError(say("error.screen.no_reader"), remedy=say("error.screen.install"))


class RapidOcr:
    """Reads with one thread, so that readings are the same however many a machine has.

    Raises:
        EnvironmentProblemError: it is not on this machine, or its weights are others than those published.
    """

    def __init__(self, find_lines: int = FIND_LINES) -> None:
        refuse_without_reader()
        self._find_lines = find_lines

    @property
    def identity(self) -> str:
        return " ".join([*(digest for _, digest in WEIGHTS.values()), str(self._find_lines)])

    def read(self, pixels: Pixels, short_side: int) -> tuple[ScreenLine, ...]:
        """See `OnScreenReader`."""
        from rapidocr.utils.process_img import get_rotate_crop_image

        picture = np.ascontiguousarray(pixels[..., ::-1])  # as OpenCV has colours
        found = self._find(picture, min(1.0, self._find_lines / short_side))
        if not found:
            return ()
        read = self._engine.recognize_txt([get_rotate_crop_image(picture, each.copy()) for each in found])
        height, width = picture.shape[:2]
        return tuple(
            ScreenLine(text.strip(), _box(corners, width, height), round(float(score), 3))
            for corners, text, score in zip(found, read.txts, read.scores, strict=True)
            if text.strip()
        )

    def _find(self, picture: Pixels, scale: float) -> Sequence[_Corners]:
        """Where lines are; they are looked for in a smaller picture."""
        import cv2

        height, width = picture.shape[:2]
        sides = [max(_STEP, round(side * scale / _STEP) * _STEP) for side in (width, height)]
        small = cv2.resize(picture, sides, interpolation=cv2.INTER_AREA)
        found = self._engine(small, use_det=True, use_cls=False, use_rec=False).boxes
        larger = np.array([width / sides[0], height / sides[1]], np.float32)
        return [] if found is None else [(each * larger).astype(np.float32) for each in found]

    @cached_property
    def _engine(self) -> Any:
        from rapidocr import RapidOCR

        det, rec = (str(_weights(*each)) for each in WEIGHTS.values())
        return RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_preprocess_img": False,  # sizes are ours to choose
                "Global.use_vertical_padding": False,
                "Det.limit_side_len": _STEP,
                "Det.model_path": det,
                "Rec.model_path": rec,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )


def _box(corners: _Corners, width: int, height: int) -> Box:
    """The upright box around a line."""
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    shares = left / width, top / height, (right - left) / width, (bottom - top) / height
    return Box(*(round(float(each), 4) for each in shares))


def _weights(name: str, digest: str) -> Path:
    spec = find_spec("rapidocr")
    file = Path(str(spec and spec.origin)).parent / "models" / name
    if not file.is_file() or sha256(file.read_bytes()).hexdigest() != digest:
        raise EnvironmentProblemError(
            say("error.screen.damaged"), where=str(file), remedy=say("error.screen.install_anew")
        )
    return file
