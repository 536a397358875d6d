"""The log of purges."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The first."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.CreateModel(
            name="Purge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tags", models.TextField()),
                ("made_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "purge of stored pages",
                "verbose_name_plural": "purges of stored pages",
            },
        ),
    ]
