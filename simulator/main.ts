import { parseOptions, usage, UsageError } from './options.ts'
import { startSimulator } from './simulator.ts'

/** The command line: starts one simulator and lets it run until a signal. */
async function main(): Promise<void> {
  const parsed = parseOptions(process.argv.slice(2))
  if (parsed.help) {
    process.stdout.write(usage)
    return
  }
  const simulator = await startSimulator(parsed.options)
  const stop = () => void simulator.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const { endpoint, region, accountId, userPoolId, emptyUserPoolId } = simulator
  const { bucket, kmsKeyArn, idTokenRequest } = simulator
  console.log(
    JSON.stringify({
      endpoint,
      region,
      accountId,
      userPoolId,
      emptyUserPoolId,
      bucket,
      kmsKeyArn,
      idTokenRequestUrl: idTokenRequest.url,
      idTokenRequestToken: idTokenRequest.token
    })
  )
}

main().catch((error: unknown) => {
  const wrongUse = error instanceof UsageError
  console.error(
    wrongUse ? `${error.message}\nTry --help for all options.` : error
  )
  process.exitCode = wrongUse ? 2 : 1
})
