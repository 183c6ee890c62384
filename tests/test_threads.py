"""Torch uses one thread for as long as it is asked to, and then as many as before."""

from __future__ import annotations

import pytest
import torch

from woordbeeld.threads import one_thread


def fail_inside() -> None:
    with one_thread():
        assert torch.get_num_threads() == 1
        raise KeyError


def test_there_is_one_thread_inside_and_as_many_as_before_after_it() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        with pytest.raises(KeyError):
            fail_inside()
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
