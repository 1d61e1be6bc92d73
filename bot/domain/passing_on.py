"""A question as it may be passed on: in its own words, but without what may tell who asked."""

import re

LONGEST = 200
# in the place of what was taken out
GONE = "…"
_TELLING = re.compile(
    r"""https?://\S+ | www\.\S+        # an address on the web
    | \S+@\S+ | (?<!\w)@\w+            # of mail, or on Telegram
    | \+?\d(?:[\s().-]{0,3}\d){5,}         # a telephone number, a card, a date of birth
    """,
    re.VERBOSE,
)


def anonymous(words: str) -> str:
    """The words on one line, at most LONGEST letters, without addresses and long numbers.

    A name cannot be told from another word: whoever passes a question on sees it first, just as it would be kept.
    """
    line = " ".join(_TELLING.sub(GONE, words).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}{GONE}"
