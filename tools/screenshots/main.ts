import { mkdir, writeFile } from 'node:fs/promises'
import { demoRuns, startDemo } from '../../simulator/demo/demo-runs.ts'
import type { ActionRun } from '../../simulator/run-action.ts'
import { openStudio } from './studio.ts'

/*
 * The job summaries of the demo's runs as pictures. They are real: each is what
 * dist/index.js wrote into the runner's file of the step's summary.
 */

const [tools = '', browser = '', folder = ''] = process.argv.slice(2)
await mkdir(folder, { recursive: true })

const simulator = await startDemo()
const studio = await openStudio(tools, browser)
try {
  const runs = demoRuns(simulator)
  const exported = await runs.exportPool()
  await take('export', exported)
  await take('dry-run', await runs.planRestore())
  await take('restore', await runs.restore())

  // So that there is something to tell of the pool since.
  for (const username of ['new.person', 'another.person', 'third.person']) {
    simulator.addUser(simulator.userPoolId, { username })
  }
  const verified = await runs.verify(
    exported.outputs['manifest-sha256'] ?? '',
    {
      'user-pool-id': simulator.userPoolId
    }
  )
  await take('verify', verified)
} finally {
  await studio.close()
  await simulator.close()
}

async function take(name: string, { exitCode, summary }: ActionRun) {
  if (exitCode !== 0) throw new Error(`The run for ${name} failed: ${summary}`)
  const picture = await studio.photograph(summary)
  const file = `${folder}/${name}.png`
  await writeFile(file, picture)
  console.log(`${file}: ${Math.round(picture.byteLength / 1024)} KB`)
}
