import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { modelOf } from '../../../../simulator/service-model/model.ts'
import { STRUCTURES } from '../../../../src/cognito/definition/structures.ts'
import {
  DEFINITION_READS,
  definitionTable,
  tableSource
} from '../../../../tools/definition-model/table.ts'

const model = modelOf('cognito-idp')

test('the table of structures is what the script makes of the pinned model', () => {
  const file = new URL(
    '../../../../src/cognito/definition/model.ts',
    import.meta.url
  )
  expect(readFileSync(file, 'utf8')).toBe(tableSource(model))
})

test('it reads as it was written', () => {
  const read = Object.fromEntries(
    [...STRUCTURES].map(([name, members]) => [
      name,
      Object.fromEntries(members)
    ])
  )
  expect(read).toEqual(definitionTable(model))
})

test('it knows the answer of each operation that a definition is read by', () => {
  for (const operation of DEFINITION_READS) {
    expect(STRUCTURES.has(`${operation}Response`)).toBe(true)
  }
})

test('it marks the secrets of app clients, and not their ids', () => {
  const client = STRUCTURES.get('UserPoolClientType')
  expect(client?.get('ClientSecret')).toBe('secret')
  expect(client?.get('ClientSecretArn')).toBe('text')
  expect(client?.get('ClientId')).toBe('text')
  const secret = STRUCTURES.get('ClientSecretDescriptorType')
  expect(secret?.get('ClientSecretValue')).toBe('secret')
})
