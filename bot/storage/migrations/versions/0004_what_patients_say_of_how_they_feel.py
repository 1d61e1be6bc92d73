"""What patients say of how they feel: what they follow, check-ins, after an injection, and whether it has improved."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.engine import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # added in place: SQLite would empty what hangs on a table that is made anew
    op.add_column("patient", sa.Column("check_in_often", sa.String(), nullable=True))
    op.add_column("patient", sa.Column("check_in_since", UTCDateTime(), nullable=True))
    _of_patient(
        "followed",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=True),
    )
    _of_patient(
        "check_in",
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "check_in_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_in_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("change", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["check_in_id"], ["check_in.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_check_in_answer_check_in_id", "check_in_answer", ["check_in_id"])
    _of_patient(
        "reaction",
        sa.Column("dose_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["dose_id"], ["dose.id"], ondelete="SET NULL"),
    )
    op.create_index("ix_reaction_dose_id", "reaction", ["dose_id"])
    _of_patient(
        "improvement",
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
    )


def _of_patient(name: str, *columns: sa.Column[Any] | sa.ForeignKeyConstraint) -> None:
    """A table whose rows are one patient's, and go with them."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_patient_id", name, ["patient_id"])
