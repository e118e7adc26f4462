"""RULES.md: what the rules say of themselves, gathered for editors."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import yaml

from course.rules import RULES

FAMILIES = {
    "FL": "Files",
    "FM": "Forms",
    "GL": "Glossary",
    "LT": "Letters",
    "MO": "Modules",
    "QZ": "Quizzes",
    "SR": "Sources",
    "ST": "Statistics",
    "TR": "Translation",
    "XR": "References",
}

_NEXT_LINE = re.compile(r"\n(?! )")
_SHAPE = re.compile(
    r"(?P<code>[A-Z]{2}\d{3}) (?P<name>[a-z-]+): (?P<truth>.+?)\n\nWhy: (?P<why>.+?)\n\n"
    r"Bad:\n(?P<bad>.+?)\n\nSays:\n(?P<says>.+?)\n\nGood:\n(?P<good>.+)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Rule:
    """The documentation of one rule.

    `bad` and `good` are files of a course, by path; `says` are the lines that an editor sees for the bad ones.
    """

    code: str
    name: str
    truth: str
    why: str
    bad: Mapping[str, Any]
    says: tuple[str, ...]
    good: Mapping[str, Any]


def read(rule: ModuleType) -> Rule:
    """The documentation in a rule's docstring. Raises ValueError when it does not have the shape of one."""
    match = _SHAPE.fullmatch((rule.__doc__ or "").strip())
    if match is None:
        raise ValueError(f"{rule.__name__}: the docstring is not 'CODE name: truth', Why, Bad, Says, Good")
    return Rule(
        code=match["code"],
        name=match["name"],
        truth=" ".join(match["truth"].split()),
        why=" ".join(match["why"].split()),
        bad=yaml.safe_load(textwrap.dedent(match["bad"])),
        says=tuple(" ".join(line.split()) for line in _NEXT_LINE.split(textwrap.dedent(match["says"]).strip())),
        good=yaml.safe_load(textwrap.dedent(match["good"])),
    )


def rules() -> list[Rule]:
    """The documentation of all rules, in their order."""
    return [read(rule) for rule in RULES]


def written() -> str:
    """The whole of RULES.md, rules grouped by family."""
    parts = [
        "# The rules of a good course",
        "Generated from the rules by `python hooks/cli.py rules`; do not edit. "
        "Every rule is worth stopping the build for; a code never changes its meaning.",
    ]
    for family, name in FAMILIES.items():
        members = [rule for rule in rules() if rule.code.startswith(family)]
        parts.append(f"## {name} ({family})")
        parts.append("\n".join(f"- [{rule.code} {rule.name}](#{rule.code.lower()}): {rule.truth}" for rule in members))
        parts += [section(rule) for rule in members]
    return "\n\n".join(parts) + "\n"


def section(rule: Rule) -> str:
    """The page of one rule, as Markdown."""
    return "\n\n".join(
        [
            f'### <a id="{rule.code.lower()}"></a>{rule.code} {rule.name}',
            f"**{rule.truth[0].upper()}{rule.truth[1:]}** {rule.why}",
            f"Bad:\n\n{_files(rule.bad)}",
            "An editor sees:\n\n````text\n{}\n````".format("\n".join(rule.says)),
            f"Good:\n\n{_files(rule.good)}",
        ]
    )


def _files(files: Mapping[str, Any]) -> str:
    return "\n\n".join(f"`{path}`\n\n````text\n{_visible(text).rstrip()}\n````" for path, text in files.items())


def _visible(text: str) -> str:
    return text.replace("\0", "␀")
