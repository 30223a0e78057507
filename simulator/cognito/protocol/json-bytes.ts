/**
 * Parts of an answer that are JSON already. With a million users most of the
 * work is turning them into text; that is done once for each, until it changes.
 *
 * The text holds the bytes of UTF-8, one for a character: this is how the engine
 * keeps a text in least memory, and how it is sent without encoding it again.
 */
export type EncodedJson = string

export function encodeJson(value: object): EncodedJson {
  return Buffer.from(JSON.stringify(value)).toString('latin1')
}

/** An answer that is put together from parts. */
export class JsonBytes {
  readonly bytes: Buffer

  constructor(text: EncodedJson) {
    this.bytes = Buffer.from(text, 'latin1')
  }
}
