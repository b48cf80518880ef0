"""The region's own measures: drafts that change until they are approved, and the texts that were offered."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from ryadom.regions.append_only import append_only

SETTLED = ("verdict", "second_id", "second_name", "settled_at", "second_note")

# Whoever wrote a word of the text never approves it, nor gives it back to themselves.
FOUR_EYES = migrations.RunSQL(
    "ALTER TABLE rules_measureedition ADD CONSTRAINT rules_measureedition_four_eyes "
    "CHECK (second_id IS NULL OR (second_id <> author_id AND NOT writers @> to_jsonb(second_id)))",
    "ALTER TABLE rules_measureedition DROP CONSTRAINT rules_measureedition_four_eyes",
)

KEPT = migrations.RunSQL(
    """
    CREATE OR REPLACE FUNCTION rules_draft_kept() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'drafts of measures are never deleted' USING ERRCODE = 'restrict_violation';
        END IF;
        IF OLD.state = 'approved' THEN
            RAISE EXCEPTION 'an approved measure is never changed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END
    $body$;
    CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON rules_measuredraft
    FOR EACH ROW EXECUTE FUNCTION rules_draft_kept();
    """,
    "DROP TRIGGER kept ON rules_measuredraft; DROP FUNCTION rules_draft_kept();",
)


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0001_own_values'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MeasureDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(editable=False, max_length=6, verbose_name='регион')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='ключ')),
                ('measure', models.CharField(max_length=80, verbose_name='мера')),
                ('content', models.JSONField(verbose_name='файл меры')),
                ('laws', models.JSONField(default=dict, verbose_name='места закона')),
                ('cases', models.JSONField(default=list, verbose_name='случаи')),
                ('starts', models.DateField(null=True, verbose_name='с')),
                ('act', models.CharField(blank=True, max_length=500, verbose_name='акт')),
                ('act_number', models.CharField(blank=True, max_length=60, verbose_name='номер')),
                ('act_date', models.DateField(null=True, verbose_name='дата акта')),
                ('act_url', models.CharField(blank=True, max_length=500, verbose_name='где прочитать')),
                ('verified', models.CharField(blank=True, max_length=13, verbose_name='как проверено')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='редакция')),
                ('author_name', models.CharField(max_length=200, verbose_name='кто написал')),
                ('writers', models.JSONField(default=list, help_text='ключи учётных записей: никто из них не утверждает', verbose_name='кто писал')),
                ('at', models.DateTimeField(verbose_name='когда')),
                ('second_name', models.CharField(max_length=200, null=True, verbose_name='кто решил')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='когда решено')),
                ('second_note', models.CharField(max_length=2000, null=True, verbose_name='почему')),
                ('state', models.CharField(choices=[('writing', 'пишут'), ('waiting', 'ждёт'), ('approved', 'утверждено'), ('returned', 'возвращено'), ('taken_back', 'отложено')], default='writing', max_length=10, verbose_name='где стоит')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('region__regex', '^RU-[A-Z]{2,3}$')), name='rules_measuredraft_region_is_code'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ['writing', 'waiting', 'returned'])), fields=('region', 'measure'), name='rules_measuredraft_one_open'),
                ],
                'indexes': [
                    models.Index(fields=['region', 'state', 'id'], name='rules_measuredraft_state'),
                ],
            },
        ),
        migrations.CreateModel(
            name='MeasureEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(editable=False, max_length=6, verbose_name='регион')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='ключ')),
                ('measure', models.CharField(max_length=80, verbose_name='мера')),
                ('content', models.JSONField(verbose_name='файл меры')),
                ('laws', models.JSONField(default=dict, verbose_name='места закона')),
                ('cases', models.JSONField(default=list, verbose_name='случаи')),
                ('starts', models.DateField(null=True, verbose_name='с')),
                ('act', models.CharField(blank=True, max_length=500, verbose_name='акт')),
                ('act_number', models.CharField(blank=True, max_length=60, verbose_name='номер')),
                ('act_date', models.DateField(null=True, verbose_name='дата акта')),
                ('act_url', models.CharField(blank=True, max_length=500, verbose_name='где прочитать')),
                ('verified', models.CharField(blank=True, max_length=13, verbose_name='как проверено')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='редакция')),
                ('author_name', models.CharField(max_length=200, verbose_name='кто написал')),
                ('writers', models.JSONField(default=list, help_text='ключи учётных записей: никто из них не утверждает', verbose_name='кто писал')),
                ('at', models.DateTimeField(verbose_name='когда')),
                ('second_name', models.CharField(max_length=200, null=True, verbose_name='кто решил')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='когда решено')),
                ('second_note', models.CharField(max_length=2000, null=True, verbose_name='почему')),
                ('verdict', models.CharField(choices=[('approved', 'утверждено'), ('returned', 'возвращено'), ('taken_back', 'отозвано')], max_length=10, null=True, verbose_name='итог')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.measuredraft', verbose_name='черновик')),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('region__regex', '^RU-[A-Z]{2,3}$')), name='rules_measureedition_region_is_code'),
                    models.CheckConstraint(condition=models.Q(('act_date__isnull', False), ('starts__isnull', False), models.Q(('act', ''), _negated=True)), name='rules_measureedition_cited'),
                    models.CheckConstraint(condition=models.Q(('verified__in', ['act', 'official_page', 'press', 'recalled'])), name='rules_measureedition_verified'),
                    models.CheckConstraint(condition=models.Q(models.Q(('second', None), ('settled_at', None), ('verdict', None)), models.Q(('second', None), ('settled_at__isnull', False), ('verdict', 'taken_back')), models.Q(('second__isnull', False), ('settled_at__isnull', False), ('verdict__in', ['approved', 'returned'])), _connector='OR'), name='rules_measureedition_settled_whole'),
                    models.UniqueConstraint(condition=models.Q(('verdict', None)), fields=('draft',), name='rules_measureedition_one_waiting'),
                    models.UniqueConstraint(condition=models.Q(('verdict', 'approved')), fields=('draft',), name='rules_measureedition_approved_once'),
                ],
                'indexes': [
                    models.Index(fields=['region', 'verdict', 'starts', 'id'], name='rules_measureedition_counting'),
                ],
            },
        ),
        append_only('rules_measureedition', may_close=SETTLED),
        FOUR_EYES,
        KEPT,
    ]
