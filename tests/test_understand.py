"""`python -m bot understand`: a line in, an object out, whatever the line is, without settings or a database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
ASKED = ("--as", "prescription", "--now", "2026-03-02")


def run(said: bytes, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    """One run, far from any .env, with an environment that holds next to nothing."""
    command = [sys.executable, "-m", "bot", "understand", *arguments]
    return subprocess.run(
        command, input=said, capture_output=True, cwd=cwd, env={"PYTHONPATH": str(ROOT)}, timeout=60, check=False
    )


def understood(*lines: str | bytes, lang: str = "en") -> list[dict[str, Any]]:
    said = b"".join(line if isinstance(line, bytes) else f"{line}\n".encode() for line in lines)
    done = run(said, *ASKED, "--lang", lang)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_phases_are_told_in_the_words_of_fhir_with_what_was_not_used() -> None:
    (told,) = understood("1000 mcg IM every other day for 2 weeks, then 0.5 mg once a month as directed")
    assert told == {
        "text": "1000 mcg IM every other day for 2 weeks, then 0.5 mg once a month as directed",
        "phases": [
            {
                "dose": {"value": 1000, "unit": "mcg"},
                "route": "im",
                "repeat": {
                    "frequency": 1,
                    "period": 2,
                    "periodUnit": "d",
                    "boundsDuration": {"value": 2, "unit": "wk"},
                },
                "untilReview": False,
            },
            {
                "dose": {"value": 0.5, "unit": "mg"},
                "route": "im",
                "repeat": {"frequency": 1, "period": 1, "periodUnit": "mo"},
                "untilReview": False,
            },
        ],
        "unused": ["as directed"],
    }


def test_a_question_back_says_why_and_nothing_else() -> None:
    assert understood("1000 mcg bimonthly") == [
        {"text": "1000 mcg bimonthly", "ask": "a frequency that can be read in two ways"}
    ]


def test_what_is_read_back_with_a_question_has_both() -> None:
    (told,) = understood("1 mg every day x 10")
    assert told["ask"] == "an injection every day, or more than one"
    assert told["phases"][0]["repeat"] == {"frequency": 1, "period": 1, "periodUnit": "d", "count": 10}
    assert told["unused"] == []


def test_each_line_has_its_answer_whatever_it_holds() -> None:
    told = understood("", b"\xff\xfe 1 mg\x00\r\n", "x" * 5000, "💉 <b>{}</b> \u2028", b"1 mg weekly x 4")
    assert len(told) == 5, "the last line needs no end"
    assert [sorted(one) for one in told[:4]] == [["ask", "text"]] * 4
    assert told[0]["text"] == ""
    assert told[1]["text"] == "\ufffd\ufffd 1 mg\x00"
    assert told[3]["text"] == "💉 <b>{}</b> \u2028"
    assert told[4]["phases"][0]["repeat"]["count"] == 4


def test_a_language_and_a_day_can_be_named() -> None:
    (told,) = understood("1 mg cada 2 semanas hasta el 3 de mayo", lang="es")
    assert told["phases"][0]["repeat"] == {
        "frequency": 1,
        "period": 2,
        "periodUnit": "wk",
        "boundsPeriod": {"end": "2026-05-03"},
    }


def test_it_answers_each_line_at_once() -> None:
    command = [sys.executable, "-m", "bot", "understand", *ASKED]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        for text in ("1 mg weekly", "1 mg monthly"):
            asked.stdin.write(f"{text}\n".encode())
            asked.stdin.flush()
            assert json.loads(asked.stdout.readline())["text"] == text
        asked.stdin.close()
    assert asked.returncode == 0


def test_it_ends_without_a_word_where_nobody_reads_on() -> None:
    command = [sys.executable, "-m", "bot", "understand", *ASKED]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as asked:
        assert asked.stdout is not None
        asked.stdout.close()
        _, complaint = asked.communicate(b"1 mg weekly\n" * 100, timeout=60)
    assert (asked.returncode, complaint) == (0, b"")


def test_a_warning_sign_is_told_with_its_tier_its_kind_and_what_it_was_seen_by(tmp_path: Path) -> None:
    lines = (
        "I can't breathe",
        "me cuesta respirar",
        "no chest pain",
        "done, left thigh 8pm",
        "",
        "\u2028 \ufffd",
        "x" * 5000,
    )
    done = run("".join(f"{line}\n" for line in lines).encode(), "--as", "red-flag", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    told = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert [one["text"] for one in told] == list(lines)
    assert [(one["red_flag"], one["kind"]) for one in told] == [
        ("now", "breathing"),
        ("now", "breathing"),
        ("ask", "chest"),
        *[(None, None)] * 4,
    ]
    assert all(bool(one["why"]) == bool(one["red_flag"]) for one in told)
    assert [*told[0]] == ["text", "red_flag", "kind", "why"]
    assert list(tmp_path.iterdir()) == [], "it leaves nothing behind"


def test_a_question_is_told_with_what_answers_it_if_anything_does(tmp_path: Path) -> None:
    lines = (
        "can I have wine tonight?",
        "how much more can I take this week?",
        "who won the football last night?",
        "I can't breathe",
        "",
    )
    done = run("".join(f"{line}\n" for line in lines).encode(), "--as", "question", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    told = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert [one["text"] for one in told] == list(lines)
    assert [one["kind"] for one in told] == ["answer", "dose", "outside", "red_flag", "outside"]
    assert [one["topic"] for one in told] == ["alcohol", None, None, None, None]
    assert [len(one["suggestions"]) for one in told] == [3, 0, 0, 0, 0]
    assert told[0]["suggestions"][0] == "alcohol"
    assert all(0 <= one["confidence"] <= 1 for one in told)
    assert [*told[0]] == ["text", "kind", "topic", "suggestions", "confidence"]
    assert list(tmp_path.iterdir()) == [], "it leaves nothing behind"


def test_settings_that_make_the_bot_refuse_to_start_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SANDBOX_PORT=none\n", encoding="utf-8")
    done = run(b"1 mg weekly\n", *ASKED, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["phases"]
    assert list(tmp_path.iterdir()) == [tmp_path / ".env"], "it leaves nothing behind"


@pytest.mark.parametrize("arguments", [(), ("--as", "poem"), ("--as", "prescription", "--now", "soon")])
def test_a_wrong_call_is_refused(arguments: tuple[str, ...]) -> None:
    done = run(b"", *arguments)
    assert done.returncode == 2
    assert b"usage: python -m bot understand" in done.stderr
