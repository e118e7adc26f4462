"""Reading YAML so that every mistake in it is reported at its line, in the editor's terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from course.model import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Key = tuple[str | int, ...]

_DEPTH = 40
_DIGITS = 300
_PLAIN_TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_PLAIN_SCALARS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "timestamp"))
# YAML 1.1 ends lines at these too; editors and the rules do not.
_NO_LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")


@dataclass(frozen=True)
class Data:
    """A YAML value, the line of every key and list item in it, by path, and the text it was read from."""

    value: Any
    lines: Mapping[Key, int]
    text: str = ""

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
        return "", [unreadable(shown, 1, f"the file cannot be read: {error.strerror}", "put the file in its place")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return "", [unreadable(shown, line, "the file is not UTF-8 text", "save it again with the encoding UTF-8")]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", [unreadable(shown, line, "the file holds a NUL character", "save it again as plain text")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def unreadable(path: str, line: int, message: str, hint: str) -> Problem:
    """FL001, for a file that cannot be read as what it is."""
    return Problem(path, line, "FL001", message, hint)


def parse(text: str, shown: str, first_line: int = 1) -> tuple[Data | None, list[Problem]]:
    """The value of YAML text (YAML 1.1, as PyYAML reads it); FL002 for what is not plain data.

    Plain data has no repeated keys, aliases, tags of its own or more than 40 levels. `first_line` is where the text
    begins in its file.
    """
    reader = _Reader(shown, first_line)
    lines = text.translate(_NO_LINE_ENDS)
    try:
        if not reader.is_plain(lines):
            return None, reader.problems
        value = reader.value(yaml.compose(lines, Loader=_Loader), ())
    except yaml.YAMLError as error:
        reader.not_yaml(error)
        return None, reader.problems
    return Data(value, reader.lines, text), reader.problems


_HINTS = (
    ("mapping values are not allowed", "put a text with a colon in quotes"),
    ("cannot start any token", "indent with blanks, not with tabs; put a text that begins with @, % or ` in quotes"),
    ("unexpected end of stream", "a quote or bracket is opened here or above and never closed"),
    ("found another document", "a line of --- may only stand at the beginning"),
)


@dataclass
class _Reader:
    shown: str
    first: int
    lines: dict[Key, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self.shown, self.first + line, "FL002", message, hint))

    def not_yaml(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None)
        said = (getattr(error, "context", None), getattr(error, "problem", None))
        reason = ", ".join(part for part in said if part) or str(error).split("\n")[0]
        hint = next((hint for part, hint in _HINTS if part in reason), "mend this line or the one above it")
        self.tell(mark.line if mark else 0, f"this is not YAML: {reason}", hint)

    def is_plain(self, text: str) -> bool:
        """Looks through the events before anything is built: aliases and depth could make building endless."""
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                self.tell(_line(event), "YAML aliases are not allowed", "write the value out")
                return False
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH:
                self.tell(_line(event), f"more than {_DEPTH} levels inside one another", "write it flat")
                return False
        return True

    def value(self, node: yaml.Node | None, key: Key) -> Any:
        if node is None:
            return None
        line = node.start_mark.line
        self.lines.setdefault(key, self.first + line)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if node.tag not in _PLAIN_TAGS:
            self.tell(line, f"the tag '{node.tag}' is not allowed", "take it away")
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*key, index)) for index, child in enumerate(node.value)]
        return self._mapping(node, key)

    def _mapping(self, node: yaml.Node, key: Key) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for name_node, value_node in node.value:
            line, name = name_node.start_mark.line, name_node.value
            if not isinstance(name_node, yaml.ScalarNode):
                self.tell(line, "a key is a list or a mapping", "write one word as the key")
            elif name in mapping:
                self.tell(line, f"the key '{name}' is repeated", "keep one of the two entries")
            else:
                self.lines[(*key, name)] = self.first + line
                mapping[name] = self.value(value_node, (*key, name))
        return mapping

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag == "tag:yaml.org,2002:str":
            return node.value
        if node.tag not in _PLAIN_SCALARS:
            self.tell(node.start_mark.line, f"the tag '{node.tag}' is not allowed", "take it away")
            return None
        try:
            if len(node.value) > _DIGITS:
                raise ValueError
            value = SafeConstructor().construct_object(node)
        except (ValueError, OverflowError, LookupError, AttributeError):
            said = node.value if len(node.value) <= _DIGITS else f"{node.value[:20]}…"
            self.tell(node.start_mark.line, f"'{said}' cannot be read", "put it in quotes, or mend the date")
            return None
        return value.isoformat() if isinstance(value, date) else value


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def read(path: Path, schema: Path, shown: str) -> tuple[Data | None, list[Problem]]:
    """The data of a YAML file, checked against its JSON Schema (draft 2020-12); FL001, FL002, FL003."""
    text, problems = read_text(path, shown)
    if problems:
        return None, problems
    data, problems = parse(text, shown)
    if data is None:
        return None, problems
    from course.fitting import misfits  # only here: it takes long to load, and most data were read before

    return data, problems + misfits(data, schema, shown)


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
