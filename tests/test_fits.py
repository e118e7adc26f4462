"""Telling fast that data fit their schema: never of data that do not, and of all that do in the real schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator, FormatChecker

from course.data import parse
from course.fits import compiled

FORMATS = FormatChecker(("date",))
DATA = ROOT / "docs" / "data"
SCHEMAS = sorted((DATA / "schema").glob("*.json"))
ODD = (None, True, False, 0, -3, 7, 2.5, 2.0, 1e400, "", "a", "tg", "x" * 300, "2026-02-31", [], ["a", "a"], [1, 1.0])
ODD += ({}, {"tg": "a"}, {"tg": 1}, {"TG": "a"}, [{}], [{"kind": "part"}])


def values(schema: Path) -> Iterator[Any]:
    """What the course has under a schema."""
    paths = sorted((DATA / "tools").glob("s*.yml")) if schema.stem == "form" else [DATA / f"{schema.stem}.yml"]
    for path in paths:
        data, _ = parse(path.read_text(encoding="utf-8"), path.name)
        assert data is not None
        yield data.value


def small(value: Any, random: Random) -> Any:
    """A part of every list and mapping that keeps its shape."""
    if isinstance(value, dict):
        kept = set(random.sample(sorted(value), min(len(value), 6))) if len(value) > 30 else value
        return {key: small(one, random) for key, one in value.items() if key in kept}
    return [small(one, random) for one in value[:3]] if isinstance(value, list) else value


def changed(value: Any, random: Random) -> Any:
    """The same with something else in one place."""
    if not isinstance(value, dict | list) or not value or random.random() < 0.1:
        return random.choice(ODD)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = random.choice(keys)
    copy: Any = value.copy()
    match random.randrange(12):
        case 0:
            del copy[key]
        case 1 if isinstance(value, dict):
            copy[random.choice(("new", "kind", "steps", "A b", *keys))] = random.choice(ODD)
        case 2 if isinstance(value, list):
            copy.append(random.choice((*value, *ODD)))
        case _:
            copy[key] = changed(value[key], random)
    return copy


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_data_fit_a_schema_when_the_validator_finds_nothing(schema: Path) -> None:
    random, told = Random(schema.stem), json.loads(schema.read_text(encoding="utf-8"))
    fits, validator = compiled(told, FORMATS), Draft202012Validator(told, format_checker=FORMATS)
    met = set()
    for whole in values(schema):
        assert fits(whole)
        for _ in range(60):
            value = changed(small(whole, random), random)
            met.add(validator.is_valid(value))
            assert not fits(value) or validator.is_valid(value), value
            assert fits(value) or not validator.is_valid(value) or "[1, 1.0]" in str(value), value
    assert False in met


@pytest.mark.parametrize(
    "schema",
    [
        {"not": {"type": "string"}},
        {"const": 1},
        {"enum": [1, "a"]},
        {"$ref": "#/$defs/none"},
        {"properties": {"a": {"$ref": "https://other.example/schema"}}},
        {"items": {"prefixItems": [True]}},
    ],
)
def test_of_a_schema_that_asks_what_is_not_known_nothing_is_sure(schema: dict[str, Any]) -> None:
    assert not any(compiled(schema, FORMATS)(value) for value in ODD)


def test_a_schema_may_refer_to_itself() -> None:
    tree = {"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}
    fits = compiled(tree, FORMATS)
    assert fits([[], [[], []]])
    assert not fits([[], [["a"]]])


def test_what_may_be_equal_in_several_ways_is_not_sure() -> None:
    fits = compiled({"uniqueItems": True}, FORMATS)
    assert [fits(["a", "b"]), fits(["a", "a"]), fits([1, 2]), fits("aa")] == [True, False, False, True]
