#!/usr/bin/env bash
# Runs the tests against an emulator of AWS that others wrote:
#
#   bash __tests__/emulators/run.sh moto                  all of them
#   bash __tests__/emulators/run.sh ministack export mfa  the files of these names
#
# Installs the emulator once, at the versions of its file of constraints, starts it
# on a free port and stops it again. Where it can't be had, without Python or
# without a network, the tests are skipped, out loud; on GitHub's runners, which have
# both, that is a failure.
set -euo pipefail
cd "$(dirname "$0")/../.."

emulator=${1:-}
case $emulator in
moto)
  package='moto[server]'
  start=(-m moto.server --host 127.0.0.1 --port 0)
  ;;
ministack)
  package=ministack
  start=(-m ministack)
  export GATEWAY_PORT=0 BIND_HOST=127.0.0.1
  export MINISTACK_ACCOUNT_ID=123456789012 MINISTACK_REGION=eu-west-1
  ;;
*)
  printf 'Usage: run.sh moto|ministack [FILE…]\n' >&2
  exit 2
  ;;
esac
shift

constraints=__tests__/emulators/$emulator.txt
version=$(sed -n "s/^$emulator==//p" "$constraints")
environment=node_modules/.cache/$emulator-$version
scratch=$(mktemp -d)
server=
tests=

# shellcheck disable=SC2329 # called by the trap
clean_up() {
  trap - EXIT
  if [ -n "$tests" ]; then kill "$tests" 2>/dev/null || true; fi
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

skip() {
  if [ "${GITHUB_ACTIONS:-}" = true ]; then fail "$1"; fi
  printf '\nSKIPPED: the tests against %s need Python 3.10 or later with venv and pip, and a network for the first run: %s\n\n' "$emulator" "$1" >&2
  exit 0
}

fail() {
  printf 'The tests against %s failed: %s\n' "$emulator" "$1" >&2
  if [ -n "${2:-}" ]; then tail -n 30 "$2" | cut -c 1-300 >&2; fi
  exit 1
}

# Both need 3.10. Debian's Python has venv but not always ensurepip.
find_python() {
  local candidate
  for candidate in python3 python; do
    if "$candidate" -c 'import sys, venv, ensurepip
sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
      printf '%s' "$candidate"
      return
    fi
  done
}

# What pip writes when it can't reach its index.
is_offline() {
  grep -qE 'NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ConnectionResetError|ProxyError|Network is unreachable|Temporary failure in name resolution' "$1"
}

# Half an environment, or one of other versions, doesn't match its mark.
install_emulator() {
  local python=$1 mark
  mark="$(cksum <"$constraints") $("$python" -VV)"
  if [ "$(cat "$environment/complete" 2>/dev/null)" = "$mark" ]; then return; fi
  printf 'Installing %s %s …\n' "$emulator" "$version"
  rm -rf "$environment"
  mkdir -p "$(dirname "$environment")"
  "$python" -m venv "$environment" >"$scratch/install.log" 2>&1 ||
    fail 'no virtual environment could be made' "$scratch/install.log"
  if ! "$environment/bin/python" -m pip install --disable-pip-version-check \
    --no-input --retries 2 --timeout 20 --constraint "$constraints" \
    "$package==$version" >"$scratch/install.log" 2>&1; then
    rm -rf "$environment"
    if is_offline "$scratch/install.log"; then skip 'pip reached no index.'; fi
    fail 'it could not be installed' "$scratch/install.log"
  fi
  printf '%s' "$mark" >"$environment/complete"
}

# Port 0 is any free one; the log then says which.
start_emulator() {
  local log=$scratch/server.log port
  # Here and not by the server: it is read at once.
  : >"$log"
  TMPDIR=$scratch "$environment/bin/python" "${start[@]}" >"$log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    port=$(sed -n 's|.*Running on http://127\.0\.0\.1:\([0-9]*\).*|\1|p;T;q' "$log")
    if [ -n "$port" ] && answers "$port"; then
      export EMULATOR=$emulator EMULATOR_ENDPOINT=http://127.0.0.1:$port
      return
    fi
    kill -0 "$server" 2>/dev/null || fail 'it ended at its start' "$log"
    sleep 0.2
  done
  fail 'it did not answer within a minute' "$log"
}

answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

python=$(find_python)
if [ -z "$python" ]; then skip 'there is no such Python.'; fi
install_emulator "$python"
if [ "$emulator" = moto ]; then export PINNED_BOTOCORE=$PWD/$environment; fi
start_emulator

# In the background, so that a signal ends the wait and not just the tests.
PATH=$PWD/node_modules/.bin:$PATH \
  node_modules/.bin/jest "$@" --selectProjects emulators &
tests=$!
outcome=0
wait "$tests" || outcome=$?
tests=
kill -0 "$server" 2>/dev/null || fail 'it ended before the tests did' "$scratch/server.log"
exit "$outcome"
