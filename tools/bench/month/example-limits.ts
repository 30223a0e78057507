import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'

const EXAMPLE = new URL('../../../examples/nightly-backup.yml', import.meta.url)

/** The limits of a comparison that the example's readers begin with. */
export async function limitsOfExample(): Promise<Record<string, string>> {
  const { jobs } = parse(await readFile(EXAMPLE, 'utf8')) as {
    jobs: { compare: { steps: { with: Record<string, unknown> }[] } }
  }
  const inputs = jobs.compare.steps.find(step => 'max-gone' in step.with)?.with
  if (inputs === undefined) throw new Error('The example has no limits.')
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => /^max-.*(gone|changed)$/.test(name))
      .map(([name, value]) => [name, String(value)])
  )
}
