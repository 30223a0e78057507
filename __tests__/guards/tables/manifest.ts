import type { Guard } from '../guard.ts'

const CODEC = ['__tests__/unit/snapshot/manifest-codec.test.ts']
const CONTENT = ['__tests__/unit/snapshot/content-check.test.ts']

/** What a manifest may say, and what must bear it out. */
export const manifestGuards: readonly Guard[] = [
  {
    name: 'a manifest is looked at before it is parsed',
    promise: 'bombs',
    file: 'src/snapshot/manifest-codec.ts',
    source: 'shape.see(bytes)',
    without: '',
    tests: CODEC
  },
  {
    name: 'an unknown major version of the format is refused',
    promise: 'known versions',
    file: 'src/snapshot/manifest-codec.ts',
    source: 'refuseOtherMajor(parsed)\n',
    without: '\n',
    tests: CODEC
  },
  {
    name: 'a manifest has the SHA-256 that it tells of its content',
    promise: 'forged manifest',
    file: 'src/snapshot/manifest-codec.ts',
    source: 'contentSha256 !== digest(content) ||',
    without: '',
    tests: CODEC
  },
  {
    // Either would do: what isn't UTF-8 isn't the canonical form of anything.
    name: 'a manifest is in its canonical form, and UTF-8',
    promise: 'forged manifest',
    file: 'src/snapshot/manifest-codec.ts',
    source: '!Buffer.from(print({ ...content, contentSha256 })).equals(bytes)',
    without: 'false',
    and: [
      {
        file: 'src/snapshot/manifest-codec.ts',
        source: '{ fatal: true }',
        without: '{ fatal: false }'
      }
    ],
    tests: CODEC
  },
  {
    name: 'a manifest is of the snapshot that it was found at',
    promise: 'rollback',
    file: 'src/snapshot/manifest-codec.ts',
    source: 'content.snapshotId !== address.snapshotId ||',
    without: '',
    tests: CODEC
  },
  {
    name: 'a manifest is of the pool that it was found at',
    promise: 'wrong pool',
    file: 'src/snapshot/manifest-codec.ts',
    source: 'content.source.userPoolId !== address.userPoolId',
    without: 'false',
    tests: CODEC
  },
  {
    name: 'objects are numbered without a gap',
    promise: 'tampered part',
    file: 'src/snapshot/manifest-codec.ts',
    source: 'part.index === index &&',
    without: '',
    tests: CODEC
  },
  {
    name: 'each object has the one key that its place gives it',
    promise: 'path traversal',
    file: 'src/snapshot/manifest-codec.ts',
    source: 'part.key === partKey(address, kind, index, isEncrypted)',
    without: 'true',
    tests: CODEC
  },
  {
    name: 'the records of the objects add up to the counts',
    promise: 'counts reconcile',
    file: 'src/snapshot/manifest-codec.ts',
    source: 'if (records !== expected) {',
    without: 'if (false) {',
    tests: CODEC
  },
  {
    name: 'counts are whole numbers from 0',
    promise: 'forged manifest',
    file: 'src/snapshot/manifest.ts',
    source: 'v.pipe(v.number(), v.safeInteger(), v.minValue(0))',
    without: 'v.number()',
    tests: CODEC
  },
  {
    name: 'digests are digests',
    promise: 'forged manifest',
    file: 'src/snapshot/manifest.ts',
    source: 'v.pipe(text, v.regex(/^[0-9a-f]{64}$/))',
    without: 'text',
    tests: CODEC
  },
  {
    name: 'times in a manifest are times',
    promise: 'rollback',
    file: 'src/snapshot/manifest.ts',
    source: 'v.pipe(text, v.isoTimestamp())',
    without: 'text',
    tests: CODEC
  },
  {
    name: 'a manifest says that the snapshot is complete',
    promise: 'complete',
    file: 'src/snapshot/manifest.ts',
    source: "status: v.literal('complete'),",
    without: "status: v.custom<'complete'>(() => true),",
    tests: CODEC
  },
  {
    name: 'the number of groups has a cap',
    promise: 'bombs',
    file: 'src/snapshot/manifest.ts',
    source: 'v.pipe(count, v.maxValue(READ_CAPS.groups))',
    without: 'count',
    tests: CODEC
  },
  {
    name: 'the number of objects has a cap',
    promise: 'bombs',
    file: 'src/snapshot/manifest.ts',
    source: 'v.maxLength(READ_CAPS.objects)',
    without: 'v.maxLength(Infinity)',
    tests: CODEC
  },
  {
    name: 'the length of an object has a cap',
    promise: 'bombs',
    file: 'src/snapshot/manifest.ts',
    source: 'v.pipe(count, v.maxValue(READ_CAPS.partBytes))',
    without: 'count',
    tests: CODEC
  },
  {
    name: 'an encrypted snapshot is for few keys',
    promise: 'bombs',
    file: 'src/snapshot/manifest.ts',
    source: 'v.maxLength(MOST_RECIPIENTS)',
    without: 'v.maxLength(Infinity)',
    tests: ['__tests__/unit/snapshot/encrypted-reader.test.ts']
  },
  {
    name: 'an encrypted snapshot names its keys',
    promise: 'stolen bucket',
    file: 'src/snapshot/manifest.ts',
    source: 'v.minLength(1),',
    without: '',
    tests: ['__tests__/unit/snapshot/encrypted-reader.test.ts']
  },
  {
    name: 'the groups of a snapshot are each in it once',
    promise: 'forged manifest',
    file: 'src/snapshot/content-check.ts',
    source: 'if (this.#names.has(name)) this.#duplicates += 1',
    without: '',
    tests: CONTENT
  },
  {
    name: 'memberships are of groups that the snapshot has',
    promise: 'forged manifest',
    file: 'src/snapshot/content-check.ts',
    source: 'if (!this.#names.has(group)) this.#foreign += 1',
    without: '',
    tests: CONTENT
  },
  {
    name: 'the users of a snapshot are each in it once',
    promise: 'forged manifest',
    file: 'src/snapshot/content-check.ts',
    source: 'if (!this.#subs.add(record.sub)) this.#duplicates += 1',
    without: '',
    tests: CONTENT
  },
  ...['users', 'mfaUnknown'].map(name => ({
    name: `a manifest counts ${name} as the records do`,
    promise: 'counts reconcile' as const,
    file: 'src/snapshot/content-check.ts',
    source: `stated.${name} === ${name}`,
    without: 'true',
    tests: CONTENT
  })),
  ...(
    [
      [
        'users without a username',
        "stated.skipped.noUsername === skipped['no-username']"
      ],
      [
        'users protected by MFA',
        "stated.skipped.mfaProtected === skipped['mfa-protected']"
      ],
      ['federated users', 'stated.skipped.federated === skipped.federated']
    ] as const
  ).map(([what, source]) => ({
    name: `a manifest counts ${what} as the records do`,
    promise: 'counts reconcile' as const,
    file: 'src/snapshot/content-check.ts',
    source,
    without: 'true',
    tests: CONTENT
  })),
  {
    name: 'a manifest counts users by status as the records do',
    promise: 'counts reconcile',
    file: 'src/snapshot/content-check.ts',
    source: '(statedOf.get(status) ?? 0) === (countedOf.get(status) ?? 0)',
    without: 'true',
    tests: CONTENT
  },
  {
    name: 'a status may have any name',
    promise: 'prototype pollution',
    file: 'src/snapshot/user-counts.ts',
    source: 'Object.create(null) as Record<string, number>',
    without: '{}',
    tests: ['__tests__/unit/snapshot/user-counts.test.ts']
  },
  {
    name: 'nobody can choose subs that collide',
    promise: 'bombs',
    file: 'src/snapshot/fingerprints.ts',
    source: '`${this.#salt}${JSON.stringify(text)}`',
    without: 'JSON.stringify(text)',
    tests: ['__tests__/unit/snapshot/fingerprints.test.ts']
  },
  {
    name: 'a snapshot is no older than max-age',
    promise: 'rollback',
    file: 'src/snapshot/snapshot-age.ts',
    source: 'if (age <= maxAgeMs) return undefined',
    without: 'if (age >= 0) return undefined',
    tests: [
      '__tests__/unit/snapshot/snapshot-age.test.ts',
      '__tests__/unit/restore/snapshot-conditions.test.ts'
    ]
  },
  {
    name: 'a snapshot with a max-age is not of the future',
    promise: 'rollback',
    file: 'src/snapshot/snapshot-age.ts',
    source: 'if (Date.parse(startedAt) > now + CLOCK_SKEW_MS) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/snapshot/snapshot-age.test.ts']
  },
  {
    name: 'no two exports write to one address',
    promise: 'immutable',
    file: 'src/snapshot/address.ts',
    source: 'BASE32.charAt(byte & 31)',
    without: 'BASE32.charAt(byte & 0)',
    tests: ['__tests__/unit/snapshot/address.test.ts']
  },
  {
    name: 'no part of a prefix is a dot or two',
    promise: 'path traversal',
    file: 'src/snapshot/address.ts',
    source: " && name !== '.' && name !== '..'",
    without: '',
    tests: ['__tests__/unit/snapshot/address.test.ts']
  },
  {
    name: 'the prefix in an address is one that keys can have',
    promise: 'path traversal',
    file: 'src/snapshot/address.ts',
    source: '!isReadablePrefix(keys)',
    without: 'false',
    tests: ['__tests__/unit/snapshot/address.test.ts']
  },
  {
    name: 'the bucket in an address is one',
    promise: 'wrong input',
    file: 'src/snapshot/address.ts',
    source: '!isBucketName(bucket) ||',
    without: '',
    tests: ['__tests__/unit/snapshot/address.test.ts']
  },
  {
    name: 'the pool in an address is one',
    promise: 'wrong input',
    file: 'src/snapshot/address.ts',
    source: '!USER_POOL_ID.test(userPoolId) ||',
    without: '',
    tests: ['__tests__/unit/snapshot/address.test.ts']
  },
  {
    name: 'the snapshot id in an address is one',
    promise: 'wrong input',
    file: 'src/snapshot/address.ts',
    source: '!isSnapshotId(snapshotId) ||',
    without: '',
    tests: ['__tests__/unit/snapshot/address.test.ts']
  }
]
