"""The ways in which this Telegram says no: to a bot, to a person, or by breaking the line."""


class ApiError(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class CutError(Exception):
    """The connection breaks; `delivered` says whether the request had been carried out by then."""

    def __init__(self, delivered: bool) -> None:
        super().__init__("the connection was cut")
        self.delivered = delivered


class ImpossibleError(Exception):
    """A person asks for what no Telegram app would let them do."""


def bad(description: str) -> ApiError:
    """A 400 in Telegram's form."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """A 403 in Telegram's form."""
    return ApiError(403, f"Forbidden: {description}")
