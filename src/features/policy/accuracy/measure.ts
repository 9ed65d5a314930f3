import { accuracyOf, corpus, corpusNames, detectorOf } from '../detector-accuracy.ts'
import { precisionOf, recallOf, type Measured } from './rules.ts'

/** Counts anew how often each detector is right about the posts that its author never saw. For tests. */
export function measureAll(): Record<string, Measured> {
  return Object.fromEntries(
    corpusNames().map((name) => {
      const detector = detectorOf(name)
      if (!detector) throw new Error(`There is a corpus “${name}” and no detector.`)
      const items = corpus(name, 'held')
      const { posts, missed, wrong } = accuracyOf(detector, items)
      const due = items.filter(({ finds }) => finds).length
      const counts = { due, found: due - missed.length, wrong: wrong.length }
      return [
        detector.fact,
        { posts, ...counts, recall: rounded(recallOf(counts)), precision: rounded(precisionOf(counts)) },
      ]
    }),
  )
}

const rounded = (share: number): number => Math.round(share * 1000) / 1000
