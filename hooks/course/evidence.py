"""The figures of proofs, as the commands that measured them wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from course.model import Measure

FORMS = {"number": 1.0, "count": 1.0, "share": 0.01, "kb": 1e3, "mb": 1e6, "ms": 1.0, "seconds": 1.0}
"""How a figure can be written, and what one of its unit is in the report.

`share` is a ratio, written in percent; `kb` and `mb` are bytes; `count` is the length of a list or mapping.
"""

_ANY = "*"
_MOST = 1e15  # more is no measurement, nor what is not a number


def values(measure: Measure, report: Mapping[str, Any]) -> list[float]:
    """The values of a figure in a report, in the unit of its form; none where the report does not have it."""
    found = _found(report, measure.of)
    if measure.form == "count":
        return [float(len(value)) for value in found if isinstance(value, Sequence | Mapping)]
    return [scaled(value, measure.form) for value in found if _number(value)]


def _found(value: Any, keys: Sequence[str]) -> Iterator[Any]:
    if not keys:
        yield value
    elif keys[0] == _ANY and isinstance(value, Mapping | list):
        for below in value.values() if isinstance(value, Mapping) else value:
            yield from _found(below, keys[1:])
    elif isinstance(value, Mapping) and keys[0] in value:
        yield from _found(value[keys[0]], keys[1:])
    elif isinstance(value, list) and "=" in keys[0]:
        name, _, wanted = keys[0].partition("=")
        for below in value:
            if isinstance(below, Mapping) and below.get(name) == wanted:
                yield from _found(below, keys[1:])


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST


def scaled(value: float, form: str) -> float:
    """A value of a report in the unit of its form."""
    return value / FORMS[form]


def parts(value: float) -> tuple[int, str]:
    """A value rounded to what readers need: its whole part and its decimals, which may be none."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    whole, _, decimals = f"{value:.{digits}f}".partition(".")
    return int(whole), decimals.rstrip("0")
