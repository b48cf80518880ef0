"""Django's settings: they follow from the environment (`environment.py`) and from the rooms on disk (`rooms.py`)."""

from django.core.management.utils import get_random_secret_key

from ryadom.site import logs
from ryadom.site.environment import database_settings, environment
from ryadom.site.rooms import has_module, installed_rooms

RYADOM = environment()
PRODUCTION = RYADOM.production
DEMO = RYADOM.shows_demo

# The supervisor hands one key to all its processes; a lone command on trial signs with a key of its own.
SECRET_KEY = RYADOM.secret_key or get_random_secret_key()
DEBUG = RYADOM.debug
ALLOWED_HOSTS = RYADOM.hosts
ROOT_URLCONF = "ryadom.site.urls"
WSGI_APPLICATION = "ryadom.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rooms stand first: their templates may replace those of Django.
INSTALLED_APPS = [
    *installed_rooms(),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
]

# Order matters: security first, files before sessions, language before anything that speaks, policy on every answer.
MIDDLEWARE = [
    "ryadom.site.access.AccessLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ryadom.ui.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ryadom.regions.middleware.RegionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ryadom.ui.errors.CalmErrors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ryadom.ui.context.surroundings",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CSRF_FAILURE_VIEW = "ryadom.ui.errors.expired"

DATABASES = {"default": database_settings(RYADOM.database_url or "postgres://postgres@127.0.0.1:5432/ryadom")}

# The account is not the person: it only signs in.
AUTH_USER_MODEL = "people.Account" if has_module("ryadom.people.models") else "auth.User"
LOGIN_URL = "/staff/enter/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]  # each in its own tongue, never translated
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = RYADOM.data / "static" if PRODUCTION else None  # on trial files come straight from the rooms
MEDIA_ROOT = RYADOM.data / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION and RYADOM.behind_tls:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

PROCRASTINATE_IMPORT_PATHS = ["ryadom.site.tasks"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING_CONFIG = None
logs.configure(json=PRODUCTION, level=RYADOM.log_level)
