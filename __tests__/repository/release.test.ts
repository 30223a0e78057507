import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../../', import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs a script of .ci in the folder, with a `gh` that only tells what it does. */
function run(script: string, ...args: string[]) {
  const path = `${folder}:${process.env['PATH'] ?? ''}`
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [join(root, '.ci', script), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: path, HOME: folder, GITHUB_REPOSITORY: 'your-org/your-repo' }
    }
  )
  return { status, stdout, stderr }
}

function write(file: string, content: string): void {
  mkdirSync(join(folder, file, '..'), { recursive: true })
  writeFileSync(join(folder, file), content)
}

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.3] - 2026-11-23

### Added

- Something new.

## [1.2.2] - 2026-11-20

- Something old.

[1.2.3]: https://example.com/1.2.3
`

function writeRelease(
  versions: { package?: string; lock?: string; code?: string } = {},
  changelog = CHANGELOG
): void {
  const { package: own = '1.2.3', lock = '1.2.3', code = '1.2.3' } = versions
  write('package.json', JSON.stringify({ version: own }))
  write('package-lock.json', JSON.stringify({ version: lock }))
  write('src/shared/version.ts', `/** … */\nexport const VERSION = '${code}'\n`)
  write('CHANGELOG.md', changelog)
}

describe('check-release', () => {
  test('passes what has one version everywhere', () => {
    writeRelease()
    expect(run('check-release', 'v1.2.3')).toEqual({
      status: 0,
      stdout: '',
      stderr: ''
    })
  })

  test.each([
    ['package.json', { package: '1.2.2' }],
    ['package-lock.json', { lock: '1.2.2' }],
    ['src/shared/version.ts', { code: '1.2.2' }]
  ])('stops where %s has another', (file, versions) => {
    writeRelease(versions)
    const { status, stderr } = run('check-release', 'v1.2.3')
    expect(status).toBe(1)
    expect(stderr).toBe(`${file} has 1.2.2, and the tag is v1.2.3.\n`)
  })

  test.each([
    ['has no date yet', CHANGELOG.replace(' - 2026-11-23', '')],
    ['is of an older one', CHANGELOG.replace('## [1.2.3]', '## [1.2.1]')],
    ['is none', '# Changelog\n']
  ])('stops where the changelog %s', (_, changelog) => {
    writeRelease({}, changelog)
    const { status, stderr } = run('check-release', 'v1.2.3')
    expect(status).toBe(1)
    expect(stderr).toMatch(/^The first dated heading of CHANGELOG.md has .+\n$/)
  })

  test.each(['1.2.3', 'v1.2', 'v1.2.3-rc.1', 'v01.2.3', 'v1', ''])(
    'knows that %j is no tag of a release',
    tag => {
      writeRelease()
      expect(run('check-release', tag).status).toBe(1)
    }
  )
})

describe('release-notes', () => {
  test('are what the changelog says of that release', () => {
    write('CHANGELOG.md', CHANGELOG)
    expect(run('release-notes', 'v1.2.3').stdout.trim()).toBe(
      '### Added\n\n- Something new.'
    )
    expect(run('release-notes', 'v1.2.2').stdout.trim()).toBe(
      '- Something old.'
    )
  })

  test('are missing where it says nothing', () => {
    write('CHANGELOG.md', CHANGELOG)
    for (const tag of ['v1.2.4', 'v1.2', 'v1.2.30']) {
      expect(run('release-notes', tag).status).toBe(1)
    }
  })
})

describe('move-major-tag', () => {
  beforeEach(() => {
    write('gh', '#!/bin/sh\necho "gh $*" >> "$HOME/calls"\n')
    chmodSync(join(folder, 'gh'), 0o755)
    git('init', '--quiet')
    git('commit', '--quiet', '--allow-empty', '--message', 'one')
  })

  function git(...args: string[]): string {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
    const { status, stdout } = spawnSync('git', [...identity, ...args], {
      cwd: folder,
      encoding: 'utf8'
    })
    expect(status).toBe(0)
    return stdout.trim()
  }
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8')

  test('makes the tag with the first release of a major', () => {
    git('tag', 'v1.0.0')
    const { status } = run('move-major-tag', 'v1.0.0')
    expect(status).toBe(0)
    const sha = git('rev-parse', 'HEAD')
    expect(calls()).toBe(
      `gh api --method POST repos/your-org/your-repo/git/refs -f ref=refs/tags/v1 -f sha=${sha} --silent\n`
    )
  })

  test('moves it to the commit of a newer one, annotated or not', () => {
    git('tag', 'v1.9.0')
    git('tag', 'v1')
    git('commit', '--quiet', '--allow-empty', '--message', 'two')
    git('tag', '--annotate', '--message', 'ten', 'v1.10.0')
    run('move-major-tag', 'v1.10.0')
    const sha = git('rev-parse', 'HEAD')
    expect(calls()).toBe(
      `gh api --method PATCH repos/your-org/your-repo/git/refs/tags/v1 -f sha=${sha} -F force=true --silent\n`
    )
  })

  test('leaves it with the newest when an older one is repaired', () => {
    for (const tag of ['v1.9.1', 'v1.10.0', 'v10.0.0', 'v1.11.0-rc.1']) {
      git('tag', tag)
    }
    const { status, stdout } = run('move-major-tag', 'v1.9.1')
    expect(status).toBe(0)
    expect(stdout).toBe('v1 stays where it is: v1.10.0 is newer than v1.9.1.\n')
    expect(calls).toThrow()
  })

  test('fails when GitHub refuses', () => {
    write('gh', '#!/bin/sh\nexit 1\n')
    git('tag', 'v1.0.0')
    expect(run('move-major-tag', 'v1.0.0').status).not.toBe(0)
  })
})

describe('has-passed', () => {
  const answering = (count: number) =>
    write('gh', `#!/bin/sh\nprintf 'gh %s\\n' "$*" >> calls\necho ${count}\n`)

  test.each([
    [1, 'passed=true\n'],
    [0, 'passed=false\n']
  ])('of %d green runs says %s', (count, said) => {
    answering(count)
    chmodSync(join(folder, 'gh'), 0o755)
    expect(run('has-passed', 'abc123').stdout).toBe(said)
    const calls = readFileSync(join(folder, 'calls'), 'utf8')
    expect(calls).toContain('head_sha=abc123')
    expect(calls).toContain('status=success')
  })
})
