"""Opening a library file: making it, bringing it up to date, its transactions, its errors, and a copy of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from ..errors import LibraryError, UnwritableFile
from ..i18n import _
from ..index import Index, folded
from ..system.paths import is_on_network, user_data
from .citations import may_rule, rebuild_relations, rebuild_sentences
from .files import merge_twins, name_key
from .passages import file_words, rebuild_passages

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x43485448  # "CHTH" in the file's header distinguishes a library from any other SQLite file
SCHEMA_VERSION = 17
_MIGRATIONS = os.path.join(os.path.dirname(__file__), "migrations")  # 003_….sql brings version 2 to 3
_WITH_FILES = 16  # the version from which on a document may have several files
_WITH_RELATIONS = 3  # the version from which on relations and validity are stored
_WITH_SENTENCES = 17  # the sentence of each citation
_MAGIC = b"SQLite format 3\x00"
_WAIT = 30.0  # seconds for another writer to end
_PAGES_AT_ONCE = 4096  # copied by a backup before other writers get their turn


def default_path() -> str:
    """Return the path of the library unless another is named, in the platform's folder for user data."""
    return os.path.join(user_data(), "library.sqlite")


def connect(path: str, *, create: bool = False) -> sqlite3.Connection:
    """Return a connection to the library at `path`, which `create` makes, readable by its owner only, when absent.

    Raises LibraryError when the file is absent, is not a library, is newer than this program or cannot be opened; it is
    not changed then.
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
        raise _not_a_library(path) from error
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write all that is written inside, or nothing."""
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
    """Read one state of the library, whatever another process writes meanwhile."""
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


def library_error(error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
    """Return the error to show for one of SQLite's while a command works on the library."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return LibraryError(_("Another program is writing to the library."), hint=_("Try again when it is done."))
    if "readonly" in text:
        hint = _("It can be searched; to change it, copy it to a folder where you may write.")
        return LibraryError(_("The library may only be read."), hint=hint)
    if "full" in text:
        return LibraryError(_("The disk is full; what was added before is kept."), hint=_("Make room and continue."))
    from ..system.os_errors import describe

    return LibraryError(
        _("The library cannot be used ({error}).").format(error=describe(error)),
        hint=_("Examine it with: chithi doctor."),
    )


def back_up(connection: sqlite3.Connection, target: Path, *, force: bool = False) -> int:
    """Copy the library to `target` (SQLite's online backup), check the copy, and return its size in bytes.

    The copy is readable by its owner only and gets its name when it is complete. `-` is standard output.

    Raises:
        UnwritableFile: The file exists and `force` is off, it is the library itself, or it cannot be written.
        LibraryError: The copy is damaged.
    """
    library = connection.execute("pragma database_list").fetchone()[2]
    if target.exists() and target.samefile(library):
        raise UnwritableFile(
            _("A library cannot be replaced by its own copy."), hint=_("Name another file."), path=target
        )
    from ..system.files import output_file

    with output_file(target, force=force, replace_own=False) as temporary:
        with closing(sqlite3.connect(temporary)) as copy:
            connection.backup(copy, pages=_PAGES_AT_ONCE)
            copy.execute("pragma journal_mode = delete")  # one file, without a companion
            problem = copy.execute("pragma quick_check").fetchone()[0]
        if problem != "ok":
            raise LibraryError(_("The copy is damaged ({problem}).").format(problem=problem), path=target)
        return temporary.stat().st_size


def restore(source: Path, target: Path, *, force: bool = False) -> Path | None:
    """Make the library at `target` again from a backup; return where the one before is now, None where none was.

    Raises:
        LibraryError: The backup is missing, damaged or no library.
        UnwritableFile: There is a library and `force` is off, or it cannot be written.
    """
    from secrets import token_hex

    from ..system.files import part_beside

    if target.exists() and not force:
        hint = _("Keep it, or replace it with --force; then it is kept under another name.")
        raise UnwritableFile(_("There is a library already; nothing was changed."), hint=hint, path=target)
    replaced = target.with_name(f"{target.name}.before-{token_hex(3)}") if target.exists() else None
    new = part_beside(target)
    try:
        with closing(connect(str(source))) as backup:
            back_up(backup, new)
        if replaced:
            with closing(sqlite3.connect(target)) as library:
                library.execute("pragma journal_mode = delete")  # nothing of it is left in a companion
            target.rename(replaced)
        new.rename(target)
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            _("The backup is damaged ({error}).").format(error=error), hint=_("Use another one."), path=source
        ) from error
    finally:
        new.unlink(missing_ok=True)
    return replaced


def _is_fresh(path: str) -> bool:
    """Whether the file is absent or empty. Raises LibraryError for one that is not a library.

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
        raise _not_a_library(path)
    if int.from_bytes(header[60:64], "big") > SCHEMA_VERSION:
        raise _newer(path)
    return False


def _create(path: str) -> None:
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT)
    try:
        # The file is marked as ours before anything is in its write-ahead log.
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        if not is_on_network(path):
            connection.execute("pragma journal_mode = wal")  # a file system that cannot have it keeps the other mode
    finally:
        connection.close()


def _open(path: str) -> sqlite3.Connection:
    connection = _connect(path)
    try:
        connection.row_factory = sqlite3.Row
        prepare_connection(connection)
        connection.create_function("name_key", 1, name_key, deterministic=True)
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
        connection.execute("pragma secure_delete = on")  # what is deleted is overwritten
        if has_log(connection):
            if os.access(path, os.W_OK) and is_on_network(path):
                _leave_log(connection, path)
            connection.execute("pragma synchronous = normal")  # with WAL a crash loses at most the last document
    except BaseException:
        connection.close()
        raise
    return connection


def has_log(connection: sqlite3.Connection) -> bool:
    """Return whether the library has a write-ahead log, which lets others read while one writes."""
    return bool(connection.execute("pragma journal_mode").fetchone()[0] == "wal")


def _leave_log(connection: sqlite3.Connection, path: str) -> None:
    """Do without a write-ahead log, whose readers share memory (sqlite.org/wal.html): two computers have none."""
    try:
        connection.execute("pragma journal_mode = delete")
    except sqlite3.OperationalError as error:
        raise LibraryError(
            _("The library was copied to a network share, and another program uses it."),
            hint=_("Close the other program, or copy the library to this computer."),
            path=path,
        ) from error


def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give a connection the functions of the index: `fold`, `file_words`, and `printf` as the view `_indexed` calls it.

    The view calls SQLite's own function, so that a program without ours can read it; then its text is not folded.
    """
    conn.create_function("fold", 1, folded, deterministic=True)
    conn.create_function("file_words", 1, file_words, deterministic=True)
    conn.create_function("printf", 2, lambda _form, text: folded(text), deterministic=True)
    conn.create_function("printf", 3, lambda _form, path, _end: folded(file_words(path)), deterministic=True)


def _connect(path: str) -> sqlite3.Connection:
    """Return SQLite's connection, an immutable one in a read-only folder, where SQLite cannot make its lock files."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=_WAIT)
    try:
        connection.execute("pragma user_version").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if not _is_in_read_only_folder(path):
            raise
        return _connect_immutable(path)
    return connection


def _is_in_read_only_folder(path: str) -> bool:
    folder = os.path.dirname(os.path.abspath(path))
    return not os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _connect_immutable(path: str) -> sqlite3.Connection:
    """Return a connection that reads the file alone, without locks and without its write-ahead log.

    Raises LibraryError where there is a log: its changes would be missed, and the file might change meanwhile.
    """
    from urllib.parse import quote

    if os.path.exists(f"{path}-wal") and os.path.getsize(f"{path}-wal"):
        raise LibraryError(
            _("The library is in a read-only folder, and its last changes are still in a file beside it."),
            hint=_("Open it once where it may be written, or copy all of its files to a folder of yours."),
            path=path,
        )
    return sqlite3.connect(f"file:{quote(os.path.abspath(path))}?immutable=1", uri=True, isolation_level=None)


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date in one transaction; another process may have done so meanwhile."""
    with transaction(connection):
        version = connection.execute("pragma user_version").fetchone()[0]
        for script in sorted(os.listdir(_MIGRATIONS)):
            number = int(script[:3])
            if number <= version:
                continue
            with open(os.path.join(_MIGRATIONS, script), encoding="utf-8") as file:
                for statement in _statements(file.read()):
                    connection.execute(statement)
        if 0 < version < _WITH_RELATIONS:
            rebuild_relations(connection)
        if 0 < version < _WITH_SENTENCES:
            rebuild_sentences(connection)
        index = Index(connection)
        index.create()
        if version:
            rebuild_passages(connection)
            index.rebuild()
        if 0 < version < _WITH_FILES:
            merge_twins(connection, index)
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would end the transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _not_a_library(path: str) -> LibraryError:
    return LibraryError(_("The file is not a chithi library."), hint=_("Name another one with --library."), path=path)


def _older(path: str) -> LibraryError:
    return LibraryError(
        _("The library was made by an older version of chithi and must be brought up to date, but may only be read."),
        hint=_("Open it once where it may be written, or copy it to a folder of yours."),
        path=path,
    )


def _newer(path: str) -> LibraryError:
    return LibraryError(_("The library was made by a newer version of chithi."), hint=_("Update chithi."), path=path)
