from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="WrongTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("login", models.CharField(max_length=64, verbose_name="отпечаток логина")),
                ("at", models.DateTimeField(verbose_name="когда")),
            ],
            options={"indexes": [models.Index(fields=["login", "at"], name="curator_wrongtry_login")]},
        ),
    ]
