import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider'
import type { PoolClient } from '../calls/pool-client.ts'
import type { PoolDescription } from '../describe-pool.ts'
import { keepDescribed, type AskPage } from './keep-answers.ts'
import { withSecrets, type SecretsOfClients } from './client-secrets.ts'
import {
  listClients,
  type CapturedClient,
  type ListedClients
} from './clients.ts'
import {
  fitting,
  MAX_CLIENT_BYTES,
  MAX_DEFINITION_BYTES,
  MAX_POOL_BYTES,
  MAX_POOL_VALUES
} from './fit.ts'
import { LeftOut, type NotCaptured } from './left-out.ts'
import { createAddLogo } from './logo.ts'
import { readSections } from './read-sections.ts'
import { readable } from './readable.ts'
import { sectionReaders } from './sections.ts'
import type { CapturedClients, CapturedDefinition, Sections } from './shape.ts'

/**
 * As many as there are sections that are read client by client, so that a pool
 * of many clients is read in the time of one of them.
 */
const SECTIONS_AT_ONCE = 6

const NONE: SecretsOfClients = new Map()

/** What of a definition is captured. */
export interface CaptureOptions {
  /** Most app clients that registered themselves; the others are all captured. */
  clientLimit: number
  /** Whether the logos of the classic hosted UI are fetched. */
  captureLogo: boolean
}

/** What was read of a pool. */
export interface Captured {
  definition: CapturedDefinition
  /** `undefined` where they could not be read. */
  clients: CapturedClients | undefined
}

/**
 * Reads all of a pool's definition that DescribeUserPool doesn't tell. A section
 * that can't be read never fails the export: it is listed in `notCaptured`.
 *
 * @param described the answer of DescribeUserPool, and what is known from it
 * @param recoveries their pages, where they were asked for already
 * @throws UserError with the code `credentials`, `cancelled` or `network`
 */
export async function captureDefinition(
  pool: PoolClient,
  described: Pick<PoolDescription, 'answer' | 'userPool' | 'arn'>,
  { clientLimit, captureLogo }: CaptureOptions,
  signal: AbortSignal,
  recoveries?: AskPage
): Promise<Captured> {
  const leftOut = new LeftOut()
  let listed: ListedClients | undefined
  const userPool = keepDescribed<UserPoolType>(
    { leftOut },
    'userPool',
    'DescribeUserPool',
    described.answer
  )
  const read = await readSections(
    sectionReaders({
      // A backup can do without any of them.
      source: { pool: pool.optional, leftOut },
      described,
      listClients: async source =>
        (listed = await listClients(source, clientLimit)),
      addLogo: createAddLogo(captureLogo ? pool.getFile : undefined, leftOut),
      recoveries
    }),
    SECTIONS_AT_ONCE,
    signal
  )
  const {
    clients,
    'clients.secrets': secrets = NONE,
    ...sections
  } = read.sections
  const records =
    clients && clientsThatFit(withSecrets(clients, secrets), leftOut)
  const ofPool = whatFits(userPool ?? {}, MAX_POOL_BYTES, MAX_POOL_VALUES)
  const others = whatFits(sections, MAX_DEFINITION_BYTES)
  const definition = {
    userPool: ofPool.kept,
    ...nest(others.kept),
    notCaptured: [
      ...read.notCaptured,
      ...leftOut.list(),
      ...ofPool.left.map(({ section, reason }) => ({
        section: `userPool.${section}`,
        reason
      })),
      ...others.left
    ]
  }
  const { listed: count = 0, leftOut: over = 0 } = listed ?? {}
  return {
    definition,
    clients: records && { records, listed: count, leftOut: over }
  }
}

/** The clients that a line of a snapshot holds. */
function clientsThatFit(
  clients: readonly CapturedClient[],
  leftOut: LeftOut
): CapturedClient[] {
  return clients.filter(client => {
    const { left } = whatFits({ client }, MAX_CLIENT_BYTES)
    for (const { reason } of left) leftOut.add('clients', reason)
    return left.length === 0
  })
}

/** What of these fields a reader takes, and why the others are left out. */
function whatFits<T extends object>(
  fields: T,
  maxBytes: number,
  maxValues?: number
): { kept: Partial<T>; left: NotCaptured[] } {
  const accepted = readable(fields)
  const { kept, tooLarge } = fitting(accepted.kept, maxBytes, maxValues)
  return {
    kept,
    left: [
      ...accepted.refused.map(section => ({
        section,
        reason: 'UnexpectedAnswer'
      })),
      ...tooLarge.map(section => ({ section, reason: 'TooLarge' }))
    ]
  }
}

/** `a.b` becomes the field `b` of `a`, in the order that they come. */
function nest(
  sections: Partial<Omit<Sections, 'clients' | 'clients.secrets'>>
): Omit<CapturedDefinition, 'userPool' | 'notCaptured'> {
  const nested: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(sections)) {
    const [section = path, field] = path.split('.')
    if (field === undefined) nested[section] = value
    else Object.assign((nested[section] ??= {}), { [field]: value })
  }
  return nested
}
