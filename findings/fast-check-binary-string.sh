#!/usr/bin/env bash
# fast-check 4.10.2: describing a string of unit `binary` builds a table of all
# 1.1 million characters at once, before any value is drawn.
#
# One would expect `fc.string({ unit: 'binary' })` to cost what `fc.string()` costs:
# both only describe what is to be drawn. But to weave in dangerous strings such as
# `__proto__`, fast-check asks the unit whether it could have made their characters,
# and the unit `binary` answers from a reverse table that it makes on the first
# question. A test runner that loads modules anew for each test file, such as Jest,
# pays it in each file that imports a fixture with such a string, used or not.
# In a suite of 137 files it was half of all CPU time.
#
# A unit of one's own has no reverse mapping, and costs nothing:
# fc.string({ unit: fc.integer({ min: 0, max: 0xd7ff }).map(String.fromCodePoint) })
#
# Seen with Node.js 20.20 (heap in MB that is still held after a collection):
#   default     0
#   binary     85
#   own unit    0
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --silent fast-check@4.10.2
cat >heap.mjs <<'END'
import fc from 'fast-check'
const own = fc.integer({ min: 0, max: 0xd7ff }).map(String.fromCodePoint)
const units = { default: undefined, binary: 'binary', 'own unit': own }
const kept = []
const held = {}
for (const [name, unit] of Object.entries(units)) {
  globalThis.gc()
  const before = process.memoryUsage().heapUsed
  kept.push(unit === undefined ? fc.string() : fc.string({ unit }))
  globalThis.gc()
  held[name] = Math.round((process.memoryUsage().heapUsed - before) / 1e6)
  console.log(name.padEnd(9), String(held[name]).padStart(4))
}
const isAsSeen = held.default < 5 && held.binary > 40 && held['own unit'] < 5
if (!isAsSeen) console.log('This has changed.')
process.exitCode = isAsSeen ? 0 : 1
END
node --expose-gc heap.mjs
