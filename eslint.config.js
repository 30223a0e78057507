import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  globalIgnores(['dist/', 'coverage/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: './tsconfig.json',
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
      // It is slow, and erasableSyntaxOnly allows no enum.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
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
      ]
    }
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name=/Delete\\w*Command$/]',
          message: 'The action deletes nothing.'
        }
      ]
    }
  },
  // By types only what would let a test end before its expectations: the other rules
  // took most of the lint's time, and what they find turns a test red when it runs.
  {
    files: ['__tests__/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
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
      'tools/screenshots/**',
      'tools/structure/**'
    ],
    rules: { 'no-console': 'off' }
  }
)
