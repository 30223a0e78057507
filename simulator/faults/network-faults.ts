import type { Reply } from '../wire.ts'
import type { Effect } from './fault.ts'

const HTML =
  '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n'

/** What lies between a client and any service of AWS can do to a call. */
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
  /** A proxy on the way answers in place of the service. */
  'bad-gateway': {
    instead: (): Reply => ({
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: HTML,
      errorName: 'Bad Gateway'
    })
  }
} satisfies Record<string, Effect>
