import { expect, test } from '@jest/globals'
import { describePool } from '../../../src/cognito/describe-pool.ts'
import { definitionNow } from '../../../src/compare/definition-sides.ts'
import type { JsonObject } from '../../../src/compare/definition/json.ts'
import { BARE_DEFINITION } from '../../fixtures/bare-definition.ts'
import { fakePool, POOL_ID, poolAnswer } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'

const LOGO = 'https://d111111abcdef8.cloudfront.net/logo.png'

test.each<[string, JsonObject, string[]]>([
  ['the pool', { pool: { logo: 'AAAA' }, clients: [] }, [LOGO]],
  ['a client', { pool: null, clients: [{ logo: 'AAAA' }] }, [LOGO]],
  ['none', { pool: { ImageUrl: LOGO }, clients: [] }, []]
])(
  'a logo is fetched where the snapshot has one to compare with: of %s',
  async (_of, branding, expected) => {
    const fetched: string[] = []
    const pool = {
      ...fakePool({
        ...BARE_DEFINITION,
        DescribeUserPool: () => poolAnswer(),
        GetUICustomization: () => ({ UICustomization: { ImageUrl: LOGO } })
      }),
      getFile: (url: URL) => {
        fetched.push(url.href)
        return Promise.resolve(Buffer.of(0))
      }
    }
    const before = {
      userPoolId: POOL_ID,
      region: 'eu-west-1',
      definition: { branding },
      lacksClients: false
    }
    await definitionNow(pool, await describePool(pool), before, NEVER)
    expect(fetched).toEqual(expected)
  }
)
