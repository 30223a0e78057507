import { afterAll } from '@jest/globals'
import { startRecorder } from './recorder.ts'

// Part of every suite, by jest.moto.config.js: what the bundle sends moto goes
// by a relay that holds it against AWS's models, whichever test has it run.
const relay = await startRecorder(process.env['MOTO_ENDPOINT'] ?? '')
process.env['MOTO_ENDPOINT'] = relay.endpoint

afterAll(() => relay.close())
