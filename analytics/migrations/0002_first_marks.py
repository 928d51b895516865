"""The figures of every ledger that was there before them are to be counted."""

from django.db import migrations

MARK = """
    INSERT INTO preferences_stalemark (user_id, period)
    SELECT DISTINCT user_id, 0 FROM finance_transaction
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0001_figures"),
        ("finance", "0002_guards"),
        ("preferences", "0004_stale_marks"),
    ]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
