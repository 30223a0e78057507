import { describe, expect, test } from '@jest/globals'
import {
  explainDenial,
  lacksAllow,
  readDenial
} from '../../../src/aws/denials.ts'

const WHO =
  'User: arn:aws:sts::111122223333:assumed-role/ada.lovelace/run is not authorized to perform:'

const told = (message: string, asked = 's3:PutObject') =>
  explainDenial('The role', asked, readDenial(message))

const put = (reason: string) =>
  `${WHO} s3:PutObject on resource: "arn:aws:s3:::my-backups/a" ${reason}`

/** As AWS words what denies, and what is said of it. */
const EXPLICIT: [words: string, reason: RegExp][] = [
  [
    'an identity-based policy',
    /A Deny in the role's own policies refuses it\. Take the action out of that Deny/
  ],
  [
    'a resource-based policy',
    /A Deny in the policy of the bucket or its access point refuses it\. .*object-acl/
  ],
  ['a service control policy', /\(SCPs\) of the organisation refuses it/],
  ['a resource control policy', /\(RCPs\) of the organisation refuses it/],
  ['a permissions boundary', /the permissions boundary of the role refuses it/],
  ['a session policy', /the session policies .*refuses it/],
  ['a sessions policy', /the session policies .*refuses it/],
  ['a VPC endpoint policy', /the policy of the VPC endpoint .*refuses it/],
  ['the role trust policy', /the trust policy .*refuses it/],
  [
    'a VPC endpoint policy transitively through a service control policy',
    /\(SCPs\) of the organisation refuses it/
  ],
  // With the ARN of the policy, as newer messages have it.
  [
    'an identity-based policy: arn:aws:iam::111122223333:policy/session-policy',
    /the role's own policies refuses it/
  ]
]

const IMPLICIT: [words: string, reason: RegExp][] = [
  [
    'identity-based policy',
    /Nothing in the role's own policies allows it\. Add that action to its policy/
  ],
  [
    'resource-based policy',
    /Nothing in the policy of the bucket or its access point allows it/
  ],
  ['service control policy', /\(SCPs\) of the organisation allows it/],
  ['permissions boundary', /the permissions boundary of the role allows it/],
  ['session policy', /the session policies .*allows it/],
  ['VPC endpoint policy', /the policy of the VPC endpoint .*allows it/],
  ['role trust policy', /the trust policy .*allows it/]
]

describe('a denial names the kind of policy that AWS names', () => {
  test.each(EXPLICIT)('that denies: %s', (words, reason) => {
    const sentence = told(put(`with an explicit deny in ${words}`))
    expect(sentence).toMatch(reason)
    expect(sentence).toMatch(/^The role may not call s3:PutObject\. A Deny in /)
  })

  test.each(IMPLICIT)('that does not allow: %s', (words, reason) => {
    const sentence = told(put(`because no ${words} allows the s3:PutObject`))
    expect(sentence).toMatch(reason)
    expect(sentence).toMatch(/^The role may not call s3:PutObject\. Nothing /)
  })

  test('and only its own says to add the action to the role', () => {
    const others = IMPLICIT.slice(1).map(([words]) =>
      told(put(`because no ${words} allows it`))
    )
    const denied = EXPLICIT.map(([words]) =>
      told(put(`with an explicit deny in ${words}`))
    )
    for (const sentence of [...others, ...denied]) {
      expect(sentence).not.toContain('Add that action')
    }
  })

  test('by what the service calls it', () => {
    const of = (action: string) =>
      told(`${WHO} ${action} because no resource-based policy allows it`)
    expect(of('kms:Decrypt')).toContain('Nothing in the key policy allows')
    expect(of('sts:AssumeRole')).toContain('Nothing in the trust policy')
    expect(of('sns:Publish')).toContain('Nothing in the resource-based policy')
  })

  test('as far as KMS tells another account', () => {
    const sentence = told(
      `${WHO} kms:GenerateDataKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`
    )
    expect(sentence).toBe(
      "The role may not call kms:GenerateDataKey. What refuses it is the policy of the key, or that there is no such key. Allow the role that action there, and check that the key is in the bucket's region."
    )
  })
})

describe('a denial without a kind', () => {
  test.each(['Access Denied', `${WHO} s3:PutObject`])(
    'is said to have none: %s',
    message => {
      const sentence = told(message)
      expect(sentence).toContain(
        'refuses it is a policy that AWS does not name'
      )
      expect(sentence).toContain('the policy of the bucket or its access point')
    }
  )

  test('has a Deny where AWS says so', () => {
    expect(told(put('with an explicit deny'))).toContain(
      'A Deny in a policy that AWS does not name refuses it.'
    )
  })

  test('of Cognito has no policy of a resource', () => {
    const sentence = told('x', 'cognito-idp:ListUsers')
    expect(sentence).not.toMatch(/bucket|key policy|resource-based/)
  })
})

test('nothing that AWS says is repeated but the action', () => {
  const messages = [...EXPLICIT, ...IMPLICIT].flatMap(([words]) => [
    put(`with an explicit deny in ${words}`),
    put(`because no ${words} allows it`)
  ])
  for (const message of messages) {
    expect(told(message)).not.toMatch(/ada\.lovelace|my-backups|arn:|\bUser\b/)
  }
})

test.each([
  ['because no identity-based policy allows it', true],
  ['', true],
  ['with an explicit deny', false],
  ['with an explicit deny in an identity-based policy', false],
  ['because no service control policy allows it', false]
])('whether the role lacks an Allow: %s', (reason, expected) => {
  expect(lacksAllow(put(reason))).toBe(expected)
})
