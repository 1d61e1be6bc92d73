"""`python -m bot questions`: what people asked and no page answered, and how helpful the pages were."""

import json
from dataclasses import asdict

from bot.care.asked import Asked


def as_json(asked: Asked) -> str:
    """All of it as one JSON object; days in ISO 8601."""
    return json.dumps(asdict(asked), default=str, ensure_ascii=False)


def as_lines(asked: Asked) -> str:
    """The same in aligned lines, for people."""
    told = [f"{one.day}  {one.language}  {one.words}" for one in asked.unanswered]
    counted = [f"{one.yes:>5} {one.no:>5}  {one.language}  {one.topic}" for one in asked.helpful]
    return "\n".join(
        [
            *(["Passed on, and answered by no page:", *told] if told else ["No question was passed on yet."]),
            "",
            *(["Helped / did not help:", *counted] if counted else ["No page was rated yet."]),
        ]
    )
