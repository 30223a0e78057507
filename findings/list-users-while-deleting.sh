#!/usr/bin/env bash
# moto 5.2.5 and ministack 1.5.33: a user is deleted between two pages of ListUsers.
#
# A page token of Cognito is opaque, and one would expect of an emulator that the
# second page has the users who are left. In ministack the token is a number of users
# to pass over: once a listed user is deleted, a living user is passed over, and no
# page ever has that user. A job that lists and deletes as it goes leaves one for each
# one that it deletes. In moto the token names the next user: where that user is
# deleted, the token is refused. Tests of a pruning job can pass or fail by the
# emulator alone.
#
# Seen with Python 3.11 (users u0 to u5, pages of two, the second page):
#   moto without u0: u2 u3
#   moto without u2: InvalidToken
#   ministack without u0: u3 u4
#   ministack without u2: u3 u4
set -eu

folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
server=
cd "$folder"
# Their versions of botocore differ.
python3 -m venv of-moto
of-moto/bin/pip --quiet --disable-pip-version-check install \
  botocore==1.44.8 'moto[cognitoidp]==5.2.5'
python3 -m venv of-ministack
of-ministack/bin/pip --quiet --disable-pip-version-check install ministack==1.5.33
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
GATEWAY_PORT=$port of-ministack/bin/ministack >log 2>&1 &
server=$!

cat >list.py <<'END'
import sys
from contextlib import nullcontext
from botocore.session import Session
name, endpoint = sys.argv[1:]
if name == 'moto':
    from moto import mock_aws
with mock_aws() if name == 'moto' else nullcontext():
    cognito = Session().create_client(
        'cognito-idp', region_name='eu-west-1', endpoint_url=endpoint or None,
        aws_access_key_id='a', aws_secret_access_key='b')
    for victim in ['u0', 'u2']:
        pool = cognito.create_user_pool(PoolName='people')['UserPool']['Id']
        for number in range(6):
            cognito.admin_create_user(
                UserPoolId=pool, Username=f'u{number}', MessageAction='SUPPRESS')
        token = cognito.list_users(UserPoolId=pool, Limit=2)['PaginationToken']
        cognito.admin_delete_user(UserPoolId=pool, Username=victim)
        try:
            page = cognito.list_users(UserPoolId=pool, Limit=2, PaginationToken=token)
            second = ' '.join(user['Username'] for user in page['Users'])
        except cognito.exceptions.ClientError as error:
            second = error.response['Error']['Code']
        print(f'{name} without {victim}: {second}')
END
{
  of-moto/bin/python list.py moto ''
  for _ in $(seq 240); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
    sleep 0.5
  done
  of-ministack/bin/python list.py ministack "http://127.0.0.1:$port"
} | tee seen
if ! cmp -s seen - <<'END'
moto without u0: u2 u3
moto without u2: InvalidToken
ministack without u0: u3 u4
ministack without u2: u3 u4
END
then
  echo 'This has changed.'
  exit 1
fi
