import { expect, test } from '@jest/globals'
import { figuresOf } from '../../../tools/structure/figures.ts'

/** Files from lines such as `src/a/one.ts > src/b/two.ts src/three.ts`. */
function files(...lines: string[]) {
  return lines.map(line => {
    const [path = '', imports = ''] = line.split(' > ')
    return { path, imports: imports.split(' ').filter(Boolean) }
  })
}

test('rooms are the folders and the loose files of a folder', () => {
  const figures = figuresOf(
    'src',
    files(
      'src/run.ts > src/a/deep/one.ts src/a/two.ts node_modules/x/index.js',
      'src/a/deep/one.ts > src/a/two.ts',
      'src/a/two.ts',
      'simulator/main.ts > src/run.ts'
    )
  )
  expect(figures).toEqual({ rooms: 2, between: 2, back: 0, circles: 0 })
})

test('of two rooms that import each other, the fewer imports run back', () => {
  const figures = figuresOf(
    'src',
    files(
      'src/a/one.ts > src/b/three.ts',
      'src/a/two.ts > src/b/three.ts',
      'src/b/three.ts',
      'src/b/four.ts > src/a/two.ts'
    )
  )
  expect(figures).toMatchObject({ between: 3, back: 1, circles: 0 })
})

test('one import of a circle of three rooms runs back', () => {
  const figures = figuresOf(
    'src',
    files(
      'src/a/one.ts > src/b/two.ts',
      'src/b/two.ts > src/c/three.ts',
      'src/c/three.ts > src/a/one.ts'
    )
  )
  expect(figures).toEqual({ rooms: 3, between: 3, back: 1, circles: 1 })
})

test('a circle inside one room counts, and leads back to no other room', () => {
  const figures = figuresOf(
    'src',
    files('src/a/one.ts > src/a/two.ts', 'src/a/two.ts > src/a/one.ts')
  )
  expect(figures).toEqual({ rooms: 1, between: 0, back: 0, circles: 1 })
})
