"""What the site itself says, in the language of the page."""

from __future__ import annotations

from course.model import Course


def say(course: Course, locale: str, key: str, **fields: object) -> str:
    """The interface string `key` with its `{fields}` filled; raises KeyError for a key that no language has."""
    return str(course.interface[key][locale]).format(**fields)


def say_count(course: Course, locale: str, key: str, n: int, **fields: object) -> str:
    """The interface string `key` in the plural form that `n` takes, with `{n}` and the other fields filled."""
    forms = course.interface[key][locale]
    return str(forms[plural(n, set(forms))]).format(n=n, **fields)


def plural(n: int, forms: set[str]) -> str:
    """The plural category of a whole number (CLDR 46, cardinal rules).

    A language that has `few` follows the East Slavic rule, one that has `one` the rule of English, Uzbek and
    Dari for whole numbers above zero, any other has the single form `other`.
    """
    if "few" in forms:
        if n % 10 == 1 and n % 100 != 11:
            return "one"
        return "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"
    return "one" if n == 1 and "one" in forms else "other"
