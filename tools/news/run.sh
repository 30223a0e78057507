#!/usr/bin/env bash
# Says what is new at AWS in the services that the action deals with, and fails
# until each is captured or has a reason in left-out.ts. Needs Python 3 with pip, and
# a network.
set -euo pipefail
cd "$(dirname "$0")/../.."

pinned=$(sed -n 's/^botocore==//p' __tests__/emulators/moto.txt)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# No more than the package: its models are files.
install_botocore() {
  python3 -m pip install --root-user-action ignore --disable-pip-version-check --no-input --quiet \
    --no-deps --target "$folder/$1" "$2"
}

install_botocore pinned "botocore==$pinned"
install_botocore newest botocore
mkdir "$folder/sdk"
echo '{}' >"$folder/sdk/package.json"
npm install --prefix "$folder/sdk" --no-audit --no-fund --ignore-scripts \
  @aws-sdk/client-{cognito-identity-provider,s3,sts}@latest >/dev/null

ls -d "$folder"/*/botocore-*.dist-info | sed 's|.*/\(.*\)\.dist-info|\1|'
npm ls --prefix "$folder/sdk" --depth 0 | tail -n +2
npx node tools/news/main.ts "$folder"/{pinned,newest,sdk}
