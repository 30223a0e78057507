#!/usr/bin/env bash
# Mutation tests: changes the code of a room in one place at a time, and demands
# that a test goes red for it.
#
#   run.sh ROOM                      a whole room; the rooms are in rooms.js
#   run.sh ROOM SHARE SEED           a share of its functions, drawn by a seed
#   run.sh --changed                 the files of src/ that the change touches
#
# Stryker is that of package-lock.json here, and is installed apart from the
# project's own packages: nothing else needs it.
set -euo pipefail
cd "$(dirname "$0")/../.."

here=tools/mutation
packages=$PWD/node_modules/.cache/mutation

mark=$(cat "$here/package.json" "$here/package-lock.json" | cksum)
if [ "$(cat "$packages/complete" 2>/dev/null)" != "$mark" ]; then
  printf 'Installing Stryker …\n'
  rm -rf "$packages"
  mkdir -p "$packages"
  cp "$here/package.json" "$here/package-lock.json" "$packages/"
  npm ci --prefix "$packages" --ignore-scripts --no-audit --no-fund --loglevel=error
  printf '%s' "$mark" >"$packages/complete"
fi

export ROOM=${1:-} SHARE=${2:-1} SEED=${3:-1}
if [ "$ROOM" = --changed ]; then
  CHANGED=$(git diff --name-only --diff-filter=d "$(git merge-base origin/main HEAD)" -- 'src/*.ts')
  export CHANGED
fi
PATH=$PWD/node_modules/.bin:$PATH exec "$packages/node_modules/.bin/stryker" run "$here/stryker.config.js"
