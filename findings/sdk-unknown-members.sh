#!/usr/bin/env bash
# AWS SDK for JavaScript 3.888.0 and 3.1169.0, Cognito's client: what becomes of a
# member that the SDK doesn't know yet.
#
# AWS adds members to answers between two updates of an SDK. One would expect that an
# SDK of JSON either always hands them on or never does, and that an upgrade within
# version 3 keeps to it. The old one handed them on, but only of structures that have
# no time among their known members. The new one, which reads answers by a schema,
# leaves them out everywhere. A tool that copies settings from pool to pool loses the
# newest ones by an upgrade, without an error and without a change of types.
#
# Seen with Node.js 20.20 (the server's answers have a member Newest in each place):
#   3.888.0  GetUserPoolMfaConfig: Newest
#   3.888.0  DescribeResourceServer: Newest
#   3.888.0  DescribeUserPool: -
#   3.1169.0 GetUserPoolMfaConfig: -
#   3.1169.0 DescribeResourceServer: -
#   3.1169.0 DescribeUserPool: -
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --silent \
  sdk-3.888.0@npm:@aws-sdk/client-cognito-identity-provider@3.888.0 \
  sdk-3.1169.0@npm:@aws-sdk/client-cognito-identity-provider@3.1169.0

cat >read.mjs <<'END'
import { createServer } from 'node:http'
const answers = {
  GetUserPoolMfaConfig: { MfaConfiguration: 'ON', Newest: 'on' },
  DescribeResourceServer: { ResourceServer: { Identifier: 'a', Newest: 'on' } },
  DescribeUserPool: { UserPool: { Id: 'eu-west-1_x', CreationDate: 1795000000, Newest: 'on' } }
}
const server = createServer((request, response) =>
  request.resume().on('end', () => {
    const [, operation] = request.headers['x-amz-target'].split('.')
    response.end(JSON.stringify(answers[operation]))
  })
)
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const endpoint = `http://127.0.0.1:${server.address().port}`
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
for (const version of ['3.888.0', '3.1169.0']) {
  const sdk = await import(`sdk-${version}`)
  const client = new sdk.CognitoIdentityProviderClient({ endpoint, region: 'eu-west-1', credentials })
  for (const operation of Object.keys(answers)) {
    const command = new sdk[`${operation}Command`]({ UserPoolId: 'eu-west-1_x', Identifier: 'a' })
    const has = JSON.stringify(await client.send(command)).includes('"Newest"')
    console.log(version.padEnd(8), `${operation}: ${has ? 'Newest' : '-'}`)
  }
}
server.close()
server.closeAllConnections()
END
node --no-warnings read.mjs | tee seen
if ! cmp -s seen - <<'END'
3.888.0  GetUserPoolMfaConfig: Newest
3.888.0  DescribeResourceServer: Newest
3.888.0  DescribeUserPool: -
3.1169.0 GetUserPoolMfaConfig: -
3.1169.0 DescribeResourceServer: -
3.1169.0 DescribeUserPool: -
END
then
  echo 'This has changed.'
  exit 1
fi
