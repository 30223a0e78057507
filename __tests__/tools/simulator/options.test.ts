import { describe, expect, test } from '@jest/globals'
import { parseOptions } from '../../../simulator/options.ts'

const parse = (line: string) =>
  parseOptions(line.split(' ').filter(word => word !== ''))

describe('the command line of the simulator', () => {
  test('understands all its options', () => {
    expect(
      parse(
        '--port 4510 --users 1000 --groups 20 --memberships-per-user 2 --sign-in alias --mfa OPTIONAL --disabled-share 0.02 --federated-share 0.05 --no-username-share 0.1 --totp-share 0.3 --seed 7 --latency-ms 5 --quotas default --quota UserList=60 --quota UserRead=1.5 --s3-permissions write-only --deny s3:GetObject --deny kms:* --short-page-share 0 --empty-page-share 1 --filter-behaviour duplicates --expire-tokens-after-ms 5000 --session-seconds 4 --start-ago-ms 60000 --recoverable'
      )
    ).toEqual({
      help: false,
      options: {
        port: 4510,
        users: 1000,
        groups: 20,
        membershipsPerUser: 2,
        signIn: 'alias',
        mfa: 'OPTIONAL',
        disabledShare: 0.02,
        federatedShare: 0.05,
        noUsernameShare: 0.1,
        totpShare: 0.3,
        seed: 7,
        latencyMs: 5,
        quotas: 'default',
        quota: { UserList: 60, UserRead: 1.5 },
        s3Permissions: 'write-only',
        deny: ['s3:GetObject', 'kms:*'],
        shortPageShare: 0,
        emptyPageShare: 1,
        filterBehaviour: 'duplicates',
        expireTokensAfterMs: 5000,
        sessionSeconds: 4,
        startAgoMs: 60_000,
        recovery: {}
      }
    })
  })

  test('leaves everything to the defaults when it is empty', () => {
    expect(parse('')).toEqual({ help: false, options: {} })
  })

  test('knows --help', () => {
    expect(parse('--users x --help')).toEqual({ help: true })
  })

  test.each([
    ['--users -1', "Option '--users' argument is ambiguous"],
    ['--users ten', '--users ten is not a whole number'],
    ['--port 70000', '--port 70000 is not a whole number from 0 to 65535'],
    ['--sign-in name', '--sign-in name is none of username, email, phone'],
    ['--disabled-share 2', '--disabled-share 2 is not a number from 0 to 1'],
    ['--quota UserLists=1', 'there is no category UserLists'],
    ['--quota UserList', 'must name requests a second, e.g. UserList=60'],
    ['--bucket x', "Unknown option '--bucket'"]
  ])('refuses %s', (line, message) => {
    expect(() => parse(line)).toThrow(message)
  })
})
