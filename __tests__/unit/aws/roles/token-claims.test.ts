import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  formOfSubject,
  readClaims,
  type TokenClaims
} from '../../../../src/aws/roles/token-claims.ts'
import { CLAIMS, jwt, tokenOf } from '../../../fixtures/id-tokens.ts'

describe('the claims of a token', () => {
  test('are read without its signature', () => {
    expect(readClaims(tokenOf(CLAIMS))).toEqual(CLAIMS)
  })

  test('that are missing or no texts are empty', () => {
    const claims = readClaims(jwt({ sub: 7, aud: ['sts.amazonaws.com'] }))
    expect(new Set(Object.values(claims ?? {}))).toEqual(new Set(['']))
  })

  test('are cut where they are long', () => {
    const claims = readClaims(jwt({ sub: 'x'.repeat(100_000) }))
    expect(claims?.subject).toHaveLength(300)
  })

  test.each(['', 'x', 'a.b.c', 'a.bnVsbA.c', 'a.Nw.c', '....'])(
    'of %j there are none',
    text => {
      expect(readClaims(text)).toBeUndefined()
    }
  )

  test('whatever the text, reading it throws nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, value) => {
        readClaims(text)
        readClaims(jwt(value))
      })
    )
  })
})

const IDS = 'repo:octo-org@1234/backups@5678:environment:backup'

describe('the form of a sub', () => {
  test('without ids is known, and what it would be with them', () => {
    expect(formOfSubject(CLAIMS)).toEqual({ form: 'names', otherForm: IDS })
  })

  test('with ids is known, and what it would be without', () => {
    expect(formOfSubject({ ...CLAIMS, subject: IDS })).toEqual({
      form: 'ids',
      otherForm: CLAIMS.subject
    })
  })

  test.each([
    'environment:a b%3Ac',
    'ref:refs/heads/feature/x',
    'ref:refs/tags/v1',
    'pull_request'
  ])('is known with %j at its end', context => {
    const subject = `repo:octo-org/backups:${context}`
    expect(formOfSubject({ ...CLAIMS, subject })?.otherForm).toBe(
      `repo:octo-org@1234/backups@5678:${context}`
    )
  })

  test.each([
    // Customised, though they begin as if they weren't.
    'repo:octo-org/backups:job_workflow_ref:octo-org/w/.github/workflows/b.yml@refs/heads/main',
    'repo:octo-org/backups:environment:backup:actor:octocat',
    'repo:octo-org@1234/backups@5678:repository_visibility:private',
    'repo:octo-org/backups:environment:',
    'repo:octo-org/backups',
    'repository_owner:octo-org',
    'repo:octo-org/other:environment:backup',
    'repo:octo-org/backups-2:environment:backup',
    'repo:octo-org@1/backups@2:environment:backup',
    ''
  ])('%j is of neither', subject => {
    expect(formOfSubject({ ...CLAIMS, subject })).toBeUndefined()
  })

  test('is not known where the token names no repository', () => {
    const claims = { ...CLAIMS, repository: '' }
    expect(formOfSubject(claims)).toBeUndefined()
  })

  test('the other form of the other form is the form', () => {
    const word = fc.stringMatching(/^[\w.-]{1,20}$/)
    const id = fc.stringMatching(/^\d{1,9}$/)
    fc.assert(
      fc.property(
        word,
        word,
        id,
        id,
        fc.stringMatching(/^[^:]+$/),
        (owner, name, ownerId, repositoryId, branch) => {
          const repository = `${owner}/${name}`
          const subject = `repo:${repository}:ref:refs/heads/${branch}`
          const claims: TokenClaims = {
            ...CLAIMS,
            repository,
            ownerId,
            repositoryId,
            subject
          }
          const other = formOfSubject(claims)
          expect(other?.form).toBe('names')
          const back = formOfSubject({
            ...claims,
            subject: other?.otherForm ?? ''
          })
          expect(back).toEqual({ form: 'ids', otherForm: subject })
        }
      )
    )
  })
})
