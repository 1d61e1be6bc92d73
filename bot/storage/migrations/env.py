"""What Alembic runs: on the connection that bot.storage.migrate hands over."""

from alembic import context
from sqlmodel import SQLModel

from bot.storage import question_tables, symptom_tables, tables

# importing them is what fills the metadata
assert tables  # noqa: S101
assert symptom_tables and question_tables  # noqa: S101, PT018

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    compare_type=True,
    render_as_batch=True,
    user_module_prefix="bot.storage.engine.",
)
with context.begin_transaction():
    context.run_migrations()
