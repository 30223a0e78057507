#!/usr/bin/env bash
# actionlint 1.7.12 and zizmor 1.32.0: no way to call a reusable workflow of one's own
# repository pleases both.
#
# zizmor's audit `self-repository` (persona pedantic) asks for `uses: $/PATH` in place
# of `uses: ./PATH`, and offers the change as a fix. actionlint refuses `$/PATH`: it
# knows `./PATH` and `OWNER/REPO/PATH@REF` only. One would expect that taking the fix
# of one linter leaves the other green; a repository that runs both needs `./PATH` and
# a `# zizmor: ignore[self-repository]` after it.
#
# Seen with Go 1.26.8 and Python 3.11:
#   actionlint ./: 0, $/: 1
#   zizmor     ./: 12, $/: 0
set -eu

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
GOBIN=$folder/bin GOFLAGS=-modcacherw CGO_ENABLED=0 \
  go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 >/dev/null 2>&1
python3 -m venv python
python/bin/pip --quiet --disable-pip-version-check install zizmor==1.32.0

mkdir -p .github/workflows
cat >.github/workflows/called.yml <<'END'
name: Called
on:
  workflow_call:
concurrency:
  group: called
  cancel-in-progress: false
permissions: {}
jobs:
  say:
    name: Say
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - run: echo called
END
codes=''
for way in ./ '$/'; do
  cat >.github/workflows/caller.yml <<END
name: Caller
on:
  workflow_dispatch:
concurrency:
  group: caller
  cancel-in-progress: false
permissions: {}
jobs:
  call:
    name: Call
    uses: ${way}.github/workflows/called.yml
END
  for linter in actionlint zizmor; do
    code=0
    if [ "$linter" = actionlint ]; then
      bin/actionlint .github/workflows/*.yml >/dev/null 2>&1 || code=$?
    else
      python/bin/zizmor --offline --persona=pedantic --no-progress --quiet \
        .github/workflows/caller.yml >/dev/null 2>&1 || code=$?
    fi
    echo "$linter $way: $code"
    codes="$codes $code"
  done
done
if [ "$codes" != ' 0 12 1 0' ]; then
  echo 'This has changed.'
  exit 1
fi
