#!/usr/bin/env bash
# Runs the tests that read snapshots by hand, with the reference implementation
# of age: builds it once, at the version of go.mod and with the bytes of go.sum.
# Where it can't be had, without Go or without a network, they are skipped, out
# loud.
set -euo pipefail
cd "$(dirname "$0")/../.."

module=__tests__/age
version=$(sed -n 's|^\tfilippo.io/age v\([0-9.]*\).*|\1|p' "$module/go.mod")
folder=$PWD/node_modules/.cache/age-$version
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Whatever the machine sets: these versions, this compiler, no C.
export GOFLAGS='-mod=readonly -buildvcs=false' GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0

skip() {
  printf '\nSKIPPED: the tests that read snapshots by hand need jq, sha256sum, gunzip, Go 1.25 or later, and a network for the first run: %s\n\n' "$1" >&2
  exit 0
}

has_go() {
  local minor
  minor=$(go version 2>/dev/null | sed -n 's/.* go1\.\([0-9]*\).*/\1/p')
  [ "${minor:-0}" -ge 25 ]
}

# What go writes when it can't reach its proxy.
is_offline() {
  grep -qE 'no such host|i/o timeout|connection (refused|reset)|network is unreachable|TLS handshake timeout|module lookup disabled' "$log"
}

build_age() {
  local mark
  mark="$(cat "$module/go.mod" "$module/go.sum" | cksum) $(go version)"
  if [ "$(cat "$folder/complete" 2>/dev/null)" = "$mark" ]; then return; fi
  printf 'Building age %s …\n' "$version"
  rm -rf "$folder"
  mkdir -p "$folder/bin"
  if ! (cd "$module" && go build -o "$folder/bin/" filippo.io/age/cmd/age) >"$log" 2>&1; then
    if is_offline; then skip 'go reached no proxy.'; fi
    printf 'age could not be built\n' >&2
    tail -n 30 "$log" | cut -c 1-300 >&2
    exit 1
  fi
  printf '%s' "$mark" >"$folder/complete"
}

for tool in jq sha256sum gunzip; do
  command -v "$tool" >/dev/null || skip "there is no $tool."
done
has_go || skip 'there is no such Go.'
build_age

AGE_FOLDER=$folder/bin PATH=$PWD/node_modules/.bin:$PATH \
  node_modules/.bin/jest "$@" --selectProjects age
