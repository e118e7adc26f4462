"""Reading YAML so that every mistake in it is reported at its line, in the editor's terms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from yaml.constructor import SafeConstructor

from course.model import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Data:
    """A YAML value and the line of every key and list item in it, by path."""

    value: Any
    lines: Mapping[Key, int]

    def line(self, *key: str | int) -> int:
        """The line of `key`, or of the nearest thing around it that has one."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


def read_text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """The text of a file with LF line ends and no byte order mark; FL001 when it cannot be read as UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return "", [_unreadable(shown, 1, f"the file cannot be read: {error.strerror}", "put the file in its place")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return "", [_unreadable(shown, line, "the file is not UTF-8 text", "save it again with the encoding UTF-8")]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", [_unreadable(shown, line, "the file holds a NUL character", "save it again as plain text")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _unreadable(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path, line, "FL001", message, hint)


def parse(text: str, shown: str, first_line: int = 1) -> tuple[Data | None, list[Problem]]:
    """The value of YAML text (YAML 1.1, as PyYAML reads it); FL002 for what is not plain data.

    Plain data has no repeated keys, aliases or tags of its own. `first_line` is where the text begins in its file.
    """
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader)):
            return None, [Problem(shown, first_line, "FL002", "YAML aliases are not allowed", "write the value out")]
        node = yaml.compose(text, Loader=_Loader)
        lines: dict[Key, int] = {}
        problems: list[Problem] = []
        value = _value(node, (), lines, problems, shown, first_line)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).split("\n")[0]
        line = first_line + (mark.line if mark else 0)
        return None, [Problem(shown, line, "FL002", f"this is not YAML: {reason}", "mend the line or the one above it")]
    return Data(value, lines), problems


def _value(
    node: yaml.Node | None, key: Key, lines: dict[Key, int], problems: list[Problem], shown: str, first: int
) -> Any:
    if node is None:
        return None
    lines.setdefault(key, first + node.start_mark.line)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for name_node, value_node in node.value:
            name = str(name_node.value)
            line = first + name_node.start_mark.line
            if name in mapping:
                hint = "keep one of the two entries"
                problems.append(Problem(shown, line, "FL002", f"the key '{name}' is repeated", hint))
                continue
            lines[(*key, name)] = line
            mapping[name] = _value(value_node, (*key, name), lines, problems, shown, first)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*key, index), lines, problems, shown, first) for index, child in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:str":
        return node.value
    value = SafeConstructor().construct_object(node)
    return value.isoformat() if isinstance(value, date) else value


def read(path: Path, schema: Path, shown: str) -> tuple[Data | None, list[Problem]]:
    """The data of a YAML file, checked against its JSON Schema (draft 2020-12); FL001, FL002, FL003."""
    text, problems = read_text(path, shown)
    if problems:
        return None, problems
    data, problems = parse(text, shown)
    if data is None:
        return None, problems
    try:
        validator = _validator(schema)
    except (OSError, ValueError):
        hint = "put the schema back from the last release"
        return data, [*problems, _unreadable(f"docs/data/schema/{schema.name}", 1, "the schema cannot be read", hint)]
    hint = f"docs/data/schema/{schema.name} says what may stand here"
    return data, problems + [
        Problem(shown, data.line(*error.absolute_path), "FL003", _message(error), hint)
        for error in validator.iter_errors(data.value)
    ]


@cache
def _validator(schema: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def _message(error: ValidationError) -> str:
    place = ".".join(str(part) for part in error.absolute_path) or "the file"
    return f"{place}: {error.message[:200]}"


def entries(data: Data, *key: str) -> Iterator[tuple[str | int, Mapping[str, Any]]]:
    """The mappings found in the mapping or list at `key`, with their key or index; anything else is passed over."""
    value = data.value
    for part in key:
        value = value.get(part) if isinstance(value, Mapping) else None
    pairs = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    return ((name, entry) for name, entry in pairs if isinstance(entry, Mapping))


def words(value: Any) -> dict[str, str]:
    """The texts of a mapping from locale to text; anything else is empty."""
    return (
        {str(key): text for key, text in value.items() if isinstance(text, str)} if isinstance(value, Mapping) else {}
    )


def strings(value: Any) -> tuple[str, ...]:
    """The texts of a list; anything else is empty."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
