"""The database: reachable, not from the future, and migrated."""

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from config.serving.problem import CannotServe
from signposting.gazetteer.bundled import load_gazetteer

Key = tuple[str, str]


def pending() -> bool:
    """Whether migrations wait to be applied. Raise CannotServe for a database this code must not touch."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise CannotServe(f"the database cannot be opened: {' '.join(str(error).split())}") from error
    unknown = from_the_future(executor.loader)
    if unknown:
        shown = ", ".join(f"{app}.{name}" for app, name in unknown[:3])
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        raise CannotServe(
            f"a newer version of Lantern has written the database ({shown}{more} is not in this code). "
            "Nothing was changed. Bring the code up to date, or set DATA_DIR to another folder."
        )
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Apply what is pending, and bring the bundled places up to date with the code."""
    call_command("migrate", interactive=False, verbosity=0)
    load_gazetteer()


def from_the_future(loader: MigrationLoader) -> list[Key]:
    """Migrations that were applied to the database and are not in this code, in a stable order.

    An app that this code does not have counts too: it is most likely one that a newer version
    brought. A version that drops an app must therefore remove its rows with a migration.
    """
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update((app, name) for app, name in migration.replaces)
    return sorted(set(loader.applied_migrations) - known)
