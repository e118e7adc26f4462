"""Hints that name what the author probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """`did you mean 'cppt'?` for the nearest known word, whatever its letter case, or the other hint."""
    near = nearest(word, known)
    return f"did you mean '{near}'?" if near else otherwise


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest known word, whatever its letter case; empty where none is near."""
    spelled = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), list(spelled), n=1)
    return spelled[near[0]] if near else ""
