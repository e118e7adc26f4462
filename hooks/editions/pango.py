"""Pango, the library of the system that WeasyPrint sets type with: whether it is there, and how to get it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")

HOW = f"""PDFs need Pango 1.44 or newer, which is not on this machine. Install it, then run this command again:
  Debian, Ubuntu:  sudo apt-get install {" ".join(_PACKAGES)}
  Fedora:          sudo dnf install pango
  macOS:           brew install pango
  Windows:         install MSYS2, run in it: pacman -S mingw-w64-x86_64-pango
                   then: set WEASYPRINT_DLL_DIRECTORIES=C:\\msys64\\mingw64\\bin
Everything else (check, site, test of the course) works without it."""


def version() -> str:
    """The version of the Pango that WeasyPrint finds, as one number; empty where it finds none."""
    asked = "from weasyprint.text.ffi import pango; print(pango.pango_version())"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=False)
    return "" if done.returncode else done.stdout.strip()


def install() -> bool:
    """Installs Pango where nobody has to be asked (Debian, as root or by `sudo -n`); False where that is not so."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    steps = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *_PACKAGES])
    try:
        return not any(
            subprocess.run([*sudo, "apt-get", *step], capture_output=True, check=False).returncode for step in steps
        )
    except OSError:
        return False
