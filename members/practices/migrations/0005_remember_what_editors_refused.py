from django.db import migrations, models
from django.db.models import F


def remember(apps, schema_editor):
    """What is declined now was refused then; earlier refusals are not known any more."""
    practices = apps.get_model("practices", "Practice").objects
    practices.filter(declined_at__isnull=False).update(refused_at=F("declined_at"))


class Migration(migrations.Migration):
    dependencies = [("practices", "0004_take_harvests_from_intervision")]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="refused_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="geweigerd op"
            ),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
