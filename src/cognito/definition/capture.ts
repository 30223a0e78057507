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
 * As many as there are sections that are read client by client, so a pool with
 * many clients takes the time of one such section.
 */
const SECTIONS_AT_ONCE = 6

const NONE: ReadonlyMap<string, boolean> = new Map()

/**
 * Reads a pool's definition: DescribeUserPool's answer and all other sections. A
 * section that can't be read never fails the export; `notCaptured` lists it.
 *
 * @param described DescribeUserPool's answer and the ARN in it
 * @throws as readSections
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
    ...nestSections(others.kept),
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

/**
 * The fields that a reader of the snapshot accepts, and why others are left
 * out.
 */
function whatFits<T extends object>(
  fields: T,
  maxBytes: number,
  maxValues?: number
): { kept: Partial<T>; left: NotCaptured[] } {
  const sorted = readable(fields)
  const { kept, tooLarge } = fitting(sorted.kept, maxBytes, maxValues)
  return {
    kept,
    left: [
      ...sorted.refused.map(section => ({
        section,
        reason: 'UnexpectedAnswer'
      })),
      ...tooLarge.map(section => ({ section, reason: 'TooLarge' }))
    ]
  }
}

/** `a.b` becomes the field `b` of `a`. The order stays. */
function nestSections(
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
