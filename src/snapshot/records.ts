import * as v from 'valibot'
import { UserError } from '../errors.ts'

/**
 * The records of snapshot format 1.0: one JSON object a line, in canonical form
 * (these fields, in this order, attributes sorted by name). The public
 * specification is docs/snapshot-format.md; a change here is a change of it.
 */

/** Why a default restore passes a user over. */
export const SKIP_REASONS = [
  'no-username',
  'mfa-protected',
  'federated'
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/**
 * Most characters of a text that isn't an attribute, far above what Cognito
 * allows (128 of a name, 2,048 of a description or role ARN): a restore keeps
 * groups in memory, and nobody must be able to fill it.
 */
export const MAX_TEXT = 4096

const time = v.pipe(v.string(), v.isoTimestamp())
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT))
const name = v.pipe(text, v.nonEmpty())

const mfa = v.union([
  v.literal('unknown'),
  v.strictObject({
    methods: v.array(name),
    preferred: v.nullable(name)
  })
])

const user = v.strictObject({
  username: name,
  sub: name,
  status: name,
  enabled: v.boolean(),
  createdAt: time,
  modifiedAt: time,
  attributes: v.record(name, v.string()),
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
  /** The canonical line of a record, without its line feed. */
  encode(record: R): string
  /**
   * The record of a line.
   * @throws UserError `snapshot-invalid`, without any of the line's content
   */
  decode(line: string): R
}

function codec<R>(
  kind: string,
  schema: v.GenericSchema<unknown, R>,
  encode: (record: R) => string
): Codec<R> {
  const refuse = (why: string) =>
    new UserError(
      'snapshot-invalid',
      `The snapshot holds a ${kind} record that ${why}. It was not written by this tool, or was changed since. Restore from another snapshot.`
    )
  return {
    encode,
    decode(line) {
      let parsed: unknown
      try {
        parsed = JSON.parse(line)
      } catch {
        // The parser's own message quotes the line, which is personal data.
        throw refuse('is not JSON')
      }
      const result = v.safeParse(schema, parsed)
      if (!result.success) throw refuse('lacks a field or has a wrong one')
      // Catches what parsing forgives: a key twice, `__proto__`, other order.
      if (encode(result.output) !== line) throw refuse('is not canonical')
      return result.output
    }
  }
}

export const userCodec: Codec<UserRecord> = codec('user', user, record =>
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
  })
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
  record => JSON.stringify({ group: record.group, username: record.username })
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
