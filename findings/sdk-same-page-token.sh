#!/usr/bin/env bash
# AWS SDK for JavaScript 3.1169.0 and botocore 1.44.8: a server that gives the same
# page token again is three different things to their paginators.
#
# Both are made from the same models, and botocore refuses a repeated token since it
# would never end. One would expect the same of JavaScript, or at least of its option
# `stopOnSameToken`. By default its paginator asks for ever. With `stopOnSameToken`
# it ends after the second page and says nothing: a listing that was cut off looks
# like a whole one, so the option turns a loop into a silent loss.
#
# Seen with Node.js 20.20 and Python 3.11, a listing of 10 pages at most:
#   JavaScript, by default: 10 pages, cut off here
#   JavaScript, stopOnSameToken: 2 pages, no error
#   botocore: 2 pages, PaginationError
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --silent @aws-sdk/client-cognito-identity-provider@3.1169.0
python3 -m venv python
python/bin/pip --quiet --disable-pip-version-check install botocore==1.44.8

cat >list.py <<'END'
import sys
from botocore.session import Session
cognito = Session().create_client(
    'cognito-idp', region_name='eu-west-1', endpoint_url=sys.argv[1],
    aws_access_key_id='a', aws_secret_access_key='b')
pages = 0
try:
    for _ in cognito.get_paginator('list_users').paginate(UserPoolId='eu-west-1_x'):
        pages += 1
    print(f'botocore: {pages} pages, no error')
except Exception as error:
    print(f'botocore: {pages} pages, {type(error).__name__}')
END
cat >list.mjs <<'END'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
const page = JSON.stringify({ Users: [{ Username: 'ann' }], PaginationToken: 'same' })
const server = createServer((request, response) =>
  request.resume().on('end', () => response.end(page))
)
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const endpoint = `http://127.0.0.1:${server.address().port}`
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
const client = new sdk.CognitoIdentityProviderClient({ endpoint, region: 'eu-west-1', credentials })
const seen = []
for (const stopOnSameToken of [false, true]) {
  let pages = 0
  for await (const _ of sdk.paginateListUsers({ client, stopOnSameToken }, { UserPoolId: 'eu-west-1_x' })) {
    if (++pages === 10) break
  }
  const how = stopOnSameToken ? 'stopOnSameToken' : 'by default'
  seen.push(`JavaScript, ${how}: ${pages} pages, ${pages === 10 ? 'cut off here' : 'no error'}`)
}
const { stdout } = await promisify(execFile)('python/bin/python', ['list.py', endpoint])
console.log([...seen, stdout.trim()].join('\n'))
server.close()
server.closeAllConnections()
END
node --no-warnings list.mjs | tee seen
if ! cmp -s seen - <<'END'
JavaScript, by default: 10 pages, cut off here
JavaScript, stopOnSameToken: 2 pages, no error
botocore: 2 pages, PaginationError
END
then
  echo 'This has changed.'
  exit 1
fi
