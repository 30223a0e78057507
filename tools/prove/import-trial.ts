import {
  createImportJob,
  describeImportJob,
  hasEnded,
  readCsvHeader,
  startImportJob,
  stopImportJob,
  type ImportJob
} from '../../src/cognito/import/import-jobs.ts'
import { VERIFIED_FLAGS } from '../../src/cognito/boolean-attributes.ts'
import { uploadImportFile } from '../../src/cognito/import/import-upload.ts'
import type { Attributes } from '../../src/cognito/writes.ts'
import { CsvFile } from '../../src/restore/apply/import/csv-file.ts'
import { HASH_COLUMN, toRow } from '../../src/restore/plan/import/csv-row.ts'
import type { ImportFormat } from '../../src/restore/target/import-format.ts'
import {
  HASH_ALGORITHM,
  newPasswordHash
} from '../../src/restore/plan/import/password-hash.ts'
import { ACCEPTED, answerTo } from './answer.ts'
import type { Lab, LabPool } from './lab.ts'
import {
  addressOf,
  expectUser,
  newUser,
  randomName,
  verified,
  type Person
} from './people.ts'
import { NotSettled } from './proof.ts'

/** How long a job of some rows is waited for. Milliseconds. */
const LONGEST_MS = 20 * 60_000
const LOOK_EVERY_MS = 2000
/** … and one that was told to stop. */
const STOPPING_MS = 60_000

/** Values that a file has to carry unchanged. */
export const FULL_NAME = 'Nobody, Nowhere, and Nothing'
export const BIRTHDATE = '1970-12-31'

/** What came of two import jobs, for all proofs about them to look at. */
export interface ImportTrial {
  pool: LabPool
  hasHashColumn: boolean
  /** How CreateUserImportJob with hashes was answered. */
  hashAnswer: string
  /** Imported with a hash, where the pool takes them. */
  hashed: string
  /** Imported without one. */
  plain: string
  /** Was there before, and stood in the file. */
  existing: Person
  /** Had no verified address in the file. */
  refused: string
  job: ImportJob
  /** How the second job was answered, started while the first was active. */
  secondStart: string
  /** The first job just after that. */
  firstAfterSecond: ImportJob
  /** The second, of which nobody could be imported but one; ended or not. */
  failing: ImportJob
}

/** Runs the two jobs, once a run. */
export function importTrial(lab: Lab): Promise<ImportTrial> {
  return lab.shared('import jobs', async () => {
    const roleArn = lab.importRoleArn()
    const pool = await lab.pool('import')
    return await runTrial(lab, pool, roleArn)
  })
}

async function runTrial(
  lab: Lab,
  pool: LabPool,
  roleArn: string
): Promise<ImportTrial> {
  const { client } = pool
  const columns = await readCsvHeader(client)
  const { autoVerifiedAttributes: autoVerified, mfa } = pool.description
  const format: ImportFormat = {
    columns,
    autoVerified,
    required: [],
    booleans: VERIFIED_FLAGS,
    mfaEnabled: mfa === 'ON'
  }
  const { randomBytes } = lab.context
  const hasHashColumn = columns.includes(HASH_COLUMN)
  const existing = await newUser(lab, pool)
  const [hashed, plain, refused, later] = [1, 2, 3, 4].map(() =>
    randomName(randomBytes)
  ) as [string, string, string, string]
  for (const name of [hashed, plain, refused, later]) {
    expectUser(lab, pool, name)
    lab.personal.add(addressOf(name))
  }

  const first = new CsvFile(columns.join(','))
  const details = { name: FULL_NAME, birthdate: BIRTHDATE }
  first.add(rowOf(hashed, details, format, newPasswordHash(randomBytes)))
  first.add(rowOf(plain, {}, format, ''))
  first.add(rowOf(existing.username, {}, format, ''))
  first.add(rowWithoutAddress(refused, format))
  const second = new CsvFile(columns.join(','))
  second.add(rowOf(later, {}, format, ''))
  second.add(rowOf(existing.username, {}, format, ''))
  second.add(rowWithoutAddress(refused, format))

  const create = async (algorithm: typeof HASH_ALGORITHM | undefined) => {
    const name = `prove ${randomName(randomBytes)}`
    const job = await createImportJob(client, name, roleArn, algorithm)
    lab.personal.add(job.preSignedUrl)
    return job
  }
  let job: Awaited<ReturnType<typeof create>> | undefined
  const hashAnswer = await answerTo(async () => {
    job = await create(HASH_ALGORITHM)
  })
  const taken = job ?? (await create(undefined))
  const next = await create(undefined)
  await upload(lab, pool, taken.preSignedUrl, first)
  await upload(lab, pool, next.preSignedUrl, second)

  await start(lab, pool, taken.id)
  const secondStart = await answerTo(() => start(lab, pool, next.id))
  const firstAfterSecond = await describeImportJob(client, taken.id)
  const ended = await follow(lab, pool, taken.id, LONGEST_MS)
  if (!hasEnded(ended))
    throw new NotSettled(`an import job is ${ended.status} after 20 min`)
  if (secondStart !== ACCEPTED) await start(lab, pool, next.id)
  const failing = await follow(lab, pool, next.id, LONGEST_MS)
  return {
    pool,
    hasHashColumn,
    hashAnswer,
    hashed,
    plain,
    existing,
    refused,
    job: ended,
    secondStart,
    firstAfterSecond,
    failing
  }
}

/** As a restore writes it. */
function rowOf(
  username: string,
  attributes: Attributes,
  format: ImportFormat,
  hash: string
): string {
  const made = toRow(
    {
      action: 'create',
      oldSub: '',
      username,
      attributes: { ...attributes, ...verified(addressOf(username)) },
      attributesAfterwards: {},
      isDisabled: false,
      disable: false,
      groups: [],
      identities: [],
      identitiesLeft: 0,
      attributesLeft: 0,
      mfa: { enable: [], preferred: null, lost: [] },
      resumes: undefined
    },
    format,
    hash
  )
  if ('row' in made) return made.row
  throw new NotSettled(`the pool's file has no place for it: ${made.obstacle}`)
}

/** A row that Cognito has to refuse, and that a restore never writes. */
function rowWithoutAddress(username: string, format: ImportFormat): string {
  const yes = 'email_verified'
  const at = format.columns.indexOf(yes)
  const fields = rowOf(username, {}, format, '').split(',')
  fields[at] = 'false'
  return fields.join(',')
}

async function upload(
  lab: Lab,
  { client }: LabPool,
  address: string,
  file: CsvFile
): Promise<void> {
  const isTaken = await uploadImportFile(client, address, file, lab.signal)
  if (!isTaken) throw new NotSettled('the file of an import job was refused')
}

async function start(lab: Lab, pool: LabPool, jobId: string): Promise<void> {
  await startImportJob(pool.client, jobId)
  lab.made.add({ what: 'import job', remove: () => stop(lab, pool, jobId) })
}

/** @returns the job once it has ended, or as it is after so long */
async function follow(
  { clock, signal }: Lab,
  { client }: LabPool,
  jobId: string,
  longestMs: number
): Promise<ImportJob> {
  const endsAt = clock.now() + longestMs
  for (;;) {
    const job = await describeImportJob(client, jobId)
    if (hasEnded(job) || clock.now() >= endsAt) return job
    if (signal.aborted) throw new NotSettled('the run was stopped')
    await clock.sleep(LOOK_EVERY_MS, signal)
  }
}

/** A pool isn't deleted as long as a job is active in it. */
async function stop(lab: Lab, pool: LabPool, jobId: string): Promise<void> {
  if (hasEnded(await describeImportJob(pool.client, jobId))) return
  await answerTo(() => stopImportJob(pool.client, jobId))
  const patient = { ...lab, signal: new AbortController().signal }
  const job = await follow(patient, pool, jobId, STOPPING_MS)
  if (!hasEnded(job)) throw new NotSettled(job.status)
}
