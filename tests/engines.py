"""What the engines of tests share: a statement is compiled once for a thousand databases, and none waits for a disk."""

from typing import Any

from sqlalchemy import URL, CreateEnginePlugin, Dialect, Engine, event
from sqlalchemy.dialects import plugins


class Alike(CreateEnginePlugin):
    """Gives an engine the dialect and the compiled statements of the first one of its kind in this process."""

    def update_url(self, url: URL) -> URL:
        """As it is: our own name in it is taken out by SQLAlchemy."""
        return url

    def engine_created(self, engine: Engine) -> None:
        """Compiled statements are found by their dialect, so engines share both or none."""
        engine.dialect, compiled = _FIRST.setdefault(engine.dialect.name, (engine.dialect, {}))
        engine.update_execution_options(compiled_cache=compiled)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "checkout", _hurry)


_FIRST: dict[str, tuple[Dialect, dict[Any, Any]]] = {}
plugins.register("alike", __name__, Alike.__name__)


def alike(url: str) -> str:
    """The URL of the same database, for an engine that shares what others have worked out."""
    return f"{url}{'&' if '?' in url else '?'}plugin=alike"


def _hurry(raw: Any, record: Any, _proxy: object) -> None:
    """Once the program has set a connection up: in these tests no power is cut, and waiting would take most of them."""
    if "hurried" not in record.info:
        record.info["hurried"] = True
        raw.execute("PRAGMA synchronous=OFF")
