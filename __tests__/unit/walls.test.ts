import { describe, expect, test } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'

// The walls need no types, and without them no file has to exist.
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  overrideConfig: [tseslint.configs.disableTypeChecked]
})

/** The rules that code in a file breaks, by name. */
async function brokenRules(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? []).map(
    ({ ruleId, message }) => ruleId ?? message
  )
}

const imports = (what: string) =>
  `import { it } from '${what}'\nexport const its = it\n`

test('no room imports anything at run time, past its walls', async () => {
  const code = "export const it = () => import('../storage/put.ts')\n"
  expect(await brokenRules('src/snapshot/x.ts', code)).toEqual([
    'no-restricted-syntax'
  ])
})

describe('a forbidden import is reported', () => {
  test.each([
    ['src/snapshot/x.ts', '@aws-sdk/client-s3'],
    ['src/snapshot/x.ts', '../storage/put.ts'],
    ['src/snapshot/x.ts', '../aws/errors.ts'],
    ['src/snapshot/x.ts', '../cognito/users.ts'],
    ['src/snapshot/x.ts', '@actions/core'],
    ['src/export/x.ts', 'age-encryption'],
    ['src/restore/x.ts', '../age-inputs.ts'],
    ['src/storage/x.ts', '../access-inputs.ts'],
    ['src/aws/x.ts', '../access.ts'],
    ['src/storage/x.ts', '@aws-sdk/client-sts'],
    ['src/access.ts', '@aws-sdk/client-sts'],
    ['src/aws/x.ts', '../cognito/users.ts'],
    ['src/aws/x.ts', '../storage/put.ts'],
    ['src/cognito/x.ts', '../storage/put.ts'],
    ['src/cognito/x.ts', '../snapshot/records.ts'],
    ['src/cognito/x.ts', '@aws-sdk/client-s3'],
    ['src/storage/x.ts', '../cognito/users.ts'],
    ['src/storage/x.ts', '@aws-sdk/client-cognito-identity-provider'],
    ['src/storage/x.ts', '../export/gates.ts'],
    ['src/export/x.ts', '../aws/errors.ts'],
    ['src/export/x.ts', '../restore/plan.ts'],
    ['src/export/x.ts', '../report/report.ts'],
    ['src/export/x.ts', '@aws-sdk/client-s3'],
    ['src/export/x.ts', 'p-map'],
    ['src/restore/x.ts', '../export/classify.ts'],
    ['src/restore/x.ts', '../aws/client-config.ts'],
    ['src/restore/x.ts', '@actions/core'],
    ['src/restore/x.ts', '@aws-sdk/client-cognito-identity-provider'],
    ['src/verify/x.ts', '../restore/target.ts'],
    ['src/export/x.ts', '../scratch.ts'],
    ['src/verify/x.ts', '../export/known-subs.ts'],
    ['src/verify/x.ts', '../verify-inputs.ts'],
    ['src/verify/x.ts', '@aws-sdk/client-s3'],
    ['src/restore/x.ts', '../verify/findings.ts'],
    ['src/run.ts', '@actions/core'],
    ['src/run.ts', '../simulator/server.ts'],
    ['src/report/x.ts', '../export/tally.ts'],
    ['src/report/x.ts', '../storage/put.ts'],
    ['src/report/x.ts', '@aws-sdk/client-s3'],
    ['src/restore/x.ts', '../inputs.ts'],
    ['src/restore/x.ts', '../run.ts'],
    ['src/restore/x.ts', '../index.ts'],
    ['src/export/x.ts', '../../simulator/server.ts'],
    ['src/restore/x.ts', '../../benchmarks/run.ts'],
    ['src/report/x.ts', '../../__tests__/fixtures/streams.ts'],
    ['src/run.ts', '../prove/lab.ts'],
    ['src/restore/x.ts', '../../prove/lab.ts'],
    ['simulator/x.ts', '../src/snapshot/records.ts'],
    ['simulator/x.ts', '../prove/lab.ts'],
    ['prove/x.ts', '../simulator/server.ts'],
    ['prove/proofs/x.ts', '../../__tests__/fixtures/streams.ts'],
    ['prove/x.ts', '@aws-sdk/client-sts'],
    ['prove/x.ts', '@actions/core']
  ])('of %s: %s', async (filePath, what) => {
    expect(await brokenRules(filePath, imports(what))).toEqual([
      'no-restricted-imports'
    ])
  })

  test('and so is one that only passes it on', async () => {
    const code = "export * from '../storage/put.ts'\n"
    expect(await brokenRules('src/snapshot/x.ts', code)).toEqual([
      'no-restricted-imports'
    ])
  })

  test.each([
    'aws',
    'cognito',
    'snapshot',
    'storage',
    'export',
    'restore',
    'verify'
  ])('of @actions/core in %s, which only the report speaks to', async room => {
    const code = imports('@actions/core')
    expect(await brokenRules(`src/${room}/x.ts`, code)).toEqual([
      'no-restricted-imports'
    ])
  })
})

describe('an allowed import is not reported', () => {
  test.each([
    ['src/snapshot/x.ts', 'valibot'],
    ['src/snapshot/x.ts', 'age-encryption'],
    ['src/snapshot/x.ts', 'node:zlib'],
    ['src/snapshot/x.ts', '../errors.ts'],
    ['src/snapshot/x.ts', './records.ts'],
    ['src/aws/x.ts', '../world.ts'],
    ['src/cognito/x.ts', '../aws/errors.ts'],
    ['src/cognito/x.ts', '@aws-sdk/client-cognito-identity-provider'],
    ['src/storage/x.ts', '../snapshot/address.ts'],
    ['src/storage/x.ts', '@aws-sdk/client-s3'],
    ['src/export/x.ts', '../cognito/users.ts'],
    ['src/export/x.ts', '../storage/put.ts'],
    ['src/export/x.ts', '../outcome.ts'],
    ['src/restore/x.ts', 'p-map'],
    ['src/restore/x.ts', '../snapshot/reader.ts'],
    ['src/verify/x.ts', '../cognito/users.ts'],
    ['src/verify/x.ts', 'p-map'],
    ['src/aws/x.ts', '@aws-sdk/client-sts'],
    ['src/report/x.ts', '@actions/core'],
    ['src/report/x.ts', '../outcome.ts'],
    ['prove/x.ts', '../src/cognito/users.ts'],
    ['prove/x.ts', '@aws-sdk/client-s3'],
    ['simulator/x.ts', './server.ts']
  ])('of %s: %s', async (filePath, what) => {
    expect(await brokenRules(filePath, imports(what))).toEqual([])
  })
})

describe('what is ambient', () => {
  const AMBIENT: [string, string][] = [
    ['no-restricted-globals', 'export const home = process.env\n'],
    ['no-restricted-globals', 'export const f = () => setTimeout(f, 1)\n'],
    ['no-restricted-globals', 'export const f = () => setInterval(f, 1)\n'],
    ['no-restricted-properties', 'export const now = Date.now()\n'],
    ['no-restricted-properties', 'export const luck = Math.random()\n'],
    ['no-console', "console.log('x')\n"]
  ]

  test.each(AMBIENT)('breaks %s inside: %s', async (rule, code) => {
    expect(await brokenRules('src/export/x.ts', code)).toEqual([rule])
    expect(await brokenRules('src/run.ts', code)).toEqual([rule])
  })

  test.each(AMBIENT.slice(0, -1))(
    'does not break %s at the door: %s',
    async (_rule, code) => {
      expect(await brokenRules('src/index.ts', code)).toEqual([])
    }
  )
})

test('a file of more than 350 lines is reported', async () => {
  const lines = Array.from(
    { length: 351 },
    (_, at) => `export const a${at} = 1`
  )
  const code = `${lines.join('\n')}\n`
  expect(await brokenRules('src/export/x.ts', code)).toEqual(['max-lines'])
})
