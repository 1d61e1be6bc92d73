"""A local Telegram: a Bot API that tests, scripts and people can use without an account or a network."""

from bot.sandbox.errors import ImpossibleError as ImpossibleError
from bot.sandbox.inprocess import InProcess as InProcess
from bot.sandbox.sandbox import Sandbox as Sandbox
from bot.sandbox.stepper import Stepper as Stepper
