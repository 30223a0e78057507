import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  dispatchInputs,
  isPrivateRepository
} from '../../../src/report/github-event.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function started(text: string, name = 'workflow_dispatch') {
  const path = join(folder, 'event.json')
  writeFileSync(path, text)
  return { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path }
}

describe('the inputs of a workflow that was started by hand', () => {
  test('are known by their names', () => {
    const inputs = { snapshot: 'latest', 'only-users': 'ana@example.com' }
    expect(dispatchInputs(started(JSON.stringify({ inputs })))).toEqual([
      'snapshot',
      'only-users'
    ])
  })

  test.each([
    ['{"inputs":null}'],
    ['{}'],
    ['null'],
    ['no JSON'],
    ['{"inputs":{"a b; rm":"x"}}']
  ])('are not known from %s', text => {
    expect(dispatchInputs(started(text))).toBeUndefined()
  })

  test('are not known where another event or none started it', () => {
    const text = '{"inputs":{"snapshot":"latest"}}'
    expect(dispatchInputs(started(text, 'schedule'))).toBeUndefined()
    expect(dispatchInputs({})).toBeUndefined()
  })
})

test('a repository is private only if the event says so', () => {
  const said = (text: string) => isPrivateRepository(started(text, 'push'))
  expect(said('{"repository":{"private":true}}')).toBe(true)
  for (const text of ['{"repository":{"private":"true"}}', '{}', 'null', '']) {
    expect(said(text)).toBe(false)
  }
  expect(isPrivateRepository({})).toBe(false)
})
