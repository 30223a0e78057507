/**
 * Parts of an answer that are JSON already. With a million users most of the
 * work is their encoding; the simulator encodes each user once, until it
 * changes.
 *
 * The text holds one byte of UTF-8 in each character. The engine keeps such a
 * text in the least memory, and sends it without another encoding.
 */
export type EncodedJson = string

export function encodeJson(value: object): EncodedJson {
  return Buffer.from(JSON.stringify(value)).toString('latin1')
}

/** An answer that consists of encoded parts. */
export class JsonBytes {
  readonly bytes: Buffer

  constructor(text: EncodedJson) {
    this.bytes = Buffer.from(text, 'latin1')
  }
}
