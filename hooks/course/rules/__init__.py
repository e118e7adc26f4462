"""The rules: one file, one truth, one code. Their docstrings are the documentation (see RULES.md).

A rule is a module with `check(course) -> Iterator[Problem]` and a docstring that begins with its code, its
name and its truth, and goes on with Why, Bad, Says (what an editor sees for it) and Good. Codes are never used
again for something else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from types import ModuleType

from course import cores
from course.model import Course, Problem
from course.rules import (
    fl001_file_readable,
    fl002_yaml_parses,
    fl003_data_fits_schema,
    fl004_data_has_all_languages,
    fl005_interface_fields_match,
    fl006_script_says_what_is_there,
    fm001_form_has_all_languages,
    fm002_form_asks_no_names,
    fm003_form_used,
    fm004_form_ids_unique,
    fm005_formula_counts_what_is_there,
    fm006_example_fits_form,
    fm007_board_hides_small_counts,
    gl001_term_exists,
    gl002_term_has_all_languages,
    gl003_term_unique,
    gl004_term_used,
    gl005_wording_preferred,
    gl006_link_text_is_form,
    gl007_first_use_linked,
    lt001_word_is_one_script,
    lt002_tajik_uses_its_letters,
    lt003_page_is_in_its_language,
    mo001_files_and_list_agree,
    mo002_outcome_aligned,
    mo003_outcome_observable,
    mo004_timings_add_up,
    mo005_lesson_complete,
    mo006_block_whole,
    mo007_track_adds_up,
    mo008_test_can_be_drawn,
    qz001_item_parses,
    qz002_item_has_correct_answer,
    qz003_item_id_stable,
    qz004_outcome_known,
    qz005_option_has_feedback,
    sr001_source_exists,
    sr002_source_complete,
    sr003_source_used,
    sr004_figure_cited,
    sr005_no_personal_data,
    sr006_programme_number_is_data,
    sr007_file_hides_nothing,
    st001_statistics_fit_standard,
    st002_standard_holds_together,
    tr001_page_exists,
    tr002_headings_match,
    tr003_quizzes_match,
    tr004_numbers_match,
    tr005_references_match,
    tr006_blocks_match,
    xr001_page_exists,
    xr002_anchor_exists,
    xr003_heading_has_id,
    xr004_heading_id_unique,
    xr005_label_exists,
    xr006_link_names_a_thing,
    xr007_reader_can_follow,
    xr008_table_id_unique,
)

RULES: tuple[ModuleType, ...] = (
    fl001_file_readable,
    fl002_yaml_parses,
    fl003_data_fits_schema,
    fl004_data_has_all_languages,
    fl005_interface_fields_match,
    fl006_script_says_what_is_there,
    fm001_form_has_all_languages,
    fm002_form_asks_no_names,
    fm003_form_used,
    fm004_form_ids_unique,
    fm005_formula_counts_what_is_there,
    fm006_example_fits_form,
    fm007_board_hides_small_counts,
    gl001_term_exists,
    gl002_term_has_all_languages,
    gl003_term_unique,
    gl004_term_used,
    gl005_wording_preferred,
    gl006_link_text_is_form,
    gl007_first_use_linked,
    lt001_word_is_one_script,
    lt002_tajik_uses_its_letters,
    lt003_page_is_in_its_language,
    mo001_files_and_list_agree,
    mo002_outcome_aligned,
    mo003_outcome_observable,
    mo004_timings_add_up,
    mo005_lesson_complete,
    mo006_block_whole,
    mo007_track_adds_up,
    mo008_test_can_be_drawn,
    qz001_item_parses,
    qz002_item_has_correct_answer,
    qz003_item_id_stable,
    qz004_outcome_known,
    qz005_option_has_feedback,
    sr001_source_exists,
    sr002_source_complete,
    sr003_source_used,
    sr004_figure_cited,
    sr005_no_personal_data,
    sr006_programme_number_is_data,
    sr007_file_hides_nothing,
    st001_statistics_fit_standard,
    st002_standard_holds_together,
    tr001_page_exists,
    tr002_headings_match,
    tr003_quizzes_match,
    tr004_numbers_match,
    tr005_references_match,
    tr006_blocks_match,
    xr001_page_exists,
    xr002_anchor_exists,
    xr003_heading_has_id,
    xr004_heading_id_unique,
    xr005_label_exists,
    xr006_link_names_a_thing,
    xr007_reader_can_follow,
    xr008_table_id_unique,
)

_LONG = (
    sr006_programme_number_is_data,
    sr005_no_personal_data,
    lt003_page_is_in_its_language,
    gl005_wording_preferred,
    tr004_numbers_match,
)
"""Rules that take much longer than others, and so begin first."""

_LARGE = 100  # pages, from which on a second process is worth its while
_WITHOUT_DATA = ("fl", "qz", "tr")
_by_place = attrgetter("path", "line", "code", "message", "hint")


def _nothing() -> None:
    pass


def check(course: Course, meanwhile: Callable[[], None] = _nothing) -> list[Problem]:
    """All problems of a course, by path and line.

    While a data file cannot be read, only the rules run that need no data: the others would report every
    term, module and source as missing. Where another process helps, `meanwhile` is done while it has begun.
    """
    rules = [rule for rule in RULES if course.complete or _needs_no_data(rule)]
    shared = len(course.pages) > _LARGE and cores.several()
    if shared:
        found = _found_by_two(course, rules, meanwhile)
    else:
        meanwhile()
        found = [set(rule.check(course)) for rule in rules]
    return sorted(set().union(*found), key=_by_place)


def _found_by_two(course: Course, rules: Sequence[ModuleType], meanwhile: Callable[[], None]) -> list[set[Problem]]:
    """What each rule finds; two processes take one after the other."""
    rules = sorted(rules, key=lambda rule: rule not in _LONG)
    numbers = cores.Numbers(len(rules))

    def some() -> dict[int, set[Problem]]:
        return {number: set(rules[number].check(course)) for number in numbers.taken()}

    def beside() -> tuple[dict[int, set[Problem]], tuple[set[bytes], bytes]]:
        course.cache.fork()
        return some(), course.cache.forked()

    work = cores.Work(beside)
    try:
        meanwhile()
        found = some()
    finally:
        well, made, _ = work.done()
    if well:
        found |= made[0]
        course.cache.join(*made[1])
    return [found[number] if number in found else set(rule.check(course)) for number, rule in enumerate(rules)]


def _needs_no_data(rule: ModuleType) -> bool:
    return rule.__name__.rpartition(".")[2].startswith(_WITHOUT_DATA)
