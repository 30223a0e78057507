import { describe, expect, test } from '@jest/globals'
import { readTemplate } from '../../fixtures/cloudformation.ts'
import { list, type Policy } from '../../fixtures/iam-policies.ts'
import {
  deploy,
  ONE_ACCOUNT,
  templateText,
  TEMPLATES,
  type Parameters
} from '../../fixtures/infra-stacks.ts'

const boundary = 'arn:aws:iam::111122223333:policy/teams/boundary'
/** A value for every parameter that takes a text. */
const everything: Parameters = {
  ...ONE_ACCOUNT,
  BucketRegion: 'eu-west-1',
  ReplicaBucketName: 'my-backups-copy',
  ReplicaBucketArn: 'arn:aws:s3:::my-backups-copy',
  ReplicaKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/a-key',
  GroupRoles: 'arn:aws:iam::111122223333:role/app-admins',
  FurtherRestoreRoles:
    'arn:aws:iam::111122223333:role/cognito-backup-drill-restore',
  RecoverApplyEnvironment: 'cognito-recover-apply',
  SeedEnvironment: 'cognito-seed',
  PermissionsBoundaryArn: boundary
}

/** A value for each that stands in the place of another parameter. */
const INSTEAD: Parameters = {
  NewPoolNonces: '0123456789abcdef0123456789abcdef'
}

const typesOf = (name: (typeof TEMPLATES)[number]) =>
  new Map(
    Object.entries(readTemplate(templateText(name)).Resources).map(
      ([id, { Type }]) => [id, Type]
    )
  )

describe.each(TEMPLATES)('the template %s', name => {
  const parameters = Object.entries(
    readTemplate(templateText(name)).Parameters ?? {}
  )
  const given = Object.fromEntries(
    parameters.map(([parameter, { Default }]) => [
      parameter,
      everything[parameter] ?? String(Default ?? '')
    ])
  )

  test('takes no text that a policy takes for another one', () => {
    expect(() => deploy(name, given)).not.toThrow()
    for (const [parameter, usual] of Object.entries(given)) {
      const value = INSTEAD[parameter] ?? usual
      expect([parameter, value]).not.toEqual([parameter, ''])
      for (const wild of [`${value}*`, `${value}?`, `${value}\${aws:userid}`]) {
        const changed = { ...given, [parameter]: wild }
        expect(() => deploy(name, changed)).toThrow(`${parameter} may not be`)
      }
    }
  })

  test('takes a boundary for each role, and makes none without', () => {
    const types = typesOf(name)
    const made = deploy(name, given).resources
    const plain = deploy(name, { ...given, PermissionsBoundaryArn: '' })
    for (const [id, properties] of Object.entries(made)) {
      if (types.get(id) !== 'AWS::IAM::Role') continue
      expect([id, properties['PermissionsBoundary']]).toEqual([id, boundary])
      expect(Object.keys(plain.resources[id] ?? {})).not.toContain(
        'PermissionsBoundary'
      )
    }
  })

  test('names in its conditions whole roles', () => {
    const policies = Object.values(deploy(name, given).resources).flatMap(
      ({ KeyPolicy, PolicyDocument }) =>
        [KeyPolicy, PolicyDocument].filter(one => one !== undefined)
    ) as Policy[]
    for (const { Condition = {} } of policies.flatMap(one => one.Statement)) {
      for (const keys of Object.values(Condition)) {
        for (const arn of list(keys['aws:PrincipalArn'] ?? [])) {
          expect(arn).toMatch(/^arn:aws:iam::111122223333:role\/[\w-]+$/)
        }
      }
    }
  })
})

test('the templates make eight roles', () => {
  const roles = TEMPLATES.flatMap(name =>
    [...typesOf(name).values()].filter(type => type === 'AWS::IAM::Role')
  )
  expect(roles).toHaveLength(8)
})
