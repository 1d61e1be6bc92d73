"""B12 Companion: keeps the injection schedule that a clinician gave, and reminds on time."""

import os

# python-telegram-bot then tells spans of time as timedelta, as its next version always will, and does not warn
os.environ.setdefault("PTB_TIMEDELTA", "true")
