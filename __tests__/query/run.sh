#!/usr/bin/env bash
# Runs the tests of examples/query, with DuckDB and pandas at the versions of
# requirements.txt. Without jq or Python they are skipped, out loud.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v jq >/dev/null || ! python3 -c 'import sys, venv, ensurepip
sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
  printf '\nSKIPPED: the tests of queries need jq, Python 3.11 or later with venv and pip, and a network for the first run.\n\n' >&2
  # On GitHub's runners, which have them, that is a failure.
  if [ "${GITHUB_ACTIONS:-}" = true ]; then exit 1; fi
  exit 0
fi

folder=$PWD/__tests__/query
environment=$PWD/node_modules/.cache/query
mark="$(cksum <"$folder/requirements.txt") $(python3 -VV)"
if [ "$(cat "$environment/complete" 2>/dev/null)" != "$mark" ]; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$environment/bin/python" -m pip --quiet --disable-pip-version-check --no-input \
    install --no-deps --requirement "$folder/requirements.txt"
  printf '%s' "$mark" >"$environment/complete"
fi

AGE_FOLDER=$folder/bin PATH=$environment/bin:$PWD/node_modules/.bin:$PATH \
  node_modules/.bin/jest "$@" --selectProjects query
