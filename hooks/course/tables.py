"""The data standard as SQL: tables, keys, constraints and code lists, for SQLite (3.8.2 or later) and PostgreSQL.

Column names are the ids of the standard in quotation marks, so that CSV files load by their headers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from course.model import CodeList, Quantity, Standard
from course.standard import table

DIALECTS = ("sqlite", "postgresql")


def ddl(standard: Standard, locales: Sequence[str], dialect: str) -> str:
    """The statements that make the tables and fill the code lists; labels in the languages of `locales`."""
    lists = (statement for codes in standard.lists.values() for statement in _list(codes, locales))
    return "\n\n".join((*_head(standard, locales), *lists, _table(standard, dialect))) + "\n"


def insert(standard: Standard) -> str:
    """The statement that puts one row of the standard into its table, with a `?` for each field."""
    marks = ", ".join("?" for _ in standard.fields)
    return f"INSERT INTO {_name(standard.name)} ({_names(standard.fields)}) VALUES ({marks});"


def _head(standard: Standard, locales: Sequence[str]) -> Iterator[str]:
    titles = (standard.texts["title"].get(locale, "") for locale in locales)
    yield "\n".join(f"-- {title}, {standard.version}" for title in titles)


def _list(codes: CodeList, locales: Sequence[str]) -> Iterator[str]:
    header, rows = table(codes, locales)
    columns = [f"{_name(name)} {_column(name)}" for name in header]
    yield _created(codes.id, columns)
    filled = ",\n".join(f"  ({', '.join(map(_literal, row))})" for row in rows)
    yield f"INSERT INTO {_name(codes.id)} ({_names(header)}) VALUES\n{filled};"


def _column(name: str) -> str:
    if name == "population":
        return f"integer NOT NULL CHECK ({_name(name)} > 0)"
    return "text NOT NULL PRIMARY KEY" if name == "code" else "text NOT NULL"


def _table(standard: Standard, dialect: str) -> str:
    columns = [f"{_name(one.id)} {_type(one, dialect)}" for one in standard.fields.values()]
    one, other = (f"({_name(name)} = {_literal(standard.together_code)})" for name in standard.together)
    return _created(standard.name, [*columns, f"PRIMARY KEY ({_names(standard.key)})", f"CHECK ({one} = {other})"])


def _type(one: Quantity, dialect: str) -> str:
    name = _name(one.id)
    if one.type == "code":
        return f"text NOT NULL REFERENCES {_name(one.list)} ({_name('code')})"
    limits = f"{name} BETWEEN {_literal(one.minimum)} AND {_literal(one.maximum)}"
    if one.type == "count":
        # SQLite would take a text or a fraction into a column of whole numbers.
        whole = f"typeof({name}) = 'integer' AND " if dialect == "sqlite" else ""
        return f"integer NOT NULL CHECK ({whole}{limits})"
    if dialect == "sqlite":
        return (
            f"text NOT NULL CHECK ({name} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'"
            f" AND substr({name}, 6) BETWEEN '01' AND '12' AND {limits})"
        )
    # Byte order, whatever the language of the server.
    return f"""text COLLATE "C" NOT NULL CHECK ({name} ~ '^[0-9]{{4}}-(0[1-9]|1[0-2])$' AND {limits})"""


def _created(name: str, lines: Sequence[str]) -> str:
    inside = ",\n".join(f"  {line}" for line in lines)
    return f"CREATE TABLE {_name(name)} (\n{inside}\n);"


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _name(name: str) -> str:
    return f'"{name}"'


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
