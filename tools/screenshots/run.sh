#!/usr/bin/env bash
# Takes the pictures of job summaries that the README shows: runs the demo, renders
# what it leaves as GitHub does, and photographs it with a browser. The tools are
# those of package-lock.json here, and are installed apart from the project's own:
# nothing else needs them. With a folder as argument, the pictures go there.
set -euo pipefail
cd "$(dirname "$0")/../.."

here=tools/screenshots
tools=$PWD/node_modules/.cache/screenshots

fail() {
  printf '\nNo pictures were taken: %s\n\n' "$1" >&2
  exit 1
}

find_browser() {
  local name
  for name in "${CHROME_PATH:-}" chromium google-chrome google-chrome-stable chromium-browser chrome; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

install_tools() {
  local mark
  mark=$(cat "$here/package.json" "$here/package-lock.json" | cksum)
  if [ "$(cat "$tools/complete" 2>/dev/null)" = "$mark" ]; then return; fi
  printf 'Installing what renders and photographs the pages …\n'
  rm -rf "$tools"
  mkdir -p "$tools"
  cp "$here/package.json" "$here/package-lock.json" "$tools/"
  npm ci --prefix "$tools" --ignore-scripts --no-audit --no-fund --loglevel=error
  printf '%s' "$mark" >"$tools/complete"
}

browser=$(find_browser) ||
  fail 'there is no Chromium or Chrome. Install one (apt-get install chromium), or name it in CHROME_PATH.'
install_tools

PATH=$PWD/node_modules/.bin:$PATH exec node \
  "$here/main.ts" "$tools/node_modules" "$browser" "${1:-docs/images}"
