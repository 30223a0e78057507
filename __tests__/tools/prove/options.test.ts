import { describe, expect, test } from '@jest/globals'
import {
  parseOptions,
  usage,
  UsageError
} from '../../../tools/prove/options.ts'

const parse = (line: string) => parseOptions(line.split(' '), 'run')
const pool = '--user-pool-id eu-west-1_Ab12Cd34E'

describe('the command line of the proofs', () => {
  test('needs a pool and nothing else', () => {
    expect(parse(pool)).toEqual({
      userPoolIds: ['eu-west-1_Ab12Cd34E'],
      region: 'eu-west-1',
      bucket: undefined,
      kmsKeyId: undefined,
      prefix: 'cognito-backup',
      importRoleArn: undefined,
      createPools: false,
      smsSender: undefined,
      only: undefined,
      endpoint: undefined,
      callsPerSecond: 4,
      isAgreed: false,
      json: false,
      runId: 'run'
    })
  })

  test('understands all options', () => {
    expect(
      parse(
        `${pool} --user-pool-id eu-west-1_Second --region eu-west-2 --create-pools --sms-role-arn arn:aws:iam::111122223333:role/sms --sms-external-id x --bucket b --kms-key-id k --prefix a/b/ --import-role-arn arn:aws:iam::111122223333:role/import --only link --calls-per-second 9 --endpoint http://127.0.0.1:4510 --yes --json`
      )
    ).toEqual({
      userPoolIds: ['eu-west-1_Ab12Cd34E', 'eu-west-1_Second'],
      region: 'eu-west-2',
      bucket: 'b',
      kmsKeyId: 'k',
      prefix: 'a/b',
      importRoleArn: 'arn:aws:iam::111122223333:role/import',
      createPools: true,
      smsSender: {
        roleArn: 'arn:aws:iam::111122223333:role/sms',
        externalId: 'x'
      },
      only: 'link',
      endpoint: 'http://127.0.0.1:4510',
      callsPerSecond: 9,
      isAgreed: true,
      json: true,
      runId: 'run'
    })
  })

  test('knows that somebody asks for help, or for the list', () => {
    expect(parse('--help')).toBe('help')
    expect(parse('--list')).toBe('list')
  })

  test.each([
    ['--yes', 'Name a user pool to throw away'],
    ['--user-pool-id nonsense', 'is no id of a user pool'],
    [`${pool} --user-pool-id us-east-1_Second`, 'one Region at a time'],
    [`${pool} --bucket b`, '--bucket and --kms-key-id go together'],
    [`${pool} --sms-external-id x`, 'go together'],
    [`${pool} --import-role-arn role`, 'has to be the ARN of a role'],
    [`${pool} --endpoint 127.0.0.1`, 'is no address'],
    [`${pool} --calls-per-second 0`, 'is not a whole number from 1 to 100'],
    [`${pool} --colour red`, "Unknown option '--colour'"]
  ])('refuses %s in a sentence', (line, sentence) => {
    expect(() => parse(line)).toThrow(UsageError)
    expect(() => parse(line)).toThrow(sentence)
  })

  test('has a line in the usage for each option', () => {
    for (const flag of [
      'user-pool-id',
      'region',
      'create-pools',
      'sms-role-arn',
      'sms-external-id',
      'bucket',
      'kms-key-id',
      'prefix',
      'import-role-arn',
      'only',
      'calls-per-second',
      'endpoint',
      'yes',
      'json',
      'help'
    ])
      expect(usage).toMatch(new RegExp(`^  --${flag} `, 'm'))
  })
})
