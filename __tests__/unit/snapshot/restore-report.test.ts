import { describe, expect, test } from '@jest/globals'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { gunzipOneMember } from '../../../src/snapshot/parts/gzip.ts'
import {
  createRestoreReport,
  decodeReportLine,
  REPORT_RESULTS,
  type ReportLine
} from '../../../src/snapshot/restore-report.ts'
import { drain } from '../../fixtures/streams.ts'
import { anyUnicode } from '../../fixtures/any-records.ts'

const OLD = '11111111-1111-4111-8111-111111111111'
const NEW = '22222222-2222-4222-8222-222222222222'

function line(changes: Partial<ReportLine> = {}): ReportLine {
  return {
    username: 'ada',
    oldSub: OLD,
    newSub: NEW,
    result: 'created',
    code: null,
    ...changes
  }
}

/** The text of both files, inflated as strictly as a snapshot's. */
async function write(lines: Iterable<ReportLine>) {
  const restoreReport = createRestoreReport()
  for (const each of lines) restoreReport.add(each)
  const { report, subMap } = await restoreReport.finish()
  return { report: await inflate(report), subMap: await inflate(subMap) }
}

async function inflate(bytes: Buffer): Promise<string> {
  const chunks = await drain(gunzipOneMember(bytes, 2 ** 30))
  return Buffer.concat(chunks).toString()
}

describe('the report', () => {
  test('has one canonical line a user, whatever order the fields came in', async () => {
    const mixed = {
      code: 'UsernameExistsException',
      result: 'failed',
      newSub: null,
      oldSub: OLD,
      username: 'grace',
      more: 'dropped'
    } as const
    const { report } = await write([line(), mixed])
    expect(report).toBe(
      `{"username":"ada","oldSub":"${OLD}","newSub":"${NEW}","result":"created","code":null}\n` +
        `{"username":"grace","oldSub":"${OLD}","newSub":null,"result":"failed","code":"UsernameExistsException"}\n`
    )
  })

  test('says of made-up users that they are', async () => {
    const made = createRestoreReport(undefined, true)
    made.add(line())
    const { report } = await made.finish()
    expect(await inflate(report)).toBe(
      `{"username":"ada","oldSub":"${OLD}","newSub":"${NEW}","result":"created","code":null,"pseudonymised":true}\n`
    )
  })

  test('gives back every user as it was, in order', async () => {
    const text = anyUnicode
    const nullable = fc.option(text)
    const anyLine = fc.record({
      username: text,
      oldSub: text,
      newSub: nullable,
      result: fc.constantFrom(...REPORT_RESULTS),
      code: nullable
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine), async lines => {
        const { report } = await write(lines)
        const read = report.split('\n')
        expect(read.pop()).toBe('')
        expect(read.map(text => JSON.parse(text) as unknown)).toEqual(lines)
      })
    )
  })

  test('of nobody is empty', async () => {
    const { report, subMap } = await write([])
    expect(report).toBe('')
    expect(subMap).toBe('old_sub,new_sub\n')
  })

  test('takes no line after its end, and ends once', async () => {
    const report = createRestoreReport()
    await report.finish()
    expect(() => report.add(line())).toThrow('ended')
    await expect(report.finish()).rejects.toThrow('ended')
  })
})

describe('the map of subs', () => {
  test('has a row for each user whose sub is known and another one', async () => {
    const { subMap } = await write([
      line(),
      line({ newSub: OLD, result: 'existing' }),
      line({ newSub: null, result: 'skipped', code: 'federated' }),
      line({ oldSub: 'c', newSub: 'd', result: 'existing' })
    ])
    expect(subMap).toBe(`old_sub,new_sub\n${OLD},${NEW}\nc,d\n`)
  })

  test('quotes what no sub should hold, and nothing else', async () => {
    const { subMap } = await write([
      line({ oldSub: 'a,b', newSub: 'say "x"' }),
      line({ oldSub: 'a\nb', newSub: 'a\rb' }),
      line({ oldSub: "=1+1 ;'", newSub: '@é' })
    ])
    expect(subMap).toBe(
      'old_sub,new_sub\n"a,b","say ""x"""\n"a\nb","a\rb"\n=1+1 ;\',@é\n'
    )
  })
})

describe('many users', () => {
  const COUNT = 20_000
  const many = Array.from({ length: COUNT }, (_, at) =>
    line({ username: `ü${at}`, newSub: `${at}` })
  )

  test('are all in both files, each of which is one gzip member', async () => {
    const { report, subMap } = await write(many)
    expect(report).toBe(many.map(each => `${JSON.stringify(each)}\n`).join(''))
    const rows = many.map(each => `${each.oldSub},${each.newSub ?? ''}\n`)
    expect(subMap).toBe(`old_sub,new_sub\n${rows.join('')}`)
  })

  test('are read by any other gunzip', async () => {
    const restoreReport = createRestoreReport()
    for (const each of many) restoreReport.add(each)
    const { report } = await restoreReport.finish()
    const lines = gunzipSync(report).toString().split('\n')
    expect(lines).toHaveLength(COUNT + 1)
    expect(report.length).toBeLessThan(COUNT * 20)
  })
})

describe('a line of a report', () => {
  test('says what became of whom', async () => {
    const lines = REPORT_RESULTS.map(result => line({ result }))
    const { report } = await write(lines)
    const read = report.split('\n').slice(0, -1).map(decodeReportLine)
    expect(read).toEqual(
      REPORT_RESULTS.map(result => ({ oldSub: OLD, result }))
    )
  })

  test.each(['', 'ada', '{}', '{', 'null', '[]', `{"oldSub":"${OLD}"}`])(
    'is not %s',
    text => {
      expect(decodeReportLine(text)).toBeUndefined()
    }
  )
})
