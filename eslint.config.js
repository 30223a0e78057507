import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/**
 * The rooms of the house and what each may import from the others. An import
 * that isn't listed is an error, so a new path through the house is a decision
 * that shows up in a diff of this table. `packages` are the only npm packages
 * that the room may import; Node's own modules are open to all.
 */
const rooms = {
  shared: { rooms: [], packages: [] },
  aws: { rooms: [], packages: ['@smithy/', '@aws-sdk/', '@actions/core'] },
  cognito: {
    rooms: ['aws'],
    packages: ['@aws-sdk/client-cognito-identity-provider']
  },
  snapshot: { rooms: [], packages: ['valibot', 'age-encryption'] },
  storage: { rooms: ['aws', 'snapshot'], packages: ['@aws-sdk/client-s3'] },
  export: { rooms: ['cognito', 'snapshot', 'storage'], packages: [] },
  restore: { rooms: ['cognito', 'snapshot', 'storage'], packages: ['p-map'] },
  verify: { rooms: ['cognito', 'snapshot', 'storage'], packages: ['p-map'] },
  report: { rooms: [], packages: ['@actions/'] },
  // It says in types what each mode is asked for.
  inputs: {
    rooms: [
      'aws',
      'cognito',
      'export',
      'report',
      'restore',
      'snapshot',
      'storage',
      'verify'
    ],
    packages: []
  }
}

/** The files outside the rooms use no package of their own. */
const doors = {
  files: ['src/*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '^(?!\\.|node:)',
            message: 'Packages belong to a room: see rooms in eslint.config.js.'
          },
          {
            regex: '(^|/)(simulator|tools|__tests__)/',
            message: 'What ships may not import what tests it.'
          }
        ]
      }
    ]
  }
}

/** Forbids every import of `room` that its entry above doesn't open. */
function walls(room, { rooms: open, packages }) {
  const closed = Object.keys(rooms).filter(
    other => other !== room && other !== 'shared' && !open.includes(other)
  )
  const patterns = [
    {
      regex: `^(\\.\\./)+(${[...closed, 'index', 'run', 'access'].join('|')})(/|\\.ts$)`,
      message: `src/${room} may not import this room: see rooms in eslint.config.js.`
    },
    {
      // A bare specifier that is neither a Node module nor an open package.
      regex: `^(?!\\.|node:${packages.map(name => `|${name}`).join('')})`,
      message: `src/${room} may not import this package: see rooms in eslint.config.js.`
    },
    {
      regex: '(^|/)(simulator|tools|__tests__)/',
      message: 'What ships may not import what tests it.'
    }
  ]
  return {
    files: [`src/${room}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] }
  }
}

export default defineConfig(
  globalIgnores(['dist/', 'coverage/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname
      }
    },
    rules: {
      'max-lines': ['error', { max: 335, skipBlankLines: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_$', ignoreRestSiblings: true }
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true }
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true }
      ],
      'no-console': 'error',
      eqeqeq: 'error'
    }
  },
  // Clock, randomness, environment and process are handed in by index.ts, so
  // that no test has to patch a global.
  {
    files: ['src/**/*.ts'],
    ignores: ['src/index.ts', 'src/shared/system-clock.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Take it as a parameter.' },
        { name: 'setInterval', message: 'Take a clock as a parameter.' },
        { name: 'setTimeout', message: 'Take a clock as a parameter.' }
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take a clock.' },
        { object: 'Math', property: 'random', message: 'Take randomness.' }
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: 'Walls bind import() too.' }
      ]
    }
  },
  doors,
  ...Object.entries(rooms).map(([room, walled]) => walls(room, walled)),
  {
    files: ['simulator/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/(src|tools)/',
              message: 'The simulator knows AWS, not the code that it tests.'
            }
          ]
        }
      ]
    }
  },
  // The proofs call AWS as the action does, by its own code.
  {
    files: ['tools/prove/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^(?!\\.|node:|@aws-sdk/client-cognito-identity-provider$|@aws-sdk/client-s3$)',
              message: 'The proofs need no package but the clients of AWS.'
            },
            {
              regex: '(^|/)(simulator|bench|__tests__)/',
              message: 'The proofs know AWS, not what stands in for it.'
            }
          ]
        }
      ]
    }
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          "CallExpression[callee.name='test'][arguments.length>2]",
          "CallExpression[callee.callee.object.name='test'][arguments.length>2]",
          "CallExpression[callee.callee.object.object.name='test'][arguments.length>2]",
          "CallExpression[callee.object.name='test'][callee.property.name='concurrent'][arguments.length>2]",
          'CallExpression[callee.name=/^(before|after)(All|Each)$/][arguments.length>1]'
        ].map(selector => ({
          selector,
          message: 'A slow machine is no failure: see jest.config.js.'
        }))
      ]
    }
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  // The demo and the command lines talk to a person on standard output.
  {
    files: [
      'simulator/main.ts',
      'simulator/demo/**',
      'tools/bench/**',
      'tools/screenshots/**'
    ],
    rules: { 'no-console': 'off' }
  }
)
