# Sourced by the other scripts: makes the locked environment and enters it.
#
# One environment for each Python version, `.venv-3.11` and so on, built from requirements.lock and
# from nothing else. A stamp in it names what it was built from, so a second run does nothing.
# PYTHON chooses the interpreter.

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '· %s\n' "$*" >&2; }

give_up() {
    printf '%s\n' "$*" >&2
    exit 2
}

# Set PYTHON to an interpreter that can build the environment, and VERSION to its "3.x".
find_python() {
    PYTHON="${PYTHON:-python3}"
    command -v "$PYTHON" >/dev/null ||
        give_up "There is no “$PYTHON” on this machine. Install Python 3.11 or newer: apt-get install python3 python3-venv"
    VERSION="$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        give_up "“$PYTHON” is Python $VERSION; Makalah needs 3.11 or newer. Choose another with PYTHON=/path/to/python3."
    "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
        give_up "“$PYTHON” cannot make environments. Install the missing part: apt-get install python$VERSION-venv"
    # Of an environment, what it was made with: it may be the one that is about to be made anew.
    PYTHON="$("$PYTHON" -c 'import sys; print(sys._base_executable)')"
}

# Print what the environment has to be built from.
wanted_stamp() {
    cat "$ROOT/requirements.lock" "$ROOT/pyproject.toml" |
        "$PYTHON" -c 'import hashlib, sys; print(sys.version.split()[0], hashlib.sha256(sys.stdin.buffer.read()).hexdigest(), sys.argv[1])' "$ROOT"
}

# Build the environment anew; the stamp comes last, so that a broken build is never taken for one.
build_environment() {
    local venv="$1" stamp="$2" pip
    pip=("$venv/bin/python" -m pip -qq --disable-pip-version-check --no-input)
    say "making ${venv##*/} with $("$PYTHON" --version)"
    rm -rf "$venv"
    "$PYTHON" -m venv "$venv"
    say "installing the locked packages (a few minutes the first time)"
    "${pip[@]}" install --require-hashes --only-binary :all: --requirement "$ROOT/requirements.lock"
    say "adding this tree"
    "${pip[@]}" install --no-deps --no-build-isolation --editable "$ROOT"
    printf '%s\n' "$stamp" >"$venv/stamp"
}

# Make the environment if it is not there, and put it first on PATH.
enter_environment() {
    find_python
    local venv="$ROOT/.venv-$VERSION" stamp
    stamp="$(wanted_stamp)"
    mkdir -p "$ROOT/.cache"
    {
        flock 9
        if [ "$(cat "$venv/stamp" 2>/dev/null)" != "$stamp" ]; then
            build_environment "$venv" "$stamp" 9>&-
        fi
    } 9>"$ROOT/.cache/environment-$VERSION.lock"
    export VIRTUAL_ENV="$venv" PATH="$venv/bin:$PATH"
    unset PYTHONHOME
    cd "$ROOT"
}

# Install the Debian packages whose program is missing, if this user may.
need_programs() {
    local program missing=()
    for program in "$@"; do
        command -v "$program" >/dev/null || missing+=("$program")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    command -v apt-get >/dev/null ||
        give_up "Install these programs first, then try again: ${missing[*]}"
    local become=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null ||
            give_up "Some programs are missing. Run this, then try again: sudo apt-get install ${missing[*]}"
        become=(sudo -n)
    fi
    say "installing Debian packages: ${missing[*]}"
    "${become[@]}" apt-get -qq update
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install --yes --no-install-recommends "${missing[@]}" >/dev/null
}
