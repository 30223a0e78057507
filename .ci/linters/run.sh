#!/usr/bin/env bash
# Lints what npm's own tools can't: `run.sh infra` the CloudFormation templates,
# `run.sh workflows` the workflows, for errors and for security. Installs the
# linters once, at the versions of requirements.txt and go.mod. Where they can't be
# had, without Python, Go or a network, they are skipped, out loud; on GitHub's
# runners, which have all of it, that is a failure.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=.ci/linters
cache=$PWD/node_modules/.cache/linters
log=$(mktemp)
trap 'rm -f "$log"' EXIT

skip() {
  if [ "${GITHUB_ACTIONS:-}" = true ]; then fail "$1 could not run: $2"; fi
  printf '\nSKIPPED: %s needs %s\n\n' "$1" "$2" >&2
  exit 0
}

fail() {
  printf '%s\n' "$1" >&2
  if [ -s "$log" ]; then tail -n 30 "$log" | cut -c 1-300 >&2; fi
  exit 1
}

find_python() {
  local candidate
  for candidate in python3 python; do
    if "$candidate" -c 'import sys, venv, ensurepip
sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s' "$candidate"
      return
    fi
  done
}

# What pip and go write when they can't reach their index or proxy.
is_offline() {
  grep -qE 'NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ConnectionResetError|ProxyError|[Nn]etwork is unreachable|Temporary failure in name resolution|no such host|i/o timeout|connection (refused|reset)|TLS handshake timeout|module lookup disabled' "$log"
}

# Half an environment, or one of other versions, doesn't match its mark.
is_complete() { [ "$(cat "$1/complete" 2>/dev/null)" = "$2" ]; }

# Sets $environment to one with cfn-lint and zizmor.
install_python_linters() {
  local python mark
  environment=$cache/python
  python=$(find_python)
  if [ -z "$python" ]; then
    skip "$1" 'Python 3.11 or later, with venv and pip.'
  fi
  mark="$(cksum <"$folder/requirements.txt") $("$python" -VV)"
  if is_complete "$environment" "$mark"; then return; fi
  printf 'Installing the linters that need Python …\n'
  rm -rf "$environment"
  mkdir -p "$cache"
  "$python" -m venv "$environment" >"$log" 2>&1 ||
    fail 'No virtual environment could be made.'
  if ! "$environment/bin/python" -m pip install --disable-pip-version-check \
    --no-input --no-deps --only-binary :all: --retries 2 --timeout 20 \
    --requirement "$folder/requirements.txt" >"$log" 2>&1; then
    rm -rf "$environment"
    if is_offline; then skip "$1" 'a network for the first run: pip reached no index.'; fi
    fail "$1 could not be installed."
  fi
  printf '%s' "$mark" >"$environment/complete"
}

# Sets $actionlint. Whatever the machine sets: these versions, this compiler, no C.
build_actionlint() {
  local mark minor
  minor=$( (go version 2>/dev/null || true) | sed -n 's/.* go1\.\([0-9]*\).*/\1/p')
  if [ "${minor:-0}" -lt 25 ]; then skip actionlint 'Go 1.25 or later.'; fi
  actionlint=$cache/go/actionlint
  mark="$(cat "$folder/go.mod" "$folder/go.sum" | cksum) $(go version)"
  if is_complete "$cache/go" "$mark"; then return; fi
  printf 'Building actionlint …\n'
  rm -rf "$cache/go"
  mkdir -p "$cache/go"
  if ! (cd "$folder" && GOFLAGS='-mod=readonly -buildvcs=false' \
    GOTOOLCHAIN=local GOWORK=off CGO_ENABLED=0 \
    go build -o "$cache/go/" github.com/rhysd/actionlint/cmd/actionlint) >"$log" 2>&1; then
    if is_offline; then skip actionlint 'a network for the first run: go reached no proxy.'; fi
    fail 'actionlint could not be built.'
  fi
  printf '%s' "$mark" >"$cache/go/complete"
}

lint_infra() {
  local templates=(infra/*.yml)
  install_python_linters cfn-lint
  "$environment/bin/cfn-lint" --non-zero-exit-code informational -- "${templates[@]}"
  printf 'cfn-lint: no finding in %s templates\n' "${#templates[@]}"
}

# Each is run in a shell of its own, so that one that is skipped skips only itself.
lint_with_actionlint() {
  build_actionlint
  "$actionlint" "${workflows[@]}"
  printf 'actionlint: no finding in %s workflows\n' "${#workflows[@]}"
}

# With a token it asks GitHub too, whether a pinned commit is of its repository, is
# the version of its comment and has a known vulnerability.
lint_with_zizmor() {
  local options=(--persona=pedantic --strict-collection --no-progress --quiet)
  install_python_linters zizmor
  if [ -z "${GH_TOKEN:-}" ]; then options+=(--offline); fi
  "$environment/bin/zizmor" "${options[@]}" \
    "${workflows[@]}" .github/dependabot.yml action.yml
}

case ${1:-} in
infra) lint_infra ;;
workflows)
  mapfile -t workflows < <(find .github/workflows examples -name '*.yml' 2>/dev/null | sort)
  (lint_with_actionlint)
  (lint_with_zizmor)
  ;;
*) fail 'Usage: run.sh infra|workflows' ;;
esac
