import { describe, expect, test } from '@jest/globals'
import { UsageError } from '../../../tools/bench/option-values.ts'
import { parseOptions } from '../../../tools/bench/options.ts'

const parse = (line: string) =>
  parseOptions(line.split(' ').filter(word => word !== ''))

describe('the command line of the benchmarks', () => {
  test('understands all options of export', () => {
    expect(
      parse(
        'export --users 5000 --groups 7 --memberships-per-user 3 --quotas none --quota-share 80 --latency-ms 5 --mfa OPTIONAL --seed 9 --age hybrid --json'
      )
    ).toEqual({
      command: 'export',
      age: 'hybrid',
      users: 5000,
      quotas: 'none',
      quotaShare: 80,
      json: true,
      pool: {
        groups: 7,
        membershipsPerUser: 3,
        latencyMs: 5,
        mfa: 'OPTIONAL',
        seed: 9
      }
    })
  })

  test('enforces the default quotas and uses all of them if nothing is said', () => {
    expect(parse('export --users 1')).toEqual({
      command: 'export',
      age: 'none',
      users: 1,
      quotas: 'default',
      quotaShare: 100,
      json: false,
      pool: {
        groups: 20,
        membershipsPerUser: 2,
        latencyMs: 30,
        mfa: 'OFF',
        seed: 1
      }
    })
  })

  test('makes a pool of a usual size anew if nothing is said', () => {
    expect(parse('create-pool')).toMatchObject({
      command: 'create-pool',
      clients: 5,
      providers: 3,
      resourceServers: 2,
      quotaShare: 80,
      pool: { latencyMs: 30 }
    })
    expect(parse('create-pool --clients 1000')).toMatchObject({ clients: 1000 })
    expect(() => parse('create-pool --clients 1')).toThrow(UsageError)
  })

  test('restores one user of 100,000 by name if nothing is said', () => {
    expect(parse('one-user')).toMatchObject({
      command: 'one-user',
      users: 100_000,
      named: 1,
      quotaShare: 80,
      pool: { latencyMs: 30 }
    })
    expect(parse('one-user --users 500 --named 20')).toMatchObject({
      users: 500,
      named: 20
    })
    expect(() => parse('one-user --users 5 --named 6')).toThrow(UsageError)
  })

  test('understands all options of restore', () => {
    expect(
      parse(
        'restore --users 5000 --groups 7 --memberships-per-user 3 --quotas none --quota-share 80 --latency-ms 5 --seed 9 --method import-job --json'
      )
    ).toEqual({
      command: 'restore',
      users: 5000,
      quotas: 'none',
      quotaShare: 80,
      method: 'import-job',
      json: true,
      pool: {
        groups: 7,
        membershipsPerUser: 3,
        latencyMs: 5,
        mfa: 'OFF',
        seed: 9
      }
    })
  })

  test('measures memory at two sizes if nothing is said', () => {
    expect(parse('memory')).toMatchObject({
      command: 'memory',
      sizes: [20000, 100000],
      json: false
    })
  })

  test('puts sizes in order, each once', () => {
    expect(parse('memory --sizes 300,20,300')).toMatchObject({
      sizes: [20, 300]
    })
  })

  test('measures one million and ten million users if nothing is said', () => {
    expect(parse('scale')).toMatchObject({
      command: 'scale',
      users: 1_000_000,
      mostUsers: 10_000_000,
      pool: { membershipsPerUser: 0, latencyMs: 0 },
      json: false
    })
  })

  test('compares with peers on two hundred users of all kinds', () => {
    expect(parse('peers')).toMatchObject({
      command: 'peers',
      users: 200,
      quotas: 'default',
      plain: false
    })
    expect(parse('peers --users 30 --plain --quotas none')).toMatchObject({
      users: 30,
      quotas: 'none',
      plain: true,
      pool: { latencyMs: 0 }
    })
  })

  test('gives help wherever it is asked for', () => {
    expect(parse('--help')).toBe('help')
    expect(parse('export --users x --help')).toBe('help')
  })

  test.each([
    [
      '',
      'Say what to measure: export, restore, one-user, create-pool, memory, scale, month or peers.'
    ],
    [
      'verify',
      'There is no benchmark verify: the first word is export, restore, one-user, create-pool, memory, scale, month or peers.'
    ],
    ['export', 'export needs --users, e.g. --users 20000.'],
    ['restore', 'restore needs --users, e.g. --users 20000.'],
    ['restore --users 9 --mfa ON', "Unknown option '--mfa'."],
    ['export --users', "Option '--users <value>' argument missing."],
    ['export --users 10 --pages 3', "Unknown option '--pages'."],
    ['export --users 10 --sizes 3,4', "Unknown option '--sizes'."],
    ['memory --users 10', "Unknown option '--users'."],
    ['scale --quotas none', "Unknown option '--quotas'."],
    ['scale --most-users 0', '--most-users 0 is not a whole number from 1 to'],
    ['export --users 9 --plain', "Unknown option '--plain'."],
    ['memory 10', "Unexpected argument '10'."],
    ['export --users 0', '--users 0 is not a whole number from 1 to'],
    ['export --users 1e3', '--users 1e3 is not a whole number from 1 to'],
    ['export --users 9 --quota-share 101', 'number from 1 to 100.'],
    [
      'export --users 9 --quotas half',
      '--quotas half is none of default, none.'
    ],
    ['export --users 9 --mfa on', '--mfa on is none of OFF, OPTIONAL, ON.'],
    ['memory --sizes 100', '--sizes needs two sizes at least'],
    ['memory --sizes 100,', '--sizes  is not a whole number']
  ])('refuses "%s" and says why', (line, sentence) => {
    expect(() => parse(line)).toThrow(UsageError)
    expect(() => parse(line)).toThrow(sentence)
  })
})
