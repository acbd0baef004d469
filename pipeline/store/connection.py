"""Opening a library file: who may read it, what it must be, how it comes up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import LibraryError
from ..i18n import _
from ..index import Index, folded
from ..system.paths import user_data
from .relations import may_rule

APPLICATION_ID = 0x43485448  # "CHTH" in the file's header tells a library from any other SQLite file
# The script at place n brings version n to n + 1; version 0 is an empty file.
MIGRATIONS = (
    "schema.sql",
    "accepted.sql",
    "follow.sql",
    "saved.sql",
    "waiting.sql",
    "keys.sql",
    "",  # changed the index only, which every migration makes again
    "runs.sql",
    "view.sql",
)
SCHEMA_VERSION = len(MIGRATIONS)
_MAGIC = b"SQLite format 3\x00"
_WAIT = 30.0  # seconds for another writer to end


def default_path() -> str:
    """Where the library stands unless asked otherwise: the platform's folder for user data."""
    return os.path.join(user_data(), "library.sqlite")


def connect(path: str, *, create: bool = False) -> sqlite3.Connection:
    """A connection to the library at `path`, which `create` makes, readable by its owner only, when absent.

    Raises LibraryError when there is none, or it is no library, is newer than this
    program or cannot be opened; the file is left as it is.
    """
    try:
        fresh = _is_fresh(path)
        if fresh and not create:
            raise LibraryError(_("There is no library yet."), hint=_("Make one with: chithi ingest FOLDER."), path=path)
        if fresh:
            _create(path)
        connection = _open(path)
    except (OSError, sqlite3.OperationalError) as error:
        from ..system.os_errors import describe

        raise LibraryError(
            _("The library cannot be opened ({error}).").format(error=describe(error)),
            hint=_("Check that you may read and write it, or name another one with --library."),
            path=path,
        ) from error
    except sqlite3.DatabaseError as error:
        raise _foreign(path) from error
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of what is written inside, or none of it."""
    connection.execute("begin immediate")
    try:
        yield connection
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    connection.execute("commit")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read the library as it is now, whatever another process writes meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("begin")
    try:
        yield
    finally:
        connection.execute("commit")


def plain_cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a cursor whose rows are tuples, which cost half as much as rows with names."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def explained(error: sqlite3.Error) -> LibraryError:
    """What stopped a command while it worked on the library, in words."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return LibraryError(_("Another program is writing to the library."), hint=_("Try again when it is done."))
    if "readonly" in text:
        hint = _("It can be searched; to change it, copy it to a folder where you may write.")
        return LibraryError(_("The library may only be read."), hint=hint)
    if "full" in text:
        return LibraryError(_("The disk is full; what was taken in before is kept."), hint=_("Make room and go on."))
    from ..system.os_errors import describe

    return LibraryError(
        _("The library cannot be used ({error}).").format(error=describe(error)),
        hint=_("Examine it with: chithi doctor."),
    )


def _is_fresh(path: str) -> bool:
    """Whether there is no file, or an empty one. Raises LibraryError for one that is no library.

    The header is read as plain bytes, since SQLite may roll back or check-point what it opens.
    """
    try:
        with open(path, "rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return True
    if not header:
        return True
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise _foreign(path)
    if int.from_bytes(header[60:64], "big") > SCHEMA_VERSION:
        raise _newer(path)
    return False


def _create(path: str) -> None:
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT)
    try:
        # The file says whose it is before anything is kept in its write-ahead log.
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute("pragma journal_mode = wal")
    finally:
        connection.close()


def _open(path: str) -> sqlite3.Connection:
    connection = _connection(path)
    try:
        connection.row_factory = sqlite3.Row
        connection.create_function("fold", 1, folded, deterministic=True)
        connection.create_function("may_rule", 2, may_rule, deterministic=True)
        version = connection.execute("pragma user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise _newer(path)
        if version < SCHEMA_VERSION:
            try:
                _migrate(connection)
            except sqlite3.OperationalError as error:
                if "readonly" not in str(error):
                    raise
                raise _older(path) from error
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma secure_delete = on")  # what goes is overwritten
        connection.execute("pragma synchronous = normal")  # with WAL a crash loses at most the last document
    except BaseException:
        connection.close()
        raise
    return connection


def _connection(path: str) -> sqlite3.Connection:
    """SQLite's connection; one that takes the file as it is where it can only be read.

    SQLite keeps track of readers in a file beside a library, which it cannot make there.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT)
    try:
        connection.execute("pragma user_version").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if not _may_only_be_read(path):
            raise
        return _as_it_is(path)
    return connection


def _may_only_be_read(path: str) -> bool:
    folder = os.path.dirname(os.path.abspath(path))
    return not os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _as_it_is(path: str) -> sqlite3.Connection:
    """A connection that looks at nothing but the file itself.

    That is right as long as nobody writes. Whoever has the library open keeps a log beside it; where there is one, what
    it holds would be missed, and the file might change under the reader. Raises LibraryError then.
    """
    from urllib.parse import quote

    if os.path.exists(f"{path}-wal") and os.path.getsize(f"{path}-wal"):
        raise LibraryError(
            _("The library lies where you may only read, and its last changes are still in a file beside it."),
            hint=_("Open it once where it may be written, or copy all of its files to a folder of yours."),
            path=path,
        )
    return sqlite3.connect(f"file:{quote(os.path.abspath(path))}?immutable=1", uri=True, isolation_level=None)


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date in one transaction; another process may have done so meanwhile."""
    connection.execute("begin immediate")
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
        for script in filter(None, MIGRATIONS[version:]):
            with open(os.path.join(os.path.dirname(__file__), script), encoding="utf-8") as file:
                for statement in _statements(file.read()):
                    connection.execute(statement)
            if script == "follow.sql" and version:
                from .relations import rebuild

                rebuild(connection)
        index = Index(connection)
        index.create()
        if version:
            index.rebuild()
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would end the transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _foreign(path: str) -> LibraryError:
    return LibraryError(_("The file is no chithi library."), hint=_("Name another one with --library."), path=path)


def _older(path: str) -> LibraryError:
    return LibraryError(
        _("The library was made by an older version of chithi and must be brought up to date, but may only be read."),
        hint=_("Open it once where it may be written, or copy it to a folder of yours."),
        path=path,
    )


def _newer(path: str) -> LibraryError:
    return LibraryError(_("The library was made by a newer version of chithi."), hint=_("Update chithi."), path=path)
