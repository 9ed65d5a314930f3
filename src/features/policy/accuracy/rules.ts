/** What was counted for one fact, over posts that people had labelled and its author had not seen. */
export interface Measured {
  posts: number
  /** Posts that it should find. */
  due: number
  /** Those of them that it found. */
  found: number
  /** Posts that it found and should not have. */
  wrong: number
  /** Rounded, for reading. */
  recall: number
  precision: number
}

type Counts = Pick<Measured, 'due' | 'found' | 'wrong'>

/** Of the posts that it should find, the share that it finds. */
export const recallOf = ({ found, due }: Counts): number => found / Math.max(1, due)
/** Of the posts that it finds, the share that it should. */
export const precisionOf = ({ found, wrong }: Counts): number => found / Math.max(1, found + wrong)

/** Below these a check says so wherever it speaks. They are the aims of `npm run bench -- detectors`. */
export const aims = { recall: 0.9, precision: 0.85 }

export const missesThings = (counts: Counts): boolean => recallOf(counts) < aims.recall
export const errs = (counts: Counts): boolean => precisionOf(counts) < aims.precision
