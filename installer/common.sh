# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by the installer scripts: where the project is, which packages it needs, how it is built.
# shellcheck shell=bash
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=${ISTHMUS_PRESET:-release}
build=$project/build/$preset

say() { printf '%s\n' "isthmus: $*" >&2; }
die() { say "$*"; exit 1; }

# missing_packages GROUP…: those of the groups that are not installed, one a line.
missing_packages() {
    local group name
    while read -r group name; do
        case " $* " in *" $group "*) ;; *) continue ;; esac
        dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || printf '%s\n' "$name"
    done < <(grep -v '^#' "$project/installer/packages")
}

# as_root COMMAND…: runs it as root, through sudo where we are not.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages GROUP…: installs what is missing; says what to do where it may not.
install_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing ${#missing[@]} packages: ${missing[*]}"
    if [ "$(id -u)" != 0 ] && ! { command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }; then
        die "these packages are missing and installing them needs root. Run this as root, then try again:
    apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    fi
    # Debian's package would start a database server for the whole machine. The sandbox brings its own, so keep that from
    # happening where PostgreSQL is new; a machine that has it already keeps what it has.
    if ! dpkg-query -W -f='${db:Status-Status}\n' postgresql-common 2>/dev/null | grep -qx installed; then
        as_root mkdir -p /etc/postgresql-common/createcluster.d
        printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.d/isthmus.conf >/dev/null
    fi
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] || die "apt-get did not install: ${missing[*]}"
}

# build TARGET…: configures and builds; without targets, everything.
build() {
    local log=$build/build.log targets=()
    mkdir -p "$build"
    for t in "$@"; do targets+=(--target "$t"); done
    say "building ($preset); details in $log"
    if ! { cd "$project" && cmake --preset "$preset" && cmake --build "$build" "${targets[@]}"; } >"$log" 2>&1; then
        grep -E 'error|Error|FAILED' "$log" | head -n 20 >&2 || true
        die "the build failed; see $log"
    fi
}

# What is started from here on carries this mark in its environment, however far it detaches itself.
export ISTHMUS_RUN=$$.$(date +%s%N)

# left_behind: processes that carry the mark and are none of this shell's own, one "pid command" a line.
left_behind() {
    local dir pid
    for dir in /proc/[0-9]*; do
        pid=${dir#/proc/}
        [ "$pid" != "$$" ] && [ "$pid" != "$BASHPID" ] || continue
        { grep -qzxF "ISTHMUS_RUN=$ISTHMUS_RUN" "$dir/environ" && printf '%s %s\n' "$pid" "$(tr '\0' ' ' <"$dir/cmdline")"; } 2>/dev/null
    done
    return 0
}

# expect_no_leftovers: fails if something that was started here still runs.
expect_no_leftovers() {
    local left
    left=$(left_behind)
    [ -z "$left" ] || die "processes were left behind:
$left"
}
