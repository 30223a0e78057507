import type { Reply } from '../wire.ts'
import type { Effect } from './fault.ts'

/** A proxy on the way answers in place of the service. */
const proxyAnswers = (status: number, reason: string): Effect => ({
  instead: (): Reply => ({
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html><head><title>${status} ${reason}</title></head><body>${status} ${reason}</body></html>\n`,
    errorName: reason
  })
})

/** The faults of the network between a client and any service of AWS. */
export const networkFaults = {
  /** The connection breaks and nothing was done. */
  reset: { instead: () => ({ drop: true }) },
  /** It was done, and the answer never arrives. */
  'lost-answer': { answer: () => ({ drop: true }) },
  /** Nothing was done and nothing ever comes, until the client gives up. */
  hang: { instead: () => ({ hang: true }) },
  /** It was done, and half of the answer arrives. */
  'cut-body': { answer: reply => ({ cut: reply }) },
  'slow-answer': { delayMs: 1500 },
  /** It was done, half of the answer arrives, and nothing more ever comes. */
  'stalled-body': { answer: reply => ({ stall: reply }) },
  /** The answer isn't HTTP. */
  'not-http': { instead: () => ({ raw: '220 mail.example.com ESMTP\r\n' }) },
  'bad-gateway': proxyAnswers(502, 'Bad Gateway'),
  /** A proxy refuses every request to the service. */
  'proxy-refusal': proxyAnswers(403, 'Forbidden')
} satisfies Record<string, Effect>
