"""Text recognition of scanned pages by Tesseract, where the machine has it."""

import functools
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAM = "tesseract"
LANGUAGES = ("eng", "mon", "jpn")
PACKAGES = "tesseract-ocr, tesseract-ocr-jpn, tesseract-ocr-mon"
DOTS_AN_INCH = 300
MOST_SECONDS = 60
MOST_PAGES = 50
"""Recognising a page takes seconds; a scanned book is for a program of its own."""


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages that can be recognised here; none without the program."""
    if shutil.which(PROGRAM) is None:
        return ()
    command = [PROGRAM, "--list-langs"]
    listed = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)  # noqa: S603
    known = set(listed.stdout.split())
    return tuple(language for language in LANGUAGES if language in known)


def advice() -> str:
    """What to do about a page without text."""
    if not languages():
        return f"scanned pages are read where Tesseract is installed (Debian: {PACKAGES})"
    if missing := [language for language in LANGUAGES if language not in languages()]:
        return f"Tesseract found none (it lacks {', '.join(f'tesseract-ocr-{language}' for language in missing)})"
    return "Tesseract found none"


def recognised(data: bytes, page: int) -> str:
    """The text that is recognised on a page of a PDF, counted from 1; empty without Tesseract or without text."""
    if not languages() or page > MOST_PAGES:
        return ""
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        file = pypdfium2.PdfDocument(data)
        try:
            file[page - 1].render(scale=DOTS_AN_INCH / 72, grayscale=True).to_pil().save(picture)
        finally:
            file.close()
        command = [PROGRAM, str(picture), "-", "-l", "+".join(languages())]
        # More threads than one make it slower, and the machine has other things to do.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            read = subprocess.run(  # noqa: S603
                command,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=MOST_SECONDS,
                check=False,
                env=environment,
            )
        except subprocess.TimeoutExpired:
            return ""
    return _cleaned(read.stdout)


def _cleaned(text: str) -> str:
    # Tesseract sets a space after each Japanese character.
    wide = r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]"
    return re.sub(rf"(?<={wide}) +(?={wide})", "", text).replace("\f", "").strip()
