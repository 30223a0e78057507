#!/usr/bin/env bash
# ministack 1.5.33, Cognito: a filter by cognito:user_status lists everybody.
#
# ListUsers can filter by `cognito:user_status`, and by `status`, which is something
# else: whether the user is enabled. One would expect an emulator either to know a
# filter or to refuse it. ministack reads no name with a colon: it leaves the filter
# out, says so in its own log only, and answers all users. A job that resends
# invitations to users of status FORCE_CHANGE_PASSWORD reaches users who signed in
# long ago, and its test is green as long as one of them is expected.
#
# Seen with Python 3.11 (ann is CONFIRMED, bob FORCE_CHANGE_PASSWORD and disabled):
#   cognito:user_status = "CONFIRMED": ann bob
#   status = "Disabled": bob
#   username = "ann": ann
set -eu

folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
server=
cd "$folder"
python3 -m venv python
python/bin/pip --quiet --disable-pip-version-check install ministack==1.5.33
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
GATEWAY_PORT=$port python/bin/ministack >log 2>&1 &
server=$!
for _ in $(seq 240); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
  sleep 0.5
done

cat >filters.py <<'END'
import sys
from botocore.session import Session
cognito = Session().create_client(
    'cognito-idp', region_name='eu-west-1', endpoint_url=f'http://127.0.0.1:{sys.argv[1]}',
    aws_access_key_id='a', aws_secret_access_key='b')
pool = cognito.create_user_pool(PoolName='people')['UserPool']['Id']
for name in ['ann', 'bob']:
    cognito.admin_create_user(UserPoolId=pool, Username=name, MessageAction='SUPPRESS')
cognito.admin_set_user_password(
    UserPoolId=pool, Username='ann', Password='Example-password-1', Permanent=True)
cognito.admin_disable_user(UserPoolId=pool, Username='bob')
for wanted in ['cognito:user_status = "CONFIRMED"', 'status = "Disabled"', 'username = "ann"']:
    users = cognito.list_users(UserPoolId=pool, Filter=wanted)['Users']
    print(f'{wanted}:', *sorted(user['Username'] for user in users))
END
python/bin/python filters.py "$port" | tee seen
if ! cmp -s seen - <<'END'
cognito:user_status = "CONFIRMED": ann bob
status = "Disabled": bob
username = "ann": ann
END
then
  echo 'This has changed.'
  exit 1
fi
