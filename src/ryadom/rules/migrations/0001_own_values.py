"""The region's own values of dated parameters; the database itself keeps them as they were written."""


import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from ryadom.regions.append_only import append_only

SETTLED = ("verdict", "second_id", "second_name", "settled_at", "second_note")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ValueEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(editable=False, max_length=6, verbose_name='регион')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='ключ')),
                ('parameter', models.CharField(max_length=120, verbose_name='параметр')),
                ('values', models.JSONField(help_text='[{"keys": {"группа": "дети"}, "value": "16901"}]', verbose_name='значения')),
                ('starts', models.DateField(verbose_name='с')),
                ('ends', models.DateField(null=True, verbose_name='по')),
                ('act', models.CharField(max_length=500, verbose_name='акт')),
                ('act_number', models.CharField(blank=True, max_length=60, verbose_name='номер')),
                ('act_date', models.DateField(verbose_name='дата акта')),
                ('act_url', models.CharField(blank=True, max_length=500, verbose_name='где прочитать')),
                ('verified', models.CharField(max_length=13, verbose_name='как проверено')),
                ('author_name', models.CharField(max_length=200, verbose_name='кто внёс')),
                ('at', models.DateTimeField(verbose_name='когда')),
                ('verdict', models.CharField(choices=[('approved', 'утверждено'), ('returned', 'возвращено'), ('taken_back', 'отозвано')], max_length=10, null=True, verbose_name='итог')),
                ('second_name', models.CharField(max_length=200, null=True, verbose_name='кто утвердил')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='когда решено')),
                ('second_note', models.CharField(max_length=2000, null=True, verbose_name='почему')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.valueentry', verbose_name='вместо')),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['region', 'parameter', 'id'], name='rules_valueentry_history')],
                'constraints': [models.CheckConstraint(condition=models.Q(('region__regex', '^RU-[A-Z]{2,3}$')), name='rules_valueentry_region_is_code'), models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='rules_valueentry_dates'), models.CheckConstraint(condition=models.Q(('verified__in', ['act', 'official_page', 'press', 'recalled'])), name='rules_valueentry_verified'), models.CheckConstraint(condition=models.Q(('second', None), models.Q(('second', models.F('author')), _negated=True), _connector='OR'), name='rules_valueentry_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('second', None), ('settled_at', None), ('verdict', None)), models.Q(('second', None), ('settled_at__isnull', False), ('verdict', 'taken_back')), models.Q(('second__isnull', False), ('settled_at__isnull', False), ('verdict__in', ['approved', 'returned'])), _connector='OR'), name='rules_valueentry_settled_whole'), models.UniqueConstraint(condition=models.Q(('verdict', None)), fields=('region', 'parameter', 'starts'), name='rules_valueentry_one_waiting'), models.UniqueConstraint(condition=models.Q(('verdict', 'approved')), fields=('instead',), name='rules_valueentry_replaced_once')],
            },
        ),
        append_only('rules_valueentry', may_close=SETTLED),
    ]
