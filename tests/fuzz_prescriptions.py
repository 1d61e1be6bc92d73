"""Many mangled prescriptions through the grammar: `python -m tests.fuzz_prescriptions 1000000 [seed]`."""

import json
import sys
import time
from random import Random

from tests.domain.mangled import LETTERS, mangled, some_edit
from tests.domain.test_prescription_fuzz import check, texts

LANGUAGES = ("en", "es")


def main(count: int, seed: int) -> int:
    """Check so many texts; those that fail are printed, and how many they were is returned."""
    chance, began, failed = Random(seed), time.perf_counter(), 0
    known = {language: texts(language) for language in LANGUAGES}
    for number in range(count):
        language = chance.choice(LANGUAGES)
        text = one(chance, known[language])
        try:
            check(text, language)
        except Exception as error:  # whatever it is, the others are looked at too
            failed += 1
            sys.stdout.write(f"{language} {json.dumps(text)}: {error!r}\n")
        if (number + 1) % 10_000 == 0:
            spent = time.perf_counter() - began
            sys.stdout.write(f"{number + 1:,} texts, {1000 * spent / (number + 1):.2f} ms each, {failed} failed\n")
            sys.stdout.flush()
    return failed


def one(chance: Random, known: list[str]) -> str:
    """A prescription that something happened to, several of them in one, or junk."""
    match chance.randrange(10):
        case 0:
            return "".join(chance.choice(LETTERS) for _ in range(chance.randrange(80)))
        case 1 | 2:
            text = " ".join(chance.sample(known, 2))
        case _:
            text = chance.choice(known)
    return mangled(text, [some_edit(chance) for _ in range(chance.randrange(5))])


if __name__ == "__main__":
    sys.exit(min(1, main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
