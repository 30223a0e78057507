import { expect, test } from '@jest/globals'
import { readTemplate } from '../fixtures/cloudformation.ts'
import { dispatchRun } from '../fixtures/dispatched-run.ts'
import {
  parametersOf,
  templateText,
  type TemplateName
} from '../fixtures/infra-stacks.ts'
import { readQuickStart, shownWorkflows } from '../fixtures/quick-start.ts'

const { section, parameters, handovers } = readQuickStart()

const parameterOf = (template: TemplateName, name: string) =>
  readTemplate(templateText(template)).Parameters?.[name]

test('each parameter of the file is spoken of, and no other', () => {
  expect([...parameters].sort()).toEqual(
    Object.keys(parametersOf('one-account')).sort()
  )
})

test('each output of the templates goes into an input, but for import jobs', () => {
  const outputs = (
    ['store', 'export-role', 'restore-role', 'verify-role'] as const
  ).flatMap(name => Object.keys(readTemplate(templateText(name)).Outputs ?? {}))
  expect([
    ...handovers.map(({ output }) => output),
    'ImportLogsRoleArn'
  ]).toEqual(expect.arrayContaining(outputs))
})

test('the environments to protect are those of the workflows and roles', () => {
  const given = { snapshot: 'latest', 'user-pool-id': 'eu-west-1_Zy98Xw76V' }
  const used = shownWorkflows().map(({ yaml }) => {
    const asked = { file: '', fields: given }
    return dispatchRun(yaml, asked).environment
  })
  expect(used).toEqual([
    parameterOf('export-role', 'ExportEnvironment')?.Default,
    parameterOf('restore-role', 'RestoreEnvironment')?.Default,
    parameterOf('verify-role', 'VerifyEnvironment')?.Default
  ])
  const end = section.slice(section.indexOf('limit the environments'))
  for (const environment of used)
    expect(end).toContain(`\`${environment ?? ''}\``)
})
