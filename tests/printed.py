"""A PDF read back: its pages and the words on them."""

import io
import re
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader


@dataclass(frozen=True)
class Printed:
    """What a reader of the PDF finds."""

    pages: int
    text: str
    language: str
    title: str
    fonts: frozenset[str]

    @property
    def words(self) -> str:
        """The text as one line, since where a line ends on paper says nothing."""
        return " ".join(self.text.replace("\u200b", "").split())


def read(pdf: bytes) -> Printed:
    reader = PdfReader(io.BytesIO(pdf))
    fonts = {found for page in reader.pages for found in _fonts(page)}
    text = "\n".join(page.extract_text() for page in reader.pages)
    root: Any = reader.trailer["/Root"]
    title = reader.metadata.title if reader.metadata else ""
    return Printed(len(reader.pages), text, str(root.get_object()["/Lang"]), str(title), frozenset(fonts))


def _fonts(page: Any) -> list[str]:
    names = [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]
    return [re.sub(r"^/(?:[A-Z]{6}\+)?|-Identity-H$", "", name) for name in names]
