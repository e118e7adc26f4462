"""Hints that name what the author probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """`did you mean 'cppt'?` for the nearest known word, whatever its letter case, or the other hint."""
    spelled = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), list(spelled), n=1)
    return f"did you mean '{spelled[near[0]]}'?" if near else otherwise
