import { createHash } from 'node:crypto'

const FUNCTIONS = new Set([
  'ArrowFunctionExpression',
  'ClassMethod',
  'ClassPrivateMethod',
  'FunctionDeclaration',
  'FunctionExpression',
  'ObjectMethod'
])

/** Leaves out functions until about a share of them is left: see run.sh. */
function shouldIgnore({ node, parentPath }) {
  const share = Number(process.env['SHARE'])
  if (share >= 1 || !FUNCTIONS.has(node.type)) return undefined
  // What is within a function goes with it.
  for (let path = parentPath; path !== null; path = path.parentPath) {
    if (FUNCTIONS.has(path.node.type)) return undefined
  }
  const place = `${node.loc.start.line} ${node.end - node.start}`
  const drawn = createHash('sha256')
    .update(`${process.env['SEED']} ${place}`)
    .digest()
    .readUInt32BE()
  return drawn / 2 ** 32 < share ? undefined : 'not drawn'
}

export const strykerPlugins = [
  { kind: 'Ignore', name: 'sample', value: { shouldIgnore } }
]
