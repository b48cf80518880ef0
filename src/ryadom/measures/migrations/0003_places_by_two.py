"""Places are entered by one and approved by another; lines from before stay in force as they were."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from ryadom.regions.append_only import append_only

SETTLED = ("verdict", "second_id", "second_name", "settled_at", "second_note")
BEFORE = "UPDATE measures_places SET token = gen_random_uuid(), verdict = 'approved', settled_at = at;"


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0002_decisions_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='places',
            name='act',
            field=models.CharField(blank=True, max_length=500, verbose_name='акт'),
        ),
        migrations.AddField(
            model_name='places',
            name='act_date',
            field=models.DateField(null=True, verbose_name='дата акта'),
        ),
        migrations.AddField(
            model_name='places',
            name='act_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='номер'),
        ),
        migrations.AddField(
            model_name='places',
            name='act_url',
            field=models.CharField(blank=True, max_length=500, verbose_name='где прочитать'),
        ),
        migrations.AddField(
            model_name='places',
            name='by_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='кто внёс'),
        ),
        migrations.AddField(
            model_name='places',
            name='second',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='places',
            name='second_name',
            field=models.CharField(max_length=200, null=True, verbose_name='кто утвердил'),
        ),
        migrations.AddField(
            model_name='places',
            name='second_note',
            field=models.CharField(max_length=2000, null=True, verbose_name='почему'),
        ),
        migrations.AddField(
            model_name='places',
            name='settled_at',
            field=models.DateTimeField(null=True, verbose_name='когда решено'),
        ),
        migrations.AddField(
            model_name='places',
            name='token',
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name='ключ'),
        ),
        migrations.AddField(
            model_name='places',
            name='verdict',
            field=models.CharField(choices=[('approved', 'утверждено'), ('returned', 'возвращено'), ('taken_back', 'отозвано')], max_length=10, null=True, verbose_name='итог'),
        ),
        migrations.AddField(
            model_name='places',
            name='verified',
            field=models.CharField(blank=True, max_length=13, verbose_name='как проверено'),
        ),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='places',
            name='token',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='ключ'),
        ),
        migrations.AddIndex(
            model_name='places',
            index=models.Index(fields=['region', 'measure', 'id'], name='measures_places_history'),
        ),
        migrations.AddConstraint(
            model_name='places',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='measures_places_dates'),
        ),
        migrations.AddConstraint(
            model_name='places',
            constraint=models.CheckConstraint(condition=models.Q(('second', None), models.Q(('second', models.F('by')), _negated=True), _connector='OR'), name='measures_places_two_people'),
        ),
        migrations.AddConstraint(
            model_name='places',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second__isnull', False), ('verdict__in', ['approved', 'returned'])), models.Q(('by_name', ''), ('verdict', 'approved')), models.Q(('second', None), ('verdict', 'taken_back')), models.Q(('second', None), ('settled_at', None), ('verdict', None)), _connector='OR'), name='measures_places_settled_whole'),
        ),
        migrations.AddConstraint(
            model_name='places',
            constraint=models.UniqueConstraint(condition=models.Q(('verdict', None)), fields=('region', 'measure', 'starts'), name='measures_places_one_waiting'),
        ),
        append_only('measures_places', may_close=SETTLED),
    ]
