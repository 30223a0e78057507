import { describe, expect, test } from '@jest/globals'
import { ghRepository, readRunPlace } from '../../../src/report/run-place.ts'
import { HOSTILE_TEXTS } from '../../fixtures/hostile-texts.ts'

const RUNNER = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo-org/backups',
  GITHUB_RUN_ID: '1234567890',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKFLOW_REF:
    'octo-org/backups/.github/workflows/nightly.yml@refs/heads/main',
  GITHUB_REF_NAME: 'release/2026-11',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_ACTION_REPOSITORY: 'your-org/cognito-backup',
  GITHUB_ACTION_REF: 'v0'
}

describe('where a run takes place', () => {
  test('is what the runner says', () => {
    expect(readRunPlace(RUNNER)).toEqual({
      repository: 'octo-org/backups',
      serverUrl: 'https://github.com',
      runId: '1234567890',
      runUrl:
        'https://github.com/octo-org/backups/actions/runs/1234567890/attempts/2',
      workflowFile: 'nightly.yml',
      ref: 'release/2026-11',
      dispatchInputs: undefined,
      docsUrl: 'https://github.com/your-org/cognito-backup/blob/v0/docs'
    })
  })

  test('may be not known, but for GitHub itself', () => {
    expect(readRunPlace({})).toEqual({
      repository: undefined,
      serverUrl: 'https://github.com',
      runId: undefined,
      runUrl: undefined,
      workflowFile: undefined,
      ref: undefined,
      dispatchInputs: undefined,
      docsUrl: undefined
    })
  })

  test('has no branch or tag that a command could take for an option', () => {
    for (const name of ['--help', 'a b', '$(rm)', '']) {
      expect(readRunPlace({ ...RUNNER, GITHUB_REF_NAME: name }).ref).toBe(
        undefined
      )
    }
    expect(readRunPlace({ ...RUNNER, GITHUB_REF_TYPE: '' }).ref).toBe(undefined)
  })

  test('is told without what does not look like it', () => {
    for (const text of HOSTILE_TEXTS) {
      const env = Object.fromEntries(
        Object.keys(RUNNER).map(name => [name, text])
      )
      expect(readRunPlace(env)).toEqual(readRunPlace({}))
    }
  })
})

describe('the repository for gh', () => {
  test('is its name on github.com', () => {
    expect(ghRepository(readRunPlace(RUNNER))).toBe('octo-org/backups')
  })

  test('has its host before it elsewhere', () => {
    const place = readRunPlace({
      ...RUNNER,
      GITHUB_SERVER_URL: 'https://ghe.example.com/'
    })
    expect(ghRepository(place)).toBe('ghe.example.com/octo-org/backups')
    expect(place.docsUrl).toBeUndefined()
    expect(place.runUrl).toMatch(/^https:\/\/ghe\.example\.com\/octo-org\//)
  })

  test('is not known without the runner', () => {
    expect(ghRepository(readRunPlace({}))).toBeUndefined()
  })
})
