"""两字索引: the function, column and index of ground/sql/bigrams.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[3] / "ground" / "sql" / "bigrams.sql"
UNDO = "ALTER TABLE voices_voice DROP COLUMN bigrams; DROP FUNCTION kentan_bigrams(text);"


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), UNDO)]
