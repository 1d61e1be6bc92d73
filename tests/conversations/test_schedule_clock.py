"""A plan that is changed in another time zone: whose clock it is on from now on is said."""

from bot.care.regimens import Entered
from bot.i18n import Languages
from conversations.dialogue import Asking, Scene, replay
from conversations.entering import play
from conversations.told import answers
from tests.care.given import plan
from tests.cast import LOCALES, MONDAY, PLACES

LANGUAGES = Languages(LOCALES)


def preview(clock: str, zone: str) -> str:
    known = {"zone": zone, "quiet": ["22:00", "07:00"], "edits": 1, "clock": clock}
    asking = replay(play(Scene(LANGUAGES.of("en"), known, MONDAY, PLACES, {})), answers(Entered(plan())))
    assert isinstance(asking, Asking)
    return asking.question.prompt.text


def test_a_plan_on_the_clock_of_home_is_said_to_change_its_clock() -> None:
    changed = "Until now the times were for Europe/Berlin. Once you save, they are for Asia/Tokyo."
    assert changed in preview("Europe/Berlin", "Asia/Tokyo")
    assert "Until now the times were for" not in preview("Asia/Tokyo", "Asia/Tokyo")
