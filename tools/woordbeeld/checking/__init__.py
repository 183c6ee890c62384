"""Captions of any maker held against the rules, and fixed where that takes nothing away."""

from woordbeeld.checking.captions import Checking, CheckOutcome, Fixing, check_captions
from woordbeeld.checking.selection import fixable, is_rules, selected
from woordbeeld.checking.sources import Source, sources_of

__all__ = [
    "CheckOutcome",
    "Checking",
    "Fixing",
    "Source",
    "check_captions",
    "fixable",
    "is_rules",
    "selected",
    "sources_of",
]
