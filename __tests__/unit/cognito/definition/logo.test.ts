import { describe, expect, test } from '@jest/globals'
import type { GetFile } from '../../../../src/aws/get-file.ts'
import { captureDefinition } from '../../../../src/cognito/definition/capture.ts'
import { LeftOut } from '../../../../src/cognito/definition/left-out.ts'
import {
  createAddLogo,
  MAX_LOGOS_BYTES
} from '../../../../src/cognito/definition/logo.ts'
import { fakePool, type FakePool } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import { answer, describedAs, fullAnswers, USER_POOL } from './fixtures.ts'

const ImageUrl = 'https://d3oia8etllorh5.cloudfront.net/pool/ALL/image.jpg'

/** What becomes of a look whose logo is at an address, and what was asked for. */
async function add(
  address: string | undefined,
  getFile: GetFile = () => Promise.resolve(Buffer.from('logo'))
) {
  const asked: string[] = []
  const leftOut = new LeftOut()
  const addLogo = createAddLogo((url, ...more) => {
    asked.push(url.href)
    return getFile(url, ...more)
  }, leftOut)
  const look = address === undefined ? {} : { ImageUrl: address }
  const { logo } = await addLogo(look, 'branding.pool', NEVER)
  return { logo, asked, leftOut: leftOut.list() }
}

describe('a logo', () => {
  test('is fetched from CloudFront and kept in base64', async () => {
    expect(await add(ImageUrl)).toEqual({
      logo: 'bG9nbw==',
      asked: [ImageUrl],
      leftOut: []
    })
  })

  test('is not fetched where there is none', async () => {
    expect(await add(undefined)).toMatchObject({ asked: [], leftOut: [] })
  })

  test('is not fetched where nobody wants it, and nothing is told', async () => {
    const leftOut = new LeftOut()
    const look = { ImageUrl }
    const addLogo = createAddLogo(undefined, leftOut)
    expect(await addLogo(look, 'branding.pool', NEVER)).toEqual(look)
    expect(leftOut.list()).toEqual([])
  })

  test.each([
    'http://d3oia8etllorh5.cloudfront.net/image.jpg',
    'https://cloudfront.net/image.jpg',
    'https://evil.example.com/image.jpg',
    'https://d3.cloudfront.net.evil.example.com/image.jpg',
    'https://evil.example.com/d3.cloudfront.net',
    'https://a.b.cloudfront.net/image.jpg',
    'https://user@d3.cloudfront.net/image.jpg',
    'https://:password@d3.cloudfront.net/image.jpg',
    'https://d3.cloudfront.net:8443/image.jpg',
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'no address'
  ])('is asked for at no other place: %s', async address => {
    expect(await add(address)).toEqual({
      logo: undefined,
      asked: [],
      leftOut: [{ section: 'branding.pool.logo', reason: 'NotFetched' }]
    })
  })

  test('that can not be had is listed, and the look is kept', async () => {
    expect(await add(ImageUrl, () => Promise.resolve(undefined))).toEqual({
      logo: undefined,
      asked: [ImageUrl],
      leftOut: [{ section: 'branding.pool.logo', reason: 'NotFetched' }]
    })
  })

  test('after so many that a snapshot would be too large is left out', async () => {
    const leftOut = new LeftOut()
    const half = Buffer.alloc(MAX_LOGOS_BYTES / 2)
    const addLogo = createAddLogo(() => Promise.resolve(half), leftOut)
    const add = () => addLogo({ ImageUrl }, 'branding.clients', NEVER)
    expect(await add()).toHaveProperty('logo')
    expect(await add()).toHaveProperty('logo')
    expect(await add()).toEqual({ ImageUrl })
    expect(leftOut.list()).toEqual([
      { section: 'branding.clients.logo', reason: 'TooLarge' }
    ])
  })

  test('is no reason to go on when the run was cancelled meanwhile', async () => {
    const stop = new AbortController()
    const addLogo = createAddLogo(() => {
      stop.abort()
      return Promise.resolve(undefined)
    }, new LeftOut())
    await expect(
      addLogo({ ImageUrl }, 'branding.pool', stop.signal)
    ).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('the looks of a pool and its clients', () => {
  const GetUICustomization = ({ ClientId = 'ALL' }: { ClientId?: unknown }) =>
    answer({
      UICustomization: {
        ClientId: ClientId === 'web' ? 'web' : 'ALL',
        ImageUrl: ClientId === 'web' ? `${ImageUrl}?web` : ImageUrl
      }
    })

  /** What is stored of them, and the logos that were fetched. */
  async function branding(captureLogo: boolean) {
    const fetched: string[] = []
    const pool: FakePool = {
      ...fakePool({ ...fullAnswers(), GetUICustomization }),
      getFile: url => {
        fetched.push(url.href)
        return Promise.resolve(Buffer.from('logo'))
      }
    }
    const { definition } = await captureDefinition(
      pool,
      describedAs(USER_POOL),
      { clientLimit: 1000, captureLogo },
      NEVER
    )
    return { branding: definition.branding, fetched }
  }

  test('have their logos, each fetched once', async () => {
    expect(await branding(true)).toMatchObject({
      branding: {
        pool: { ClientId: 'ALL', logo: 'bG9nbw==' },
        clients: [{ ClientId: 'web', logo: 'bG9nbw==' }]
      },
      fetched: [ImageUrl, `${ImageUrl}?web`]
    })
  })

  test('have none where capture-logo is off', async () => {
    const { branding: captured, fetched } = await branding(false)
    expect(fetched).toEqual([])
    expect(captured?.pool).toEqual({ ClientId: 'ALL', ImageUrl })
  })
})
