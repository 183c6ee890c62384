"""Captions of any maker held against the rules, and fixed where that takes nothing away."""
