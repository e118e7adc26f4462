"""Writes the synthetic year of the data desk anew: `PYTHONPATH=hooks:tests python -m synthetic_year`.

Everything in it is invented. The draws have a fixed seed, so that every run gives the same file; a test compares them.
Four patterns are put in for learners to find: thefts rise when harvests are sold, the smallest district has the highest
rate, in one district reports of harm rise from July because people come forward, and its register follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from pathlib import Path
from random import Random

from course.model import Standard
from course.standard import read_standard

ROOT = Path(__file__).resolve().parent.parent
YEAR = 2099
PATH = ROOT / "docs" / "data" / "exercises" / f"statistics-synthetic-{YEAR}.csv"
SEED = 2099

# Reported in a year per 1,000 people; the share that is recorded; what the police find themselves beside it.
_RATES = {
    "death": (0.03, 1.0, 0.0),
    "harm-to-person": (0.9, 0.7, 0.0),
    "sexual": (0.06, 0.7, 0.0),
    "property-with-violence": (0.1, 0.8, 0.0),
    "property-only": (1.8, 0.75, 0.0),
    "drugs": (0.05, 0.8, 0.15),
    "fraud-corruption": (0.3, 0.6, 0.05),
    "public-order": (0.4, 0.8, 0.1),
    "public-safety": (0.05, 0.8, 0.1),
    "environment": (0.04, 0.8, 0.05),
    "other": (0.1, 0.7, 0.0),
}
_HARMED = ("death", "harm-to-person", "sexual", "property-with-violence", "property-only", "fraud-corruption")
_AGES = {
    "age-0-13": 0.05,
    "age-14-17": 0.1,
    "age-18-29": 0.3,
    "age-30-59": 0.42,
    "age-60-plus": 0.1,
    "not-stated": 0.03,
}
_WOMEN = {"harm-to-person": 0.55, "sexual": 0.9}
_SMALLEST, _OPENED = "synthetic-quince", "synthetic-fig"


def written(standard: Standard) -> str:
    """The CSV file, UTF-8 with LF line ends; rows follow the order of the code lists, zeros are left out."""
    random = Random(SEED)
    lines = [",".join(standard.fields)]
    for district, code in standard.lists["districts"].codes.items():
        for month in range(1, 13):
            for offence, sex, age, reported, recorded in _drawn(random, district, code.population or 0, month):
                start = f"{district},{YEAR}-{month:02},{offence},{sex},{age}"
                lines += [f"{start},reported,{reported}"] * (reported > 0)
                lines += [f"{start},recorded,{recorded}"] * (recorded > 0)
    return "\n".join(lines) + "\n"


def _drawn(random: Random, district: str, population: int, month: int) -> Iterator[tuple[str, str, str, int, int]]:
    for offence, (rate, share, found) in _RATES.items():
        if offence == "property-only":
            rate *= (2.2 if district == _SMALLEST else 1) * (1.6 if month in (9, 10, 11) else 0.8)
        if offence == "harm-to-person" and district == _OPENED and month >= 7:
            rate, share = rate * 2.5, 0.9
        for sex, age, part in _groups(offence):
            mean = rate * part * population / 12000
            reported = _poisson(random, mean)
            recorded = sum(random.random() < share for _ in range(reported)) + _poisson(random, mean / rate * found)
            yield offence, sex, age, reported, recorded


def _groups(offence: str) -> Iterator[tuple[str, str, float]]:
    """Sex, age and the part of the group in all who were harmed."""
    if offence not in _HARMED:
        yield "no-person", "no-person", 1.0
        return
    women = _WOMEN.get(offence, 0.4)
    for sex, part in (("female", women), ("male", 1 - women)):
        yield from ((sex, age, part * of) for age, of in _AGES.items())


def _poisson(random: Random, mean: float) -> int:
    """A draw by multiplying (Knuth); `mean` is small."""
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


if __name__ == "__main__":
    PATH.write_text(written(read_standard(ROOT)[0]), encoding="utf-8", newline="\n")
