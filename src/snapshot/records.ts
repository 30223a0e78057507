import { SKIP_REASONS } from '../shared/skip-reasons.ts'
import * as v from 'valibot'
import { anyKeys } from './any-keys.ts'
import { UserError } from '../shared/errors.ts'
import { unreadable, wrongField } from './format-refusal.ts'
import { isTooLong } from './parts/lines.ts'
import { isPlainMembership, isPlainUser } from './plain-lines.ts'

/**
 * The records of snapshot format 1.0: one JSON object a line, in canonical form
 * (these fields, in this order, attributes sorted by name). The specification is
 * docs/snapshot-format.md; a change here changes it.
 */

/**
 * The most characters of a text that is no attribute and no MFA factor. That is
 * far above Cognito's limits (128 for a name, 2,048 for a description or role
 * ARN). A restore keeps groups in memory, so a forged snapshot must not fill
 * it. MFA factors have no such cap: Cognito's service model allows 131,072
 * characters.
 */
export const MAX_TEXT = 4096

const time = v.pipe(v.string(), v.isoTimestamp())
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT))
const name = v.pipe(text, v.nonEmpty())

const factor = v.pipe(v.string(), v.nonEmpty())

const mfa = v.union([
  v.strictObject({
    methods: v.array(factor),
    preferred: v.nullable(factor)
  }),
  v.literal('unknown')
])

const attributes = anyKeys(
  key => key !== '' && key.length <= MAX_TEXT,
  value => typeof value === 'string'
)

const user = v.strictObject({
  username: name,
  sub: name,
  status: name,
  enabled: v.boolean(),
  createdAt: time,
  modifiedAt: time,
  attributes,
  mfa,
  skip: v.array(v.picklist(SKIP_REASONS))
})

const group = v.strictObject({
  name,
  description: v.nullable(text),
  precedence: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  roleArn: v.nullable(name),
  createdAt: time,
  modifiedAt: time
})

const membership = v.strictObject({ group: name, username: name })

export type UserRecord = v.InferOutput<typeof user>
export type MfaRecord = UserRecord['mfa']
export type GroupRecord = v.InferOutput<typeof group>
export type MembershipRecord = v.InferOutput<typeof membership>

/** How records of one kind are written to a line and read from it. */
export interface Codec<R> {
  /**
   * The canonical line of a record, without its line feed.
   *
   * @throws UserError `cognito-answer` if decode would refuse the line
   */
  encode(record: R): string
  /**
   * The record of a line.
   *
   * @throws UserError `snapshot-invalid`; it never quotes the line
   */
  decode(line: string): R
}

function codec<R>(
  kind: string,
  schema: v.GenericSchema<unknown, R> & { entries: object },
  print: (record: R) => string,
  isPlain: (line: string, record: R) => boolean = () => false
): Codec<R> {
  const refuse = (why: string) =>
    new UserError(
      'snapshot-invalid',
      `The snapshot holds a ${kind} record that ${why}. It was not written by this tool, or was changed since. Restore from another snapshot.`
    )

  /** What is wrong with a record; `undefined` if it is valid. */
  function problemOf(record: unknown): string | undefined {
    if (v.is(schema, record)) return undefined
    const key = v.safeParse(schema, record).issues?.[0].path?.[0]?.key
    // An unknown field may have any name, even personal data.
    const isKnown =
      typeof key === 'string' && Object.hasOwn(schema.entries, key)
    return wrongField(isKnown ? key : undefined)
  }

  return {
    encode(record) {
      // No need to parse the line again: JSON keeps whatever the schema accepts,
      // so decode would get the same record and print the same line.
      const problem = problemOf(record)
      if (problem !== undefined) throw unreadable(`${kind} record`, problem)
      const line = print(record)
      if (isTooLong(line)) {
        // The caps of all other fields keep them far below.
        const why = 'has more in its field attributes or mfa than a line holds'
        throw unreadable(`${kind} record`, why)
      }
      return line
    },
    decode(line) {
      let parsed: unknown
      try {
        parsed = JSON.parse(line)
      } catch {
        // The parser's message quotes the line, which is personal data.
        throw refuse('is not JSON')
      }
      if (isPlain(line, parsed as R)) return parsed as R
      const problem = problemOf(parsed)
      if (problem !== undefined) throw refuse(problem)
      // Catches what JSON.parse accepts: repeated keys, `__proto__`, other order.
      if (print(parsed as R) !== line) throw refuse('is not canonical')
      return parsed as R
    }
  }
}

export const userCodec: Codec<UserRecord> = codec(
  'user',
  user,
  record =>
    JSON.stringify({
      username: record.username,
      sub: record.sub,
      status: record.status,
      enabled: record.enabled,
      createdAt: record.createdAt,
      modifiedAt: record.modifiedAt,
      attributes: sortedByName(record.attributes),
      mfa:
        record.mfa === 'unknown'
          ? record.mfa
          : { methods: record.mfa.methods, preferred: record.mfa.preferred },
      skip: record.skip
    }),
  isPlainUser
)

export const groupCodec: Codec<GroupRecord> = codec('group', group, record =>
  JSON.stringify({
    name: record.name,
    description: record.description,
    precedence: record.precedence,
    roleArn: record.roleArn,
    createdAt: record.createdAt,
    modifiedAt: record.modifiedAt
  })
)

export const membershipCodec: Codec<MembershipRecord> = codec(
  'membership',
  membership,
  record => JSON.stringify({ group: record.group, username: record.username }),
  isPlainMembership
)

/** Sorted by UTF-16 code units, the order of Array.prototype.sort. */
function sortedByName(attributes: Readonly<Record<string, string>>) {
  const names = Object.keys(attributes)
  const isSorted = names.every((name, at) => (names[at - 1] ?? '') <= name)
  return isSorted
    ? attributes
    : Object.fromEntries(
        Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
      )
}
