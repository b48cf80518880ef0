"""A person may ask to be told on the day on which an answer changes."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0003_places_by_two'),
        ('people', '0004_told_relatives'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(editable=False, max_length=6, verbose_name='регион')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='ключ')),
                ('subject', models.CharField(max_length=40, verbose_name='для кого')),
                ('subject_name', models.CharField(blank=True, max_length=300, verbose_name='имя')),
                ('measure', models.CharField(max_length=120, verbose_name='мера')),
                ('title', models.CharField(max_length=300, verbose_name='название меры')),
                ('day', models.DateField(verbose_name='день')),
                ('begins', models.BooleanField(verbose_name='право начнётся')),
                ('channel', models.CharField(max_length=8, verbose_name='канал')),
                ('helper_name', models.CharField(blank=True, max_length=200, verbose_name='кто из сотрудников записал')),
                ('asked_at', models.DateTimeField(verbose_name='попросили')),
                ('told_at', models.DateTimeField(null=True, verbose_name='напомнили')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='больше не напоминать')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['person'], name='measures_reminder_person'), models.Index(condition=models.Q(('told_at', None), ('withdrawn_at', None)), fields=['region', 'day'], name='measures_reminder_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('region__regex', '^RU-[A-Z]{2,3}$')), name='measures_reminder_region_is_code'), models.UniqueConstraint(condition=models.Q(('told_at', None), ('withdrawn_at', None)), fields=('person', 'measure', 'subject', 'day'), name='measures_reminder_one_open')],
            },
        ),
    ]
