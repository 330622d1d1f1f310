"""两字索引也认地点: the index of 0002 with the place in it (ground/sql/bigrams_places.sql)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[3] / "ground" / "sql" / "bigrams_places.sql"
UNDO = """
ALTER TABLE voices_voice DROP COLUMN bigrams;
ALTER TABLE voices_voice ADD COLUMN bigrams tsvector GENERATED ALWAYS AS (kentan_bigrams(heading || ' ' || words)) STORED;
CREATE INDEX voices_voice_bigrams ON voices_voice USING gin (bigrams);
"""


class Migration(migrations.Migration):
    dependencies = [("voices", "0002_bigrams")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), UNDO)]
