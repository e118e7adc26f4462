"""Telling fast that a value fits a JSON Schema (draft 2020-12): nearly all do, and only of the others `jsonschema` has
to say why. So it may be unsure, and is so of every schema with a keyword that is not known here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jsonschema import FormatChecker

Fits = Callable[[Any], bool]
Schema = Mapping[str, Any]

_NOTES = frozenset(("$schema", "$defs", "title", "description", "then", "else"))
"""Keywords that ask nothing, or nothing by themselves."""


class _UnsureError(Exception):
    """Nothing can be told."""


def compiled(schema: Schema, formats: FormatChecker) -> Fits:
    """The test whether plain data, as YAML has them, surely fit a valid schema."""
    try:
        test = _Compiler(schema, formats).schema(schema)
    except _UnsureError:
        return lambda _: False

    def fits(value: Any) -> bool:
        try:
            return test(value)
        except _UnsureError:
            return False

    return fits


class _Compiler:
    def __init__(self, root: Schema, formats: FormatChecker) -> None:
        self._root, self._formats = root, formats
        self._referred: dict[str, Fits] = {}

    def schema(self, schema: Any) -> Fits:
        """The test of a schema: all tests of its keywords."""
        if isinstance(schema, bool):
            return lambda _: schema
        tests = [self._keyword(keyword, wanted, schema) for keyword, wanted in schema.items() if keyword not in _NOTES]
        if len(tests) == 1:
            return tests[0]

        def fits(value: Any) -> bool:
            return all(test(value) for test in tests)

        return fits

    def _keyword(self, keyword: str, wanted: Any, schema: Schema) -> Fits:
        if keyword in _PLAIN:
            return _PLAIN[keyword](wanted)
        match keyword:
            case "$ref":
                return self._reference(wanted)
            case "format":
                return lambda value: self._formats.conforms(value, wanted)
            case "allOf" | "anyOf" | "oneOf":
                tests, enough = [self.schema(one) for one in wanted], _ENOUGH[keyword]
                return lambda value: enough(test(value) for test in tests)
            case "if":
                asked = self.schema(wanted)
                well, else_ = self.schema(schema.get("then", True)), self.schema(schema.get("else", True))
                return lambda value: well(value) if asked(value) else else_(value)
        return self._within(keyword, wanted, schema)

    def _within(self, keyword: str, wanted: Any, schema: Schema) -> Fits:
        """The test of a keyword that asks something of what a value holds."""
        match keyword:
            case "properties":
                return _properties({name: self.schema(one) for name, one in wanted.items()})
            case "additionalProperties":
                known, others = schema.get("properties", {}).keys(), self.schema(wanted)
                return lambda value: (
                    not isinstance(value, dict) or all(others(value[name]) for name in value.keys() - known)
                )
            case "propertyNames":
                names = self.schema(wanted)
                return lambda value: not isinstance(value, dict) or all(map(names, value))
            case "items":
                each = self.schema(wanted)
                return lambda value: not isinstance(value, list) or all(map(each, value))
            case "contains":
                one = self.schema(wanted)
                return lambda value: not isinstance(value, list) or any(map(one, value))
        raise _UnsureError(keyword)

    def _reference(self, name: str) -> Fits:
        """The test of a schema under `$defs`, which may refer to itself."""
        if name not in self._referred:
            place, _, key = name.rpartition("/")
            if place != "#/$defs" or key not in self._root.get("$defs", {}):
                raise _UnsureError(name)
            self._referred[name] = lambda value: self._referred[name](value)
            self._referred[name] = self.schema(self._root["$defs"][key])
        return self._referred[name]


def _properties(tests: Mapping[str, Fits]) -> Fits:
    def fits(value: Any) -> bool:
        return not isinstance(value, dict) or all(tests[name](one) for name, one in value.items() if name in tests)

    return fits


_ENOUGH: Mapping[str, Callable[[Iterable[bool]], bool]] = {
    "allOf": all,
    "anyOf": any,
    "oneOf": lambda tests: sum(tests) == 1,
}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: Mapping[str, Fits] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": _is_number,
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "null": lambda value: value is None,
}


def _type(wanted: str | list[str]) -> Fits:
    if isinstance(wanted, str):
        return _TYPES[wanted]
    tests = [_TYPES[one] for one in wanted]
    return lambda value: any(test(value) for test in tests)


def _one_of(wanted: list[Any]) -> Fits:
    """Texts, true and false are themselves only; other values may be equal in several ways."""
    if not all(isinstance(one, str | bool) for one in wanted):
        raise _UnsureError(wanted)
    return lambda value: isinstance(value, str | bool) and value in wanted


def _pattern(wanted: str) -> Fits:
    search = re.compile(wanted).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _unique(wanted: bool) -> Fits:
    def fits(value: Any) -> bool:
        if not wanted or not isinstance(value, list):
            return True
        if not all(isinstance(one, str) for one in value):
            raise _UnsureError(value)
        return len(set(value)) == len(value)

    return fits


def _required(wanted: list[str]) -> Fits:
    return lambda value: not isinstance(value, dict) or all(name in value for name in wanted)


def _required_beside(wanted: Mapping[str, list[str]]) -> Fits:
    tests = [(name, _required(others)) for name, others in wanted.items()]
    return lambda value: not isinstance(value, dict) or all(test(value) for name, test in tests if name in value)


def _sized(
    kind: type[str] | type[list[Any]] | type[dict[str, Any]], test: Callable[[int, int], bool]
) -> Callable[[int], Fits]:
    return lambda wanted: lambda value: not isinstance(value, kind) or test(len(value), wanted)


_PLAIN: Mapping[str, Callable[[Any], Fits]] = {
    "type": _type,
    "enum": _one_of,
    "const": lambda wanted: _one_of([wanted]),
    "pattern": _pattern,
    "required": _required,
    "dependentRequired": _required_beside,
    "uniqueItems": _unique,
    "minimum": lambda wanted: lambda value: not _is_number(value) or value >= wanted,
    "maximum": lambda wanted: lambda value: not _is_number(value) or value <= wanted,
    "exclusiveMinimum": lambda wanted: lambda value: not _is_number(value) or value > wanted,
    "minLength": _sized(str, lambda size, least: size >= least),
    "maxLength": _sized(str, lambda size, most: size <= most),
    "minItems": _sized(list, lambda size, least: size >= least),
    "maxItems": _sized(list, lambda size, most: size <= most),
    "minProperties": _sized(dict, lambda size, least: size >= least),
}
