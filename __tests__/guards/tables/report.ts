import type { Guard } from '../guard.ts'

const SANITISE = ['__tests__/unit/report/sanitise.test.ts']
const REPORT = ['__tests__/unit/report/report.test.ts']
const SENTENCE = ['__tests__/unit/report/failure-sentence.test.ts']

/** What is said, and how. */
export const reportGuards: readonly Guard[] = [
  {
    name: 'no text begins with a command of the runner',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: ".replace(/^:(?=:)/, ': ')",
    without: '',
    tests: SANITISE
  },
  {
    name: 'no text begins with white space before a command',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: '.trimStart()\n',
    without: '\n',
    tests: SANITISE
  },
  {
    name: 'no text has an older command of the runner in it',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: ".replace(/#(?=#+\\[)|#(?=\\[)/g, '# ')",
    without: '',
    tests: SANITISE
  },
  {
    name: 'no text has control characters',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+/gu',
    without: '\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+/gu',
    tests: SANITISE
  },
  {
    name: 'no text has bidirectional or invisible characters',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+/gu',
    without: '\\p{Cc}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+/gu',
    tests: SANITISE
  },
  {
    name: 'no text has line separators',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+/gu',
    without: '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]+/gu',
    tests: SANITISE
  },
  {
    name: 'a piece of text is cut off at 128 characters',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: 'cut(disarm(text), MAX_FRAGMENT)',
    without: 'disarm(text)',
    tests: SANITISE
  },
  {
    name: 'a line is cut off before the runner does',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: 'cut(disarm(text), MAX_LINE)',
    without: 'disarm(text)',
    tests: SANITISE
  },
  {
    name: 'no code span ends early',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: ".replaceAll('`', \"'\")",
    without: '',
    tests: SANITISE
  },
  {
    name: 'no text ends a cell of a table',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: ".replaceAll('|', '\\\\|')",
    without: '',
    tests: SANITISE
  },
  {
    name: 'no sentence is read as Markdown or HTML',
    promise: 'workflow commands',
    file: 'src/report/sanitise.ts',
    source: ".replace(/[\\\\`*_{}[\\]<>#|~&]/g, '\\\\$&')",
    without: '',
    tests: SANITISE
  },
  {
    name: 'each line of the log is made safe',
    promise: 'workflow commands',
    file: 'src/report/report.ts',
    source: 'core.info(safeLine(text))',
    without: 'core.info(text)',
    tests: REPORT
  },
  {
    name: 'each warning is made safe',
    promise: 'workflow commands',
    file: 'src/report/report.ts',
    source: 'core.warning(safeLine(text),',
    without: 'core.warning(text,',
    tests: REPORT
  },
  {
    name: 'the title of each warning is made safe',
    promise: 'workflow commands',
    file: 'src/report/report.ts',
    source: '{ title: safeLine(title) }',
    without: '{ title }',
    tests: REPORT
  },
  {
    name: 'the sentence of a failure is made safe',
    promise: 'workflow commands',
    file: 'src/report/report.ts',
    source: 'core.setFailed(safeLine(failure))',
    without: 'core.setFailed(failure)',
    tests: REPORT
  },
  {
    name: 'the title of a group is made safe',
    promise: 'workflow commands',
    file: 'src/report/report.ts',
    source: 'core.group(safeLine(title), work)',
    without: 'core.group(title, work)',
    tests: REPORT
  },
  {
    name: 'a failed run fails the step',
    promise: 'honest end',
    file: 'src/report/report.ts',
    source: 'if (failure !== undefined) core.setFailed(safeLine(failure))',
    without: '',
    tests: REPORT
  },
  {
    name: 'the message of a bug is not told',
    promise: 'no personal data',
    file: 'src/report/failure-sentence.ts',
    source: 'if (error instanceof UserError) return error.message',
    without: 'if (error instanceof Error) return error.message',
    tests: [...SENTENCE, ...REPORT]
  },
  {
    name: 'of a bug only the places in the code are told',
    promise: 'no personal data',
    file: 'src/report/failure-sentence.ts',
    source: '.filter(frame => /^\\s+at /.test(frame))',
    without: '',
    tests: [...SENTENCE, ...REPORT]
  },
  {
    name: 'outputs are set when a run has failed',
    promise: 'honest end',
    file: 'src/report/report.ts',
    source: 'const problem = setOutputs(env, outputs)',
    without: `const problem =
        failure === undefined ? setOutputs(env, outputs) : undefined`,
    tests: REPORT
  },
  {
    name: 'what is not known is no output',
    promise: 'unknown is unknown',
    file: 'src/report/outputs.ts',
    source: 'if (value !== undefined) outputs[name] = String(value)',
    without: 'outputs[name] = String(value ?? 0)',
    tests: ['__tests__/unit/report/outputs.test.ts']
  },
  {
    name: 'users of whom it is not known whether they exist are told of',
    promise: 'unknown is unknown',
    file: 'src/report/how-far.ts',
    source: '...(usersUnknown > 0',
    without: '...(usersUnknown > Infinity',
    tests: ['__tests__/unit/report/how-far.test.ts']
  },
  {
    name: 'calls that Cognito has not answered are told of',
    promise: 'unknown is unknown',
    file: 'src/report/how-far.ts',
    source: '...(calls.length > 0',
    without: '...(calls.length > Infinity',
    tests: ['__tests__/unit/report/how-far.test.ts']
  },
  {
    name: 'a snapshot that may exist all the same is told of',
    promise: 'unknown is unknown',
    file: 'src/report/how-far.ts',
    source: 'if (maybeStored !== undefined) {',
    without: 'if (false) {',
    tests: ['__tests__/unit/report/how-far.test.ts']
  }
]
