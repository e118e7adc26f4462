"""The rules: one file, one truth, one code. Their docstrings are the documentation (see RULES.md).

A rule is a module with `check(course) -> Iterator[Problem]` and a docstring that begins with its code, its
name and its truth, and goes on with Why, Bad and Good. Codes are never used again for something else.
"""

from __future__ import annotations

from types import ModuleType

from course.model import Course, Problem
from course.rules import (
    fl001_file_readable,
    fl002_yaml_parses,
    fl003_data_fits_schema,
    fl004_data_has_all_languages,
    gl001_term_exists,
    gl002_term_has_all_languages,
    gl003_term_unique,
    mo001_files_and_list_agree,
    qz001_item_parses,
    qz002_item_has_correct_answer,
    qz003_item_id_stable,
    sr001_source_exists,
    tr001_page_exists,
    tr002_headings_match,
    tr003_quizzes_match,
    xr001_page_exists,
    xr002_anchor_exists,
    xr003_heading_has_id,
    xr004_heading_id_unique,
    xr005_label_exists,
)

RULES: tuple[ModuleType, ...] = (
    fl001_file_readable,
    fl002_yaml_parses,
    fl003_data_fits_schema,
    fl004_data_has_all_languages,
    gl001_term_exists,
    gl002_term_has_all_languages,
    gl003_term_unique,
    mo001_files_and_list_agree,
    qz001_item_parses,
    qz002_item_has_correct_answer,
    qz003_item_id_stable,
    sr001_source_exists,
    tr001_page_exists,
    tr002_headings_match,
    tr003_quizzes_match,
    xr001_page_exists,
    xr002_anchor_exists,
    xr003_heading_has_id,
    xr004_heading_id_unique,
    xr005_label_exists,
)

_WITHOUT_DATA = ("fl", "qz", "tr")


def check(course: Course) -> list[Problem]:
    """All problems of a course, by path and line.

    While a data file cannot be read, only the rules run that need no data: the others would report every
    term, module and source as missing.
    """
    return sorted(
        {problem for rule in RULES if course.complete or _needs_no_data(rule) for problem in rule.check(course)}
    )


def _needs_no_data(rule: ModuleType) -> bool:
    return rule.__name__.rpartition(".")[2].startswith(_WITHOUT_DATA)
