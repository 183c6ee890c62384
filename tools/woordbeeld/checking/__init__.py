"""Captions of any maker held against the rules, and fixed where that takes nothing away."""

from woordbeeld.checking.captions import check_captions, files_of

__all__ = ["check_captions", "files_of"]
