import { expect, test } from '@jest/globals'
import { extractModel } from '../../simulator/service-model/extract.ts'
import { MODELLED, modelOf } from '../../simulator/service-model/model.ts'
import { botocoreFolder, describePinned } from './botocore.ts'

describePinned("the committed extract of AWS's models", () => {
  test.each(MODELLED)('of %s is that of the pinned botocore', service => {
    // If it isn't: npx node simulator/service-model/main.ts, and look at what has changed.
    expect(modelOf(service)).toEqual(extractModel(botocoreFolder(), service))
  })
})
