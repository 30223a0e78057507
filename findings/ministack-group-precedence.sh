#!/usr/bin/env bash
# ministack 1.5.33, Cognito: a group without a precedence outranks all groups.
#
# In Cognito the group with the lowest number decides a user's role: 0 comes first,
# and a group without a precedence after all that have one. One would expect an
# emulator to leave out what was never given, as Cognito and moto do.
# ministack answers `Precedence: 0`, and empty texts as description and role. A copy
# of the group by these answers makes the weakest group the strongest; the empty role
# is one that botocore refuses to send.
#
# Seen with Python 3.11 (what was given; what ListGroups answers):
#   admins 1: {'Precedence': 1, 'RoleArn': 'arn:aws:iam::123456789012:role/admins'}
#   guests -: {'Precedence': 0, 'RoleArn': ''}
#   copy of guests: ParamValidationError
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

cat >groups.py <<'END'
import sys
from botocore.session import Session
cognito = Session().create_client(
    'cognito-idp', region_name='eu-west-1', endpoint_url=f'http://127.0.0.1:{sys.argv[1]}',
    aws_access_key_id='a', aws_secret_access_key='b')
pool = cognito.create_user_pool(PoolName='people')['UserPool']['Id']
cognito.create_group(
    UserPoolId=pool, GroupName='admins', Precedence=1,
    RoleArn='arn:aws:iam::123456789012:role/admins')
cognito.create_group(UserPoolId=pool, GroupName='guests')
groups = {group['GroupName']: group for group in cognito.list_groups(UserPoolId=pool)['Groups']}
for name, given in [('admins', 1), ('guests', '-')]:
    print(f'{name} {given}:', {key: groups[name].get(key) for key in ['Precedence', 'RoleArn']})
try:
    copied = {key: groups['guests'][key] for key in ['GroupName', 'Precedence', 'RoleArn']}
    cognito.create_group(UserPoolId=pool, **copied)
    print('copy of guests: created')
except Exception as error:
    print('copy of guests:', type(error).__name__)
END
python/bin/python groups.py "$port" | tee seen
if ! cmp -s seen - <<'END'
admins 1: {'Precedence': 1, 'RoleArn': 'arn:aws:iam::123456789012:role/admins'}
guests -: {'Precedence': 0, 'RoleArn': ''}
copy of guests: ParamValidationError
END
then
  echo 'This has changed.'
  exit 1
fi
