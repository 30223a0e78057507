import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { EXTRACTED } from '../../../../simulator/service-model/extract.ts'
import { MODELLED, modelOf } from '../../../../simulator/service-model/model.ts'

const root = new URL('../../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

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
