import { writeFile } from 'node:fs/promises'
import { PAGE, reliabilityPage } from './page.ts'
import { readRecords } from './records.ts'

await writeFile(PAGE, reliabilityPage(readRecords()))
process.stdout.write(`Wrote ${PAGE.pathname}\n`)
