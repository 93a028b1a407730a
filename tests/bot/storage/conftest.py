import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.storage.database import Database, file_url

HOW_TO_INSTALL = "there is no PostgreSQL server; Debian has one: apt-get install postgresql"
UNPRIVILEGED = "postgres", "nobody"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server, started for these tests alone; its socket is a file, it has no port."""
    tools = _tools()
    if tools is None:
        pytest.skip(HOW_TO_INSTALL)
    # A socket's path has at most 107 characters, so it is not below pytest's folder.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    run = _runner(folder)
    data = folder / "data"
    run(str(tools / "initdb"), "-D", str(data), "-U", "bot", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    run(str(tools / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://bot@/postgres?host={folder}"
    finally:
        run(str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind."""
    if request.param == "sqlite":
        return file_url(tmp_path)
    server: str = request.getfixturevalue("postgres")
    _empty(server)
    return server


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


def _tools() -> Path | None:
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).parent if found and shutil.which("pg_ctl") else debian[-1].parent if debian else None


def _runner(folder: Path) -> Callable[..., None]:
    """Runs a program as somebody whom PostgreSQL allows: it refuses to run as root."""
    user = None
    if os.geteuid() == 0:
        import pwd

        names = {entry.pw_name for entry in pwd.getpwall()}
        user = next((name for name in UNPRIVILEGED if name in names), None)
        if user is None:
            pytest.skip("PostgreSQL does not run as root, and there is no other user to run it as")
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=60)

    return run


def _empty(server: str) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
