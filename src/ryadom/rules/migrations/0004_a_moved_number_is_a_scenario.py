from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0003_what_if'),
    ]

    operations = [
        migrations.AddField(
            model_name='whatif',
            name='proposed_at',
            field=models.DateTimeField(null=True, verbose_name='предложено методологам'),
        ),
    ]
