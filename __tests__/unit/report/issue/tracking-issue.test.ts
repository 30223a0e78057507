import { describe, expect, test } from '@jest/globals'
import {
  bodyOf,
  failedAgain,
  markerOf,
  oneMore,
  readStreak,
  titleOf,
  worksAgain,
  type Failure,
  type Tracked
} from '../../../../src/report/issue/tracking-issue.ts'
import { PLACE } from '../../../fixtures/run-facts.ts'
import { HOSTILE_TEXTS } from '../../../fixtures/hostile-texts.ts'

const SUBJECT: Tracked = {
  mode: 'export',
  userPoolId: 'eu-west-1_Ab12Cd34E',
  isDryRun: false
}
const SINCE = Date.parse('2026-11-23T02:00:00Z')
const FAILURE: Failure = {
  at: Date.parse('2026-11-25T02:05:00Z'),
  code: 'access-denied',
  sentence: 'The role may not call s3:PutObject.',
  place: PLACE
}
const STREAK = { since: SINCE, failures: 3 }

describe('a tracking issue', () => {
  test('is known by pool and mode, and a dry run is another matter', () => {
    expect(markerOf(SUBJECT)).toBe(
      '<!-- cognito-backup: eu-west-1_Ab12Cd34E export -->'
    )
    expect(markerOf({ ...SUBJECT, mode: 'restore', isDryRun: true })).toBe(
      '<!-- cognito-backup: eu-west-1_Ab12Cd34E restore dry-run -->'
    )
  })

  test('is another one for each action of mode recover', () => {
    const recovery = { ...SUBJECT, mode: 'recover', recovery: 'apply' } as const
    expect(markerOf(recovery)).toBe(
      '<!-- cognito-backup: eu-west-1_Ab12Cd34E recover apply -->'
    )
    expect(titleOf({ ...recovery, recovery: 'preview' })).toBe(
      'Cognito backup: preview of a recovery of eu-west-1_Ab12Cd34E fails'
    )
  })

  test('has a title that says what fails', () => {
    expect(titleOf(SUBJECT)).toBe(
      'Cognito backup: export of eu-west-1_Ab12Cd34E fails'
    )
    expect(titleOf({ ...SUBJECT, mode: 'restore', isDryRun: true })).toBe(
      'Cognito backup: dry run of a restore into eu-west-1_Ab12Cd34E fails'
    )
    expect(titleOf({ ...SUBJECT, mode: 'compare' })).toBe(
      'Cognito backup: comparison of eu-west-1_Ab12Cd34E fails'
    )
  })

  test('says pool, region, since when, how often, why and where', () => {
    const body = bodyOf(SUBJECT, STREAK, FAILURE)
    expect(body.split('\n')[0]).toBe(markerOf(SUBJECT))
    for (const words of [
      'export of the user pool `eu-west-1_Ab12Cd34E` (region eu-west-1)',
      'since **23 November 2026, 02:00 UTC**, 3 times in a row',
      'at 25 November 2026, 02:05 UTC in [run 1234567890](https://github.com/octo-org/backups/actions/runs/1234567890/attempts/1)',
      'with the code `access-denied`',
      '> `The role may not call s3:PutObject.`'
    ]) {
      expect(body).toContain(words)
    }
  })

  test('remembers its streak, which one failure more makes longer', () => {
    const body = bodyOf(SUBJECT, STREAK, FAILURE)
    expect(readStreak(body, 0)).toEqual(STREAK)
    expect(oneMore(STREAK)).toEqual({ since: SINCE, failures: 4 })
  })

  test('does not make up what somebody has edited away', () => {
    const streak = readStreak('something else', SINCE)
    expect(streak).toEqual({ since: SINCE, failures: undefined })
    const more = oneMore(streak)
    expect(more.failures).toBeUndefined()
    const body = bodyOf(SUBJECT, more, FAILURE)
    expect(body).not.toMatch(/undefined|NaN|in a row/)
    expect(readStreak(body, SINCE).failures).toBeUndefined()
  })

  test('tells of a further failure, and of its end', () => {
    expect(failedAgain(STREAK, FAILURE)).toMatch(
      /^Failed again, 3 times in a row since 23 November 2026/
    )
    expect(worksAgain(SUBJECT, STREAK, FAILURE)).toContain(
      'It had failed since 23 November 2026, 02:00 UTC, 3 times in a row.'
    )
  })

  test.each(HOSTILE_TEXTS)('mentions nobody and is no markup: %j', text => {
    const sentence = `${text} @octocat #1 ${text}`
    const plain = bodyOf(SUBJECT, STREAK, FAILURE).split('\n').length
    const body = bodyOf(SUBJECT, STREAK, { ...FAILURE, sentence })
    expect(body.split('\n')).toHaveLength(plain)
    const outside = body.replace(/`[^`\n]*`/g, '')
    expect(outside).not.toMatch(/@|#\d/)
    expect(outside.replace(/<!-- .* -->/g, '')).not.toMatch(/[<`]/)
  })
})
