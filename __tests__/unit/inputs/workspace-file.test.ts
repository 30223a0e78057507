import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { workspaceReader } from '../../../src/inputs/workspace-file.ts'

const MiB = 1024 ** 2
let folder = ''
let workspace = ''
/** Another name of the workspace. */
let link = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workspace-'))
  workspace = join(folder, 'repository')
  link = join(folder, 'link')
  await mkdir(join(workspace, '..folder'), { recursive: true })
  await writeFile(join(folder, 'outside.txt'), 'outside')
  await writeFile(join(workspace, 'users.txt'), 'ada')
  await writeFile(join(workspace, '..folder', 'users.txt'), 'bob')
  await writeFile(join(workspace, 'large.txt'), Buffer.alloc(MiB + 1))
  await symlink('users.txt', join(workspace, 'inward'))
  await symlink('../outside.txt', join(workspace, 'outward'))
  await symlink('..', join(workspace, 'up'))
  await symlink('loop', join(workspace, 'loop'))
  await symlink(workspace, link)
})
afterAll(() => rm(folder, { recursive: true }))

const read = (path: string, from = workspace) =>
  workspaceReader(from)(path, MiB)

describe('a file of the workspace is read', () => {
  test.each([
    ['users.txt', 'ada'],
    ['./users.txt', 'ada'],
    ['..folder/users.txt', 'bob'],
    ['..folder/../users.txt', 'ada'],
    ['inward', 'ada']
  ])('by its path: %s', (path, content) => {
    expect(String(read(path))).toBe(content)
    expect(String(read(path, link))).toBe(content)
  })

  test('by its absolute path, whatever the workspace is called', () => {
    for (const name of [workspace, link]) {
      for (const from of [workspace, link]) {
        expect(read(join(name, 'users.txt'), from)).toEqual(Buffer.from('ada'))
      }
    }
  })
})

describe('nothing is read', () => {
  const OUTSIDE = 'leads out of the workspace'

  test.each([
    ['../outside.txt', OUTSIDE],
    ['up/outside.txt', OUTSIDE],
    ['outward', OUTSIDE],
    ['..', OUTSIDE],
    ['/', OUTSIDE],
    ['.', 'names something else than a file'],
    ['..folder', 'names something else than a file'],
    ['nowhere.txt', 'names no file in the workspace; give its path from there'],
    ['users.txt/x', 'names no file in the workspace; give its path from there'],
    ['loop', "names a file that can't be read (ELOOP)"],
    ['large.txt', 'names a file of more than 1 MiB']
  ])('by the path %s', (path, problem) => {
    expect(read(path)).toBe(problem)
  })

  test('by an absolute path to elsewhere', () => {
    expect(read(join(folder, 'outside.txt'))).toBe(OUTSIDE)
  })

  test.each([undefined, ''])('where the workspace is %j', from => {
    expect(workspaceReader(from)('users.txt', MiB)).toBe(
      'needs the variable GITHUB_WORKSPACE, which is not set'
    )
  })
})
