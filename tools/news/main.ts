import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { judge } from './judge.ts'
import { LEFT_OUT } from './left-out.ts'
import {
  namesInBotocore,
  namesInClient,
  newsIn,
  type BotocoreModel
} from './names.ts'

/** By the service's name in botocore, the SDK's client that the action has. */
const CLIENTS: Record<string, string | undefined> = {
  'cognito-idp': '@aws-sdk/client-cognito-identity-provider',
  kms: undefined,
  s3: '@aws-sdk/client-s3',
  sts: '@aws-sdk/client-sts'
}

/** @param folder that has the Python package `botocore` */
function botocore(folder: string, service: string) {
  const [file = ''] = globSync(
    join(folder, 'botocore/data', service, '*/service-2.json.gz')
  )
  const text = gunzipSync(readFileSync(file)).toString()
  return namesInBotocore(JSON.parse(text) as BotocoreModel)
}

/** @param folder that has `node_modules` */
function client(folder: string, name: string) {
  const require = createRequire(join(folder, 'package.json'))
  return namesInClient(require(name) as Record<string, unknown>)
}

function newsOf(service: string, [pinned, newest, packages]: string[]) {
  const name = CLIENTS[service]
  const root = new URL('../../', import.meta.url).pathname
  return [
    ...newsIn(botocore(pinned ?? '', service), botocore(newest ?? '', service)),
    ...(name === undefined
      ? []
      : newsIn(client(root, name), client(packages ?? '', name)))
  ].map(found => `${service} ${found}`)
}

/**
 * The command line: folders with the pinned botocore, with the newest one, and with
 * the newest packages of the SDK. `run.sh` installs them.
 */
const folders = process.argv.slice(2)
const { open, stale } = judge(
  Object.keys(CLIENTS).flatMap(service => newsOf(service, folders)),
  LEFT_OUT
)
for (const [title, names] of [
  ['New, without a reason to leave it out', open],
  ['No news, and still in tools/news/left-out.ts', stale]
] as const) {
  process.stdout.write(`${title}: ${names.length}\n`)
  for (const name of names) process.stdout.write(`  ${name}\n`)
}
if (open.length + stale.length > 0) process.exitCode = 1
