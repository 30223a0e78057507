import { parseArgs } from 'node:util'
import { MOST_USERS } from './people.ts'
import type { SmsSender } from './pool-kinds.ts'

/** A command line that can't be understood; the message says why. */
export class UsageError extends Error {}

export interface ProveOptions {
  /** At least one. */
  userPoolIds: readonly string[]
  region: string
  bucket: string | undefined
  kmsKeyId: string | undefined
  /** Without a slash at the end. */
  prefix: string
  importRoleArn: string | undefined
  createPools: boolean
  smsSender: SmsSender | undefined
  /** Only proofs whose id contains this. */
  only: string | undefined
  endpoint: string | undefined
  callsPerSecond: number
  isAgreed: boolean
  json: boolean
  /** For the keys of objects: this run's own. */
  runId: string
}

export const usage = `Usage: npm run prove -- --list
       npm run prove -- --user-pool-id ID [options]

Settles on live AWS what the tool assumes, and lists what a person has to try.
Takes an empty user pool to throw away, without triggers:

  aws cognito-idp create-user-pool --pool-name prove \\
    --auto-verified-attributes email --query UserPool.Id --output text

Creates at most ${MOST_USERS} users, who count as monthly active; sends no message; makes
some forty requests to S3 and twenty to KMS; and removes what it made. It takes
some minutes, and 15 more where a pool has to be old enough for a recovery.
Objects under Object Lock can't be removed: name another bucket. Import jobs stay
in the pool's list. policy.json next to this file has the permissions.

  --list                     print all assumptions, each with its probe
  --user-pool-id ID          a pool without users; can be given several times,
                             for proofs that need pools of other kinds (required)
  --region NAME              Region of the pools (default: as their ids say)
  --create-pools             create pools of the kinds that are missing, named
                             cognito-backup-prove-…, and delete them in the end
  --sms-role-arn ARN         role by which Cognito sends text messages, and
  --sms-external-id ID       the external id that it expects: for pools with MFA
  --bucket NAME              bucket in which objects are stored and deleted, and
  --kms-key-id KEY           the key that encrypts them, best as its ARN
  --prefix PREFIX            of these objects (default cognito-backup)
  --import-role-arn ARN      CloudWatch Logs role of import jobs
  --only TEXT                only proofs whose id contains TEXT
  --calls-per-second N       of each kind of call, 1 to 100 (default 4)
  --endpoint URL             a simulator or an emulator, in place of AWS
  --yes                      do it; without it, it says what it would do
  --json                     one line of JSON in place of the report
  --help                     show this text

Credentials come from the SDK's default chain, such as AWS_PROFILE. The report
goes to standard output, as Markdown and without personal data; progress to
standard error. Exit code: 0 when nothing is otherwise than assumed; 1 when
something is, or could not be removed; 2 when nothing was tried; 130 when it was
stopped.
`

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/**
 * Reads the command line.
 *
 * @param runId a random name for this run
 * @throws UsageError
 */
export function parseOptions(
  args: readonly string[],
  runId: string
): 'help' | 'list' | ProveOptions {
  const values = parse(args)
  if (values.help) return 'help'
  if (values.list) return 'list'
  const userPoolIds = [...new Set(values['user-pool-id'] ?? [])]
  if (userPoolIds.length === 0)
    throw new UsageError(
      'Name a user pool to throw away, e.g. --user-pool-id eu-west-1_Ab12Cd34E.'
    )
  for (const id of userPoolIds) {
    if (!/^[a-z]{2}[\w-]*-\d+_[0-9A-Za-z]+$/.test(id))
      throw new UsageError(
        `--user-pool-id ${id} is no id of a user pool, such as eu-west-1_Ab12Cd34E.`
      )
  }
  return {
    userPoolIds,
    region: values.region ?? regionOf(userPoolIds),
    ...bucketOf(values),
    prefix: (values.prefix ?? 'cognito-backup').replace(/\/+$/, ''),
    importRoleArn: arn('import-role-arn', values['import-role-arn']),
    createPools: values['create-pools'] ?? false,
    smsSender: smsSender(values),
    only: values.only,
    endpoint: address(values.endpoint),
    callsPerSecond: whole(
      'calls-per-second',
      values['calls-per-second'] ?? '4'
    ),
    isAgreed: values.yes ?? false,
    json: values.json ?? false,
    runId
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'user-pool-id': { type: 'string', multiple: true },
        region: text,
        'create-pools': flag,
        'sms-role-arn': text,
        'sms-external-id': text,
        bucket: text,
        'kms-key-id': text,
        prefix: text,
        'import-role-arn': text,
        only: text,
        'calls-per-second': text,
        endpoint: text,
        yes: flag,
        json: flag,
        list: flag,
        help: { type: 'boolean', short: 'h' }
      }
    }).values
  } catch (error) {
    // Node goes on about how to pass a positional argument, which none is.
    const [sentence = ''] = (error as Error).message.split(/\.(?:\s|$)/)
    throw new UsageError(`${sentence}.`)
  }
}

type Values = ReturnType<typeof parse>

function regionOf(userPoolIds: readonly string[]): string {
  const regions = new Set(userPoolIds.map(id => id.slice(0, id.indexOf('_'))))
  const [region = '', ...others] = regions
  if (others.length > 0)
    throw new UsageError(
      `The user pools are in ${[...regions].join(' and ')}. Prove one Region at a time, or say by --region where replicas of a pool are asked.`
    )
  return region
}

function bucketOf(values: Values) {
  const { bucket, 'kms-key-id': kmsKeyId } = values
  if ((bucket === undefined) !== (kmsKeyId === undefined))
    throw new UsageError(
      '--bucket and --kms-key-id go together: objects are stored under a key of your own.'
    )
  return { bucket, kmsKeyId }
}

function smsSender(values: Values): SmsSender | undefined {
  const roleArn = arn('sms-role-arn', values['sms-role-arn'])
  const externalId = values['sms-external-id']
  if (roleArn === undefined && externalId === undefined) return undefined
  if (roleArn === undefined || externalId === undefined)
    throw new UsageError('--sms-role-arn and --sms-external-id go together.')
  return { roleArn, externalId }
}

function arn(flag: string, value: string | undefined): string | undefined {
  if (value !== undefined && !/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(value))
    throw new UsageError(
      `--${flag} has to be the ARN of a role, such as arn:aws:iam::111122223333:role/name.`
    )
  return value
}

function address(value: string | undefined): string | undefined {
  if (value !== undefined && !/^https?:\/\//.test(value))
    throw new UsageError(
      `--endpoint ${value} is no address, such as http://127.0.0.1:4510.`
    )
  return value
}

function whole(flag: string, value: string): number {
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 100)
    throw new UsageError(
      `--${flag} ${value} is not a whole number from 1 to 100.`
    )
  return Number(value)
}
