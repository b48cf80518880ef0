"""Tables whose rows are only added: the database itself refuses to change or delete them.

TRUNCATE stays possible: only an owner of the database may do it, and tests and the demo need it.
"""

from collections.abc import Sequence

from django.db.migrations import RunSQL

_FUNCTION = """
CREATE OR REPLACE FUNCTION ryadom_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    before jsonb;
    after jsonb;
    may_close text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    before := to_jsonb(OLD);
    after := to_jsonb(NEW);
    FOREACH may_close IN ARRAY coalesce(TG_ARGV, ARRAY[]::text[]) LOOP
        -- A closing column is written once, from empty; afterwards it is as fixed as the rest.
        IF before -> may_close = 'null'::jsonb THEN
            before := before - may_close;
            after := after - may_close;
        END IF;
    END LOOP;
    IF before IS DISTINCT FROM after THEN
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$body$;
"""


def append_only(table: str, *, may_close: Sequence[str] = ()) -> RunSQL:
    """A migration step: rows of the table are never deleted, and only the columns `may_close` are written, once."""
    columns = ", ".join(f"'{column}'" for column in may_close)
    return RunSQL(
        _FUNCTION + f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION ryadom_append_only({columns});",
        f'DROP TRIGGER append_only ON "{table}";',
    )
