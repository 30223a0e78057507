import { describe, expect, test } from '@jest/globals'
import {
  decodeManifest,
  encodeManifest
} from '../../../src/snapshot/manifest-codec.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { KEY_ARN } from '../../fixtures/fake-bucket.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'
import {
  headAnswer,
  keyOf,
  MANIFEST,
  verify
} from '../../fixtures/verify-scene.ts'

/** Verifies by headers while S3 answers otherwise about every object. */
function withHeaders(
  change: Readonly<Record<string, unknown>>,
  level: 'contents' | 'headers' = 'headers'
) {
  return verify({
    level,
    answer: command =>
      command === 'HeadObject'
        ? { ...headAnswer(Buffer.of()), ...change }
        : undefined
  })
}

describe('headers', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    [
      'another algorithm',
      'object-encryption',
      { ServerSideEncryption: 'AES256' },
      'alarms'
    ],
    [
      'another key',
      'object-encryption',
      { SSEKMSKeyId: 'arn:other' },
      'alarms'
    ],
    ['another version', 'version-missing', { VersionId: 'v9' }, 'remark'],
    [
      'no checksum',
      'checksum-unknown',
      { ChecksumSHA256: undefined },
      'remark'
    ],
    [
      'a checksum of parts',
      'checksum-unknown',
      { ChecksumSHA256: 'AAAA-2' },
      'remark'
    ],
    [
      'an archive',
      'object-archived',
      { StorageClass: 'DEEP_ARCHIVE' },
      'blocks'
    ]
  ])('that tell of %s', async (_what, code, change, weight) => {
    const { snapshot } = await verify()
    const { outcome } = await verify({
      level: 'headers',
      answer: (command, input) =>
        command === 'HeadObject'
          ? {
              ...headAnswer(
                snapshot.objects.get(String(input['Key'])) ?? Buffer.of()
              ),
              ...change
            }
          : undefined
    })
    // Of the manifest, which has read its own digest, only the encryption counts.
    const count = code === 'object-encryption' ? 9 : 8
    expect(outcome.findings).toMatchObject([{ code, weight, count }])
    expect(outcome.wouldRestore).toBe(weight !== 'blocks')
  })

  test.each<[string, Record<string, unknown>]>([
    ['algorithm', { ServerSideEncryption: 'AES256' }],
    ['key', { SSEKMSKeyId: 'arn:other' }]
  ])('tell of a manifest under another %s', async (_what, change) => {
    const { outcome, snapshot } = await verify({
      answer: (command, input) =>
        command === 'HeadObject' && input['Key'] === MANIFEST
          ? { ...headAnswer(Buffer.of()), ...change }
          : undefined
    })
    expect(outcome.findings).toMatchObject([
      {
        code: 'object-encryption',
        count: 1,
        text: expect.stringContaining(keyOf(snapshot, 'manifest.json'))
      }
    ])
    expect(outcome.wouldRestore).toBe(true)
  })

  test('of a manifest that has the key as the input named it are those that were asked for', async () => {
    // As after an export all of whose answers were lost.
    const { codes } = await verify({
      damage: ({ objects }) => {
        const bytes = objects.get(MANIFEST) ?? Buffer.of()
        const manifest = decodeManifest(bytes, ADDRESS)
        const { server } = manifest.encryption
        expect(server.keyArn).toBe(KEY_ARN)
        server.keyArn = 'alias/backups'
        objects.set(MANIFEST, encodeManifest(manifest))
      }
    })
    expect(codes).toEqual([])
  })

  test('of shorter objects are a reason not to restore', async () => {
    const { codes, outcome } = await withHeaders({})
    expect(codes).toEqual(['snapshot-truncated'])
    expect(outcome.wouldRestore).toBe(false)
  })

  test('that are wrong keep the objects from being read', async () => {
    const { bucket } = await withHeaders({}, 'contents')
    expect(
      bucket.calls.filter(
        ({ action, command }) =>
          action === 'GetObject' && command === 'GetObjectCommand'
      )
    ).toHaveLength(1)
  })

  test.each([
    ['NotFound', 'NoSuchVersion'],
    ['400', 'InvalidArgument'],
    ['405', 'MethodNotAllowed']
  ])(
    'of a version that answers %s (%s) are asked of the newest',
    async (status, name) => {
      const { codes, bucket } = await verify({
        level: 'headers',
        answer: (command, input) => {
          if (input['VersionId'] === undefined) return undefined
          throw awsFailure(command === 'HeadObject' ? status : name)
        }
      })
      expect(codes).toEqual([])
      expect(
        bucket.calls.filter(({ command }) => command === 'HeadObjectCommand')
      ).toHaveLength(17)
    }
  )
})

describe('what can not be listed', () => {
  const denied = awsFailure('AccessDenied', { code: 'access-denied' })

  test('by versions is listed by keys', async () => {
    const { codes } = await verify({
      damage: snapshot =>
        snapshot.objects.set(
          `${keyOf(snapshot, 'pool.json.gz')}.x`,
          Buffer.of(1)
        ),
      answer: command => {
        if (command === 'ListVersions') throw denied
        return undefined
      }
    })
    expect(codes).toEqual(['versions-unchecked', 'object-unlisted'])
  })

  test('at all is told', async () => {
    const { codes, error } = await verify({
      answer: command => {
        if (command === 'ListVersions' || command === 'ListKeys') throw denied
        return undefined
      }
    })
    expect(codes).toEqual(['versions-unchecked', 'listing-unchecked'])
    expect(error).toBeUndefined()
  })

  test('an object that was deleted again is none too many', async () => {
    const { codes } = await verify({
      answer: (command, input) =>
        command === 'ListVersions'
          ? {
              Versions: [
                {
                  Key: `${String(input['Prefix'])}x`,
                  VersionId: 'v1',
                  IsLatest: false
                }
              ],
              DeleteMarkers: [
                {
                  Key: `${String(input['Prefix'])}x`,
                  VersionId: 'v2',
                  IsLatest: true
                }
              ]
            }
          : undefined
    })
    expect(codes).toEqual([])
  })
})
