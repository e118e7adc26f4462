"""Problems as people and programs read them: text, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from course import manual
from course.model import Problem

_BOLD, _RED, _FAINT, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[2m", "\x1b[0m"


def text(problems: Sequence[Problem], colours: bool = False) -> str:
    """The problems, one to a line, and their count by code; with ANSI colours for a terminal."""
    if not colours:
        return "\n".join([*map(str, problems), summary(problems)])
    lines = [
        f"{_BOLD}{one.path}:{one.line}:{_PLAIN} {_RED}{one.code}{_PLAIN} {one.message} {_FAINT}- {one.hint}{_PLAIN}"
        for one in problems
    ]
    return "\n".join([*lines, f"{_BOLD}{summary(problems)}{_PLAIN}"])


def summary(problems: Sequence[Problem]) -> str:
    """How many problems there are, by code."""
    if not problems:
        return "No problems found."
    shown = ", ".join(f"{code} {count}" for code, count in _counts(problems).items())
    return f"{len(problems)} problem{'s' if len(problems) > 1 else ''}: {shown}"


def as_json(problems: Sequence[Problem]) -> str:
    """One JSON object: `problems`, a list of path, line, code, message and hint, and `counts` by code."""
    listed = [vars(problem) for problem in problems]
    return json.dumps({"problems": listed, "counts": _counts(problems)}, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Annotations of GitHub Actions (workflow commands, `::error`), and the count by code."""
    lines = [
        f"::error file={_property(one.path)},line={one.line},title={_property(one.code)}::"
        f"{_data(f'{one.message} - {one.hint}')}"
        for one in problems
    ]
    return "\n".join([*lines, summary(problems)])


def as_sarif(problems: Sequence[Problem]) -> str:
    """A SARIF 2.1.0 log (OASIS Standard) with the rules that were broken and one result a problem."""
    broken = [rule for rule in manual.rules() if rule.code in _counts(problems)]
    rules = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.truth},
            "fullDescription": {"text": rule.why},
            "defaultConfiguration": {"level": "error"},
        }
        for rule in broken
    ]
    results = [
        {
            "ruleId": one.code,
            "level": "error",
            "message": {"text": f"{one.message} - {one.hint}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": one.path},
                        "region": {"startLine": one.line},
                    }
                }
            ],
        }
        for one in problems
    ]
    run = {
        "tool": {"driver": {"name": "hamkori", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    return dict(sorted(Counter(problem.code for problem in problems).items()))


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
