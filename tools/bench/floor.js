import { openSync, readSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/*
 * The least that any export has to compute: parses the pages of users and of
 * the members of groups in the file that is its argument, prints a record for
 * each and compresses them. No network, no SDK, no checks. Says how many users
 * it saw.
 *
 * JavaScript for the same reason as report-usage.js.
 */
let users = 0
let bytes = 0

await pipeline(
  recordsOf(process.argv[2]),
  createGzip({ level: 6 }),
  async compressed => {
    for await (const chunk of compressed) bytes += chunk.length
  }
)
process.stdout.write(JSON.stringify({ users, bytes }))

function* recordsOf(file) {
  for (const { kind, page } of pagesOf(file)) {
    const answer = JSON.parse(page.toString())
    if (kind === 1) yield answer.Users.map(toMembership).join('')
    else {
      users += answer.Users.length
      yield answer.Users.map(toLine).join('')
    }
  }
}

/** Each page comes after its kind, a byte, and its length, a 32-bit number. */
function* pagesOf(file) {
  const descriptor = openSync(file, 'r')
  const head = Buffer.alloc(5)
  while (readSync(descriptor, head) === 5) {
    const page = Buffer.allocUnsafe(head.readUInt32BE(1))
    readSync(descriptor, page)
    yield { kind: head.readUInt8(), page }
  }
}

function toMembership(user) {
  return `${JSON.stringify({ group: 'a group', username: user.Username })}\n`
}

/** The fields of a user in a snapshot, with nothing looked into. */
function toLine(user) {
  const { sub, ...attributes } = Object.fromEntries(
    user.Attributes.map(({ Name, Value }) => [Name, Value])
  )
  const record = {
    username: user.Username,
    sub,
    status: user.UserStatus,
    enabled: user.Enabled,
    createdAt: time(user.UserCreateDate),
    modifiedAt: time(user.UserLastModifiedDate),
    attributes,
    mfa: { methods: [], preferred: null },
    skip: []
  }
  return `${JSON.stringify(record)}\n`
}

function time(epochSeconds) {
  return new Date(epochSeconds * 1000).toISOString()
}
