import config.lib.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('preferences', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredPreferences',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('chosen', models.JSONField(default=dict)),
                ('first_currency', models.CharField(max_length=3)),
                ('created_at', models.DateTimeField(default=config.lib.clock.now)),
                ('updated_at', models.DateTimeField(default=config.lib.clock.now)),
            ],
            options={
                'verbose_name': 'preferences',
                'verbose_name_plural': 'preferences',
                'db_table': 'preferences_preferences',
            },
        ),
    ]
