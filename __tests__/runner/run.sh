#!/usr/bin/env bash
# Runs the tests that have workflows run by act, a runner that reads action.yml as
# GitHub's does: builds it once, at the version of go.mod and with the bytes of
# go.sum. Where it can't be had, without Go or a network, they are skipped, out
# loud; on GitHub's runners, which have both, that is a failure.
set -euo pipefail
cd "$(dirname "$0")/../.."

module=__tests__/runner
version=$(sed -n 's|^\tgithub.com/nektos/act v\([0-9.]*\).*|\1|p' "$module/go.mod")
folder=$PWD/node_modules/.cache/act-$version
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Whatever the machine sets: these versions, this compiler, no C.
export GOFLAGS='-mod=readonly -buildvcs=false' GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0

fail() {
  printf '%s\n' "$1" >&2
  if [ -s "$log" ]; then tail -n 30 "$log" | cut -c 1-300 >&2; fi
  exit 1
}

skip() {
  if [ "${GITHUB_ACTIONS:-}" = true ]; then fail "The tests with act could not run: $1"; fi
  printf '\nSKIPPED: the tests with act need git, Go 1.25 or later, and a network for the first run: %s\n\n' "$1" >&2
  exit 0
}

has_go() {
  local minor
  minor=$( (go version 2>/dev/null || true) | sed -n 's/.* go1\.\([0-9]*\).*/\1/p')
  [ "${minor:-0}" -ge 25 ]
}

# What go writes when it can't reach its proxy.
is_offline() {
  grep -qE 'no such host|i/o timeout|connection (refused|reset)|network is unreachable|TLS handshake timeout|module lookup disabled' "$log"
}

# Half a build, or one of another version, doesn't match its mark.
build_act() {
  local mark
  mark="$(cat "$module/go.mod" "$module/go.sum" | cksum) $(go version)"
  if [ "$(cat "$folder/complete" 2>/dev/null)" = "$mark" ]; then return; fi
  printf 'Building act %s …\n' "$version"
  rm -rf "$folder"
  mkdir -p "$folder/bin"
  if ! (cd "$module" && go build -o "$folder/bin/" github.com/nektos/act) >"$log" 2>&1; then
    if is_offline; then skip 'go reached no proxy.'; fi
    fail 'act could not be built.'
  fi
  printf '%s' "$mark" >"$folder/complete"
}

command -v git >/dev/null || skip 'there is no git.'
has_go || skip 'there is no such Go.'
build_act

# The node of the path is what act runs the action with.
ACT=$folder/bin/act PATH=$PWD/node_modules/.bin:$PATH \
  node_modules/.bin/jest "$@" --selectProjects runner
