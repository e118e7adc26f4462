"""What a page may load and do: the Content-Security-Policy that every finished page carries."""

from __future__ import annotations

import base64
import hashlib
import re

RULES = {
    "default-src": "'self' file:",
    "script-src": "'self' file:",
    "img-src": "'self' file: data:",
    "connect-src": "'none'",
    "object-src": "'none'",
    "form-action": "'none'",
    "base-uri": "'none'",
}
"""`'self'` is the server that the site comes from. Pages opened from a folder have none, and Firefox takes `'self'` for
nothing there: `file:` stands for the folder, and for nothing on a server. Icons of the stylesheets are `data:`."""

_CHARSET = '<meta charset="utf-8">'
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*["']?([^"'\s>]*)""")
_RUN = ("", "text/javascript", "module")


def guarded(page: str) -> str:
    """The finished page with its policy: what is of the site and the scripts written in the page itself may be used,
    nothing comes from elsewhere, and nothing is asked for.

    Takes and returns HTML. Raises ValueError for a page that does not begin with the line on its characters, because
    the policy has to stand before everything that it rules.
    """
    before, charset, after = page.partition(_CHARSET)
    if not charset or _SCRIPT.search(before):
        raise ValueError(f"the page has no {_CHARSET} before its first script")
    return f'{before}{charset}\n  <meta http-equiv="Content-Security-Policy" content="{policy(page)}">{after}'


def policy(page: str) -> str:
    """The policy of a page: `RULES`, and the hash of every script that is written in it."""
    hashes = dict.fromkeys(_hash(text) for attributes, text in _SCRIPT.findall(page) if _runs(attributes))
    rules = {**RULES, "script-src": " ".join((RULES["script-src"], *hashes))}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _runs(attributes: str) -> bool:
    given = {name.lower(): value for name, value in _ATTRIBUTE.findall(attributes)}
    return "src" not in given and given.get("type", "").lower() in _RUN


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
