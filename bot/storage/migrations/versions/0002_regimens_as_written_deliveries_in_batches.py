"""Regimens as clinicians write them; messages claimed in batches; updates kept until they are done."""

import sqlalchemy as sa
from alembic import op

from bot.storage.engine import UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "beat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("arrived_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("update_id"),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("regimen_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["regimen_id"], ["regimen.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_patient_id", "change", ["patient_id"])
    op.create_index("ix_change_regimen_id", "change", ["regimen_id"])
    _regimens_and_doses()
    _nudges()


def _regimens_and_doses() -> None:
    """Columns are added in place: SQLite would empty what hangs on a table that is made anew."""
    op.add_column("dose", sa.Column("latest_at", UTCDateTime(), nullable=False, server_default="1970-01-01 00:00:00"))
    op.execute("UPDATE dose SET latest_at = due_at")
    op.add_column("regimen", sa.Column("course", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("regimen", sa.Column("zone", sa.String(), nullable=False, server_default="UTC"))
    op.execute(
        "UPDATE regimen SET zone = COALESCE((SELECT zone FROM patient WHERE patient.id = regimen.patient_id), 'UTC')"
    )
    op.add_column("regimen", sa.Column("day_before", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("regimen", sa.Column("book_weeks", sa.Integer(), nullable=True))


def _nudges() -> None:
    with op.batch_alter_table("nudge", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("regimen_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("owner", sa.String(), nullable=True))
        batch_op.alter_column("dose_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index("ix_nudge_regimen_id", ["regimen_id"])
        batch_op.create_foreign_key("fk_nudge_regimen", "regimen", ["regimen_id"], ["id"], ondelete="CASCADE")
