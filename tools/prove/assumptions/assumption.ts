/** What the tool takes for granted of AWS or GitHub, and no page promises. */
export interface Assumption {
  /** Also the id of the proof that tries it, if there is one. */
  id: string
  /** The file that relies on it most. */
  where: string
  assumption: string
  /** What happens if it fails, and what to change then. */
  ifNot: string
  /** How a person tries it, or why it can't be tried; absent where a proof does. */
  byHand?: string
}
