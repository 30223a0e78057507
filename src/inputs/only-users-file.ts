import { isUtf8 } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import type { Line } from './kinds.ts'
import { refusal } from './refusal.ts'
import type { RestoreInputs } from './restore.ts'
import type { ChosenUsers } from '../restore/policies.ts'
import {
  decodeReportLine,
  type ReportResult
} from '../snapshot/restore-report.ts'
import type { ReadWorkspaceFile } from '../shared/world.ts'

/*
 * The file of the input only-users-file: names, one a line, or the report of an
 * earlier restore, plain or gzipped as it is stored. A failure is UserError
 * `input`, which may give the number of a line and never its text.
 */

const MiB = 1024 * 1024
/** The limits of such a file. */
const CAPS = {
  /** Of the file, and of the text that gzip gives; whole MiB. */
  bytes: 256 * MiB,
  /** Cognito's usernames have 128 characters at most, attributes 2,048. */
  lineBytes: 16 * 1024,
  users: 1_000_000
}

const TO_RESTORE: readonly ReportResult[] = ['failed', 'missing']

/**
 * The users that the inputs name, in only-users or in a file; `undefined`: all.
 *
 * @param chosen as readInputs gives it: the path of a file isn't read yet
 * @throws UserError `input`
 */
export function readChosenUsers(
  chosen: RestoreInputs['onlyUsers'],
  readFile: ReadWorkspaceFile
): ChosenUsers | undefined {
  if (chosen === undefined || !('file' in chosen)) return chosen
  const read = readFile(chosen.file, CAPS.bytes)
  if (typeof read === 'string') throw wrongFile(read)
  return usersOfFile(read)
}

/**
 * The users that the content of such a file names, each once. It is a report if
 * its first line is a line of a report. A report names the users whose result is
 * `failed`, or `missing` after a recovery.
 *
 * @param caps a test passes its own
 * @throws UserError `input`, also where it names no user
 */
export function usersOfFile(content: Buffer, caps = CAPS): ChosenUsers {
  const names = new Set<string>()
  let by: ChosenUsers['by'] | undefined
  for (const { text, number } of linesIn(toText(content, caps), caps)) {
    const user = by === 'only-users-file' ? undefined : decodeReportLine(text)
    by ??= user === undefined ? 'only-users-file' : 'report'
    if (by === 'only-users-file') names.add(text)
    else if (user === undefined) throw wrongFile(noReportLine(number))
    else if (TO_RESTORE.includes(user.result)) names.add(user.oldSub)
    if (names.size > caps.users) {
      throw wrongFile(
        `names more than ${caps.users} users; restore them in parts`
      )
    }
  }
  if (by === undefined) throw wrongFile('names a file without a line')
  if (names.size === 0) {
    throw wrongFile('names the report of a restore in which no user failed')
  }
  return { by, names: [...names] }
}

function noReportLine(number: number): string {
  return `begins as the report of a restore, and line ${number} is no line of one`
}

function toText(content: Buffer, caps: typeof CAPS): Buffer {
  const isGzip = content[0] === 0x1f && content[1] === 0x8b
  const text = isGzip ? inflate(content, caps) : content
  if (isEncrypted(text)) {
    throw wrongFile(
      'names a file that is encrypted with age; decrypt it first, with age --decrypt'
    )
  }
  if (!isUtf8(text)) throw wrongFile('names a file that is not UTF-8 text')
  return text
}

function isEncrypted(file: Buffer): boolean {
  const start = file.toString('latin1', 0, 40)
  return /^(age-encryption\.org\/|-----BEGIN AGE )/.test(start)
}

function inflate(content: Buffer, { bytes }: typeof CAPS): Buffer {
  try {
    return gunzipSync(content, { maxOutputLength: bytes })
  } catch (error) {
    throw wrongFile(
      (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? `names a file that inflates to more than ${bytes / MiB} MiB`
        : 'names a file whose gzip data is damaged'
    )
  }
}

/**
 * The lines that aren't blank, as linesOf has them, but one by one. Trimming also
 * takes off the byte order mark, which Windows begins a file with.
 */
function* linesIn(text: Buffer, { lineBytes }: typeof CAPS): Generator<Line> {
  let number = 0
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf(0x0a, start)
    const end = feed === -1 ? text.length : feed
    number += 1
    if (end - start > lineBytes) {
      throw wrongFile(
        `has in line ${number} more than ${lineBytes} bytes; write one user a line`
      )
    }
    const line = text.toString('utf8', start, end).trim()
    if (line !== '') yield { text: line, number }
    start = end + 1
  }
}

function wrongFile(problem: string) {
  return refusal('only-users-file', problem)
}
