import { expect, test } from '@jest/globals'
import { LeftOut } from '../../../../src/cognito/definition/left-out.ts'

test('each path is listed once, with its first reason, sorted', () => {
  const leftOut = new LeftOut()
  leftOut.add('terms.B', 'UnknownText')
  leftOut.add('clients.A', 'UnknownMember')
  leftOut.add('terms.B', 'UnknownMember')
  expect(leftOut.list()).toEqual([
    { section: 'clients.A', reason: 'UnknownMember' },
    { section: 'terms.B', reason: 'UnknownText' }
  ])
})

test('a section with thousands of new members is listed under its own name', () => {
  const leftOut = new LeftOut()
  for (let member = 0; member < 5000; member += 1) {
    leftOut.add(`userPool.New${member}`, 'UnknownText')
  }
  leftOut.add('terms.New', 'UnknownText')
  const sections = leftOut.list().map(({ section }) => section)
  expect(sections).toHaveLength(202)
  expect(sections).toContain('userPool')
  expect(sections).toContain('terms.New')
})
