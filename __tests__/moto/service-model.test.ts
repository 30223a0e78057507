import { globSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { extractModel } from '../../simulator/service-model/extract.ts'
import { MODELLED, modelOf } from '../../simulator/service-model/model.ts'
import { describeMoto } from './moto.ts'

const [INSTALLED = ''] = globSync(
  'node_modules/.cache/moto-*/lib/python3*/site-packages/botocore',
  { cwd: new URL('../../', import.meta.url) }
)

describeMoto("the committed extract of AWS's models", () => {
  test.each(MODELLED)('of %s is that of the botocore beside moto', service => {
    const folder = new URL(`../../${INSTALLED}`, import.meta.url).pathname
    // If it isn't: npx node simulator/service-model/main.ts, and look at what has changed.
    expect(modelOf(service)).toEqual(extractModel(folder, service))
  })
})
