"""留痕只增不改: the trigger of ground/sql/append_only.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[2] / "sql" / "append_only.sql"
UNDO = """
DROP TRIGGER IF EXISTS ledger_entry_append_only ON ledger_entry;
DROP TRIGGER IF EXISTS ledger_number_append_only ON ledger_number;
DROP FUNCTION IF EXISTS kentan_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), UNDO)]
