/**
 * The rooms of the house and what each may import: other rooms, types of other
 * rooms, and npm packages. An import that isn't listed turns the lint red, so a
 * new path through the house is a decision that shows up in a diff of this
 * table. Node's own modules are open to all, and so is `shared`.
 *
 * A room has the files of its folder, and of all folders below it that are no
 * rooms themselves.
 */
const rooms = {
  shared: {},
  aws: { packages: ['@smithy/', '@aws-sdk/', '@actions/core/'] },
  cognito: {
    rooms: ['aws'],
    packages: ['@aws-sdk/client-cognito-identity-provider/', '@smithy/core/']
  },
  snapshot: { packages: ['valibot/', 'age-encryption/'] },
  storage: { rooms: ['aws', 'snapshot'], packages: ['@aws-sdk/client-s3/'] },
  export: { rooms: ['cognito', 'snapshot', 'storage'] },
  // Its own files are the policies, and the way from the snapshot to the report.
  restore: {
    rooms: [
      'cognito',
      'restore/apply',
      'restore/apply/import',
      'restore/plan',
      'restore/plan/import',
      'restore/preflight',
      'restore/records',
      'restore/target',
      'snapshot',
      'storage'
    ]
  },
  'restore/records': {
    rooms: ['restore', 'snapshot', 'storage'],
    packages: ['p-map/']
  },
  'restore/target': {
    rooms: ['cognito', 'restore', 'snapshot'],
    packages: ['p-map/']
  },
  // Decides what stands for a user. It calls nothing.
  'restore/pseudonyms': {
    rooms: ['cognito', 'restore/target', 'snapshot']
  },
  'restore/plan': {
    rooms: [
      'cognito',
      'restore',
      'restore/plan/import',
      'restore/plan/users',
      'restore/pseudonyms',
      'restore/target',
      'snapshot'
    ],
    types: ['restore/records']
  },
  'restore/plan/users': {
    rooms: [
      'cognito',
      'restore',
      'restore/pseudonyms',
      'restore/target',
      'snapshot'
    ],
    types: ['restore/records']
  },
  'restore/plan/import': {
    rooms: [
      'cognito',
      'restore',
      'restore/plan/users',
      'restore/target',
      'snapshot'
    ]
  },
  'restore/preflight': {
    rooms: [
      'cognito',
      'restore',
      'restore/plan',
      'restore/plan/import',
      'restore/plan/users',
      'restore/target',
      'snapshot'
    ]
  },
  'restore/apply': {
    rooms: [
      'cognito',
      'restore',
      'restore/apply/import',
      'restore/apply/users',
      'restore/plan',
      'restore/plan/import',
      'restore/plan/users',
      'restore/preflight',
      'restore/records',
      'restore/target',
      'snapshot'
    ]
  },
  'restore/apply/users': {
    rooms: [
      'cognito',
      'restore',
      'restore/plan',
      'restore/plan/users',
      'restore/records',
      'restore/target',
      'snapshot'
    ],
    packages: ['p-map/']
  },
  'restore/apply/import': {
    rooms: [
      'cognito',
      'restore',
      'restore/apply/users',
      'restore/plan',
      'restore/plan/import',
      'restore/plan/users',
      'restore/preflight',
      'restore/target',
      'snapshot'
    ],
    packages: ['p-map/']
  },
  compare: { rooms: ['cognito', 'snapshot', 'storage'] },
  verify: {
    rooms: ['cognito', 'compare', 'snapshot', 'storage'],
    packages: ['p-map/']
  },
  // What a recovery took is found and reported as by the modes that do only that.
  recover: {
    rooms: [
      'cognito',
      'compare',
      'restore/plan',
      'restore/records',
      'snapshot',
      'storage'
    ]
  },
  // The plan and its parts are decisions: they call nothing.
  'create-pool': {
    rooms: [
      'cognito',
      'compare',
      'create-pool/apply',
      'create-pool/finish',
      'create-pool/parts',
      'create-pool/plan',
      'create-pool/records',
      'create-pool/target',
      'restore',
      'snapshot',
      'storage'
    ]
  },
  'create-pool/parts': {
    rooms: ['cognito', 'compare'],
    types: ['create-pool']
  },
  'create-pool/plan': {
    rooms: ['compare', 'create-pool/parts'],
    types: ['create-pool', 'create-pool/target', 'restore', 'snapshot']
  },
  'create-pool/records': {
    rooms: ['restore/records', 'snapshot', 'storage']
  },
  'create-pool/target': {
    rooms: ['cognito', 'compare', 'create-pool/parts', 'create-pool/records'],
    types: ['create-pool']
  },
  'create-pool/apply': {
    rooms: [
      'cognito',
      'compare',
      'create-pool/parts',
      'create-pool/plan',
      'create-pool/records',
      'create-pool/target'
    ],
    types: ['create-pool']
  },
  'create-pool/finish': {
    rooms: [
      'cognito',
      'compare',
      'create-pool',
      'create-pool/apply',
      'create-pool/parts',
      'create-pool/plan',
      'create-pool/target'
    ],
    types: ['create-pool/records']
  },
  report: { packages: ['@actions/'] },
  inputs: {
    rooms: ['aws', 'cognito', 'snapshot'],
    types: [
      'compare',
      'create-pool',
      'export',
      'recover',
      'report',
      'restore',
      'storage',
      'verify'
    ]
  }
}

/** A pattern of the paths of a room's files. */
function filesOf(room) {
  const inner = Object.keys(rooms)
    .filter(other => other.startsWith(`${room}/`))
    .map(other => other.slice(room.length + 1))
  const others = inner.length === 0 ? '' : `(?!(?:${inner.join('|')})/)`
  return `^src/${room}/${others}`
}

/** The rules of one room. */
function walls([room, { rooms: open = [], types = [], packages = [] }]) {
  const from = { path: filesOf(room) }
  const comment = 'See rooms in tools/structure/walls.js.'
  const closed = {
    name: `src/${room}`,
    comment,
    severity: 'error',
    from,
    to: {
      dependencyTypesNot: ['core'],
      pathNot: [
        ...[room, 'shared', ...open, ...types].map(filesOf),
        ...packages.map(name => `^node_modules/${name}`)
      ]
    }
  }
  const typesOnly = {
    name: `src/${room}: types only`,
    comment,
    severity: 'error',
    from,
    to: { dependencyTypesNot: ['type-only'], path: types.map(filesOf) }
  }
  return types.length === 0 ? [closed] : [closed, typesOnly]
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(rooms).flatMap(walls),
    {
      name: 'src/access.ts',
      severity: 'error',
      from: { path: '^src/access\\.ts$' },
      to: {
        dependencyTypesNot: ['core'],
        pathNot: ['aws', 'inputs', 'shared'].map(filesOf)
      }
    },
    {
      name: 'src/',
      comment: 'Packages belong to a room. What ships needs no tool or test.',
      severity: 'error',
      from: { path: '^src/[^/]+$' },
      to: { dependencyTypesNot: ['core'], pathNot: '^src/' }
    },
    {
      name: 'simulator/',
      comment: 'The simulator knows AWS, not the code that it tests.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(?:src|tools|__tests__)/' }
    },
    {
      name: 'tools/prove/',
      comment: 'The proofs call AWS by the code of the action.',
      severity: 'error',
      from: { path: '^tools/prove/' },
      to: {
        dependencyTypesNot: ['core'],
        pathNot: [
          '^(?:src|tools/prove)/',
          '^node_modules/@aws-sdk/client-(?:cognito-identity-provider|s3)/'
        ]
      }
    },
    {
      name: 'no-circles',
      comment: 'Imports of types count.',
      severity: 'error',
      from: {},
      to: { circular: true }
    },
    {
      name: 'resolvable',
      comment: 'The walls see only an import that leads to a file.',
      severity: 'error',
      from: { path: '^(?:src|simulator)/' },
      to: { couldNotResolve: true }
    }
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default']
    },
    skipAnalysisNotInRules: true
  }
}
