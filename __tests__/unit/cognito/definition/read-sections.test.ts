import { describe, expect, test } from '@jest/globals'
import { readSections } from '../../../../src/cognito/definition/read-sections.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'

const turn = () => new Promise<void>(resolve => setImmediate(resolve))

describe('sections', () => {
  test('are read several at a time, and never more', async () => {
    let underWay = 0
    let most = 0
    const reader = async () => {
      underWay += 1
      most = Math.max(most, underWay)
      await turn()
      underWay -= 1
      return 1
    }
    const readers = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [`section${at}`, reader])
    )
    const { sections } = await readSections(readers, 4, NEVER)
    expect(most).toBe(4)
    expect(Object.keys(sections)).toEqual(Object.keys(readers))
  })

  test('come in the order of their readers, and so do the lost ones', async () => {
    const slow = async () => {
      await turn()
      await turn()
      return 'slow'
    }
    const refused = async (turns: number) => {
      for (let at = 0; at < turns; at += 1) await turn()
      throw awsFailure(`After${turns}`)
    }
    const { sections, notCaptured } = await readSections(
      {
        first: slow,
        second: () => refused(3),
        third: () => Promise.resolve('quick'),
        fourth: () => refused(0)
      },
      4,
      NEVER
    )
    expect(Object.entries(sections)).toEqual([
      ['first', 'slow'],
      ['third', 'quick']
    ])
    expect(notCaptured).toEqual([
      { section: 'second', reason: 'After3' },
      { section: 'fourth', reason: 'After0' }
    ])
  })

  test('are told to stop when one fails for all', async () => {
    const started: string[] = []
    const reading = readSections(
      {
        a: async signal => {
          started.push('a')
          while (!signal.aborted) await turn()
          return 1
        },
        b: async () => {
          started.push('b')
          await turn()
          throw awsFailure('ExpiredToken', { code: 'credentials' })
        },
        c: () => {
          started.push('c')
          return Promise.resolve(1)
        }
      },
      2,
      NEVER
    )
    await expect(reading).rejects.toMatchObject({ awsCode: 'ExpiredToken' })
    expect(started).toEqual(['a', 'b'])
  })
})
