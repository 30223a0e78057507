import { gunzipSync } from 'node:zlib'
import type { ActionRun } from '../../simulator/run-action.ts'
import { storedObject, type StoredObject } from './stored-snapshot.ts'

/** A line of a restore's report, as docs/snapshot-format.md has it. */
export interface StoredReportLine {
  username: string
  oldSub: string
  newSub: string | null
  result: string
  code: string | null
}

/** The report and the map of subs that a restore's outputs lead to. */
export async function storedReport(run: ActionRun) {
  const [report, subMap] = await Promise.all([
    open(run, 'report-uri'),
    open(run, 'sub-map-uri')
  ])
  const [header, ...rows] = textOf(subMap).trimEnd().split('\n')
  return {
    objects: [report, subMap],
    lines: textOf(report)
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line) as StoredReportLine),
    header,
    newSubs: new Map(rows.map(row => row.split(',') as [string, string]))
  }
}

function open(run: ActionRun, output: string): Promise<StoredObject> {
  const uri = run.outputs[output] ?? ''
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? []
  return storedObject(bucket, key)
}

const textOf = ({ bytes }: StoredObject) => gunzipSync(bytes).toString('utf8')
