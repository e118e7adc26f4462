"""What a JSON Schema says about data, in the editor's terms and at the lines of the editor's file.

One library tells in no time whether data fit; the other, which takes fifty times as long, tells what does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from course.data import Data, unreadable
from course.model import Problem
from course.suggest import did_you_mean

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


def misfits(data: Data, schema: Path, shown: str) -> list[Problem]:
    """FL003 for everything in which data do not fit a JSON Schema (draft 2020-12); FL001 for a schema that is none."""
    if _fit(data.value, schema):
        return []
    from jsonschema.exceptions import SchemaError

    try:
        validator = _validator(schema)
    except (OSError, ValueError, RecursionError, SchemaError):
        hint = "put the schema back from the last release"
        return [unreadable(f"docs/data/schema/{schema.name}", 1, "the schema cannot be read", hint)]
    return [found for error in validator.iter_errors(data.value) for found in _told(error, data, shown)]


def _fit(value: Any, schema: Path) -> bool:
    """Whether a value fits for sure: one that JSON does not have does not, nor does any where the schema is none."""
    try:
        return _quick(schema).is_valid(value)
    except (OSError, ValueError, RecursionError):
        return False


@cache
def _quick(schema: Path) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")), validate_formats=True)


@cache
def _validator(schema: Path) -> Draft202012Validator:
    from jsonschema import Draft202012Validator, FormatChecker

    value = json.loads(schema.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(value)
    return Draft202012Validator(value, format_checker=FormatChecker(("date",)))


def _told(error: ValidationError, data: Data, shown: str) -> Iterator[Problem]:
    """What the schema found, in the editor's words and at the line of the field itself."""
    instance: Any = error.instance
    wanted: Any = error.validator_value
    place, schema = list(error.absolute_path), error.schema
    where = ".".join(map(str, place)) or "the file"
    known = list(schema.get("properties", ())) if isinstance(schema, dict) else []
    line, hint = data.line(*place), _hint(error)
    match error.validator:
        case "additionalProperties":
            for name in (name for name in instance if name not in known):
                hint = did_you_mean(name, known, f"choose one of {', '.join(known)}")
                yield Problem(shown, data.line(*place, name), "FL003", f"{where}: unknown field '{name}'", hint)
            return
        case "required":
            missing = error.message.split("'")[1]
            message, hint = f"the field '{missing}' is missing", f"add '{missing}: …'"
        case "enum" if "propertyNames" in error.schema_path:
            message, line = f"unknown field '{instance}'", data.line(*place, instance)
        case "pattern" if "propertyNames" in error.schema_path:
            message, line = f"'{instance}' cannot be a key here", data.line(*place, instance)
        case "enum":
            message = f"'{instance}' is not one of {', '.join(map(str, wanted))}"
        case "type" if instance is None:
            message, hint = "nothing stands here", "write the value after the colon"
        case "type" if wanted == "string" and isinstance(instance, (bool, int, float)):
            message, hint = f"{json.dumps(instance)} is not a text", "put it in quotes"
        case "type":
            message = f"this is not {_KINDS.get(str(wanted), wanted)}"
        case _:
            message = f"'{instance}' cannot stand here" if error.validator == "anyOf" else error.message[:160]
    yield Problem(shown, line, "FL003", f"{where}: {message}", hint)


_KINDS = {"object": "a mapping", "array": "a list", "string": "a text", "integer": "a whole number"}
_KINDS |= {"number": "a number", "boolean": "true or false"}


def _hint(error: ValidationError) -> str:
    said = error.schema.get("description") if isinstance(error.schema, dict) else None
    return said.rstrip(".") if said else "compare with the entries around it"
