import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider'
import type { PoolClient } from '../calls/pool-client.ts'
import { withSecrets } from './client-secrets.ts'
import {
  fitting,
  MAX_DEFINITION_BYTES,
  MAX_POOL_BYTES,
  MAX_POOL_VALUES
} from './fit.ts'
import { readSections, type NotCaptured } from './read-sections.ts'
import { readable } from './readable.ts'
import { sectionReaders } from './sections.ts'
import type { CapturedDefinition, Sections } from './shape.ts'

/**
 * As many as there are sections that are read client by client, so that a pool
 * of many clients is read in the time of one of them.
 */
const SECTIONS_AT_ONCE = 6

const NONE: ReadonlyMap<string, boolean> = new Map()

/**
 * Reads all of a pool's definition that DescribeUserPool doesn't tell. A section
 * that can't be read never fails the export: it is listed in `notCaptured`.
 *
 * @param described DescribeUserPool's answer and the ARN in it
 * @throws UserError with the code `credentials`, `cancelled` or `network`
 */
export async function captureDefinition(
  pool: PoolClient,
  described: { userPool: UserPoolType; arn: string },
  signal: AbortSignal
): Promise<CapturedDefinition> {
  const { userPool } = described
  const read = await readSections(
    // A backup can do without any of them.
    sectionReaders(pool.optional, described),
    SECTIONS_AT_ONCE,
    signal
  )
  const { 'clients.hasClientSecret': secrets = NONE, ...sections } =
    read.sections
  if (sections.clients !== undefined) {
    sections.clients = withSecrets(sections.clients, secrets)
  }
  const ofPool = whatFits(userPool, MAX_POOL_BYTES, MAX_POOL_VALUES)
  const others = whatFits(sections, MAX_DEFINITION_BYTES)
  return {
    userPool: ofPool.kept,
    ...nest(others.kept),
    notCaptured: [
      ...read.notCaptured,
      ...ofPool.left.map(({ section, reason }) => ({
        section: `userPool.${section}`,
        reason
      })),
      ...others.left
    ]
  }
}

/** What of these fields a reader takes, and why the others are left out. */
function whatFits<T extends object>(
  fields: T,
  maxBytes: number,
  maxValues?: number
): { kept: Partial<T>; left: NotCaptured[] } {
  const told = readable(fields)
  const { kept, tooLarge } = fitting(told.kept, maxBytes, maxValues)
  return {
    kept,
    left: [
      ...told.refused.map(section => ({ section, reason: 'UnexpectedAnswer' })),
      ...tooLarge.map(section => ({ section, reason: 'TooLarge' }))
    ]
  }
}

/** `a.b` becomes the field `b` of `a`, in the order that they come. */
function nest(
  sections: Partial<Sections>
): Omit<CapturedDefinition, 'userPool' | 'notCaptured'> {
  const nested: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(sections)) {
    const [section = path, field] = path.split('.')
    if (field === undefined) nested[section] = value
    else Object.assign((nested[section] ??= {}), { [field]: value })
  }
  return nested
}
