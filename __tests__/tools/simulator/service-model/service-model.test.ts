import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { EXTRACTED } from '../../../../simulator/service-model/extract.ts'
import { MODELLED, modelOf } from '../../../../simulator/service-model/model.ts'

const root = new URL('../../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

/** The operations that the sources make commands of. */
const sent = [
  ...new Set(
    globSync('src/**/*.ts', { cwd: root }).flatMap(path =>
      [...read(path).matchAll(/new ([A-Z]\w+)Command\(/g)].map(
        ([, name = '']) => name
      )
    )
  )
]
  // The command that takes its operation's name, such as those of a new pool.
  .filter(name => name !== 'Raw')
  .sort()

const modelled = MODELLED.flatMap(service =>
  Object.keys(modelOf(service).operations)
)

test('the models have every operation that the action sends', () => {
  expect(sent.length).toBeGreaterThan(40)
  expect(sent.filter(name => !modelled.includes(name))).toEqual([])
})

test.each(MODELLED)('the model of %s is what the script extracts', service => {
  const { apiVersion, operations } = modelOf(service)
  expect({ apiVersion, operations: Object.keys(operations) }).toEqual(
    EXTRACTED[service]
  )
})

test('the models are of one version of botocore, that beside moto', () => {
  const pinned = /^botocore==(.+)$/m.exec(
    read('__tests__/emulators/moto.txt')
  )?.[1]
  for (const service of MODELLED) {
    expect(modelOf(service).botocore).toBe(pinned)
  }
})
