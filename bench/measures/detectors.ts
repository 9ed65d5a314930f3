import { accuracyOf, corpus, corpusNames, detectorOf, type Part } from '#features/policy/detector-accuracy.ts'
import { figure, type Figure, type Measure } from '../figure.ts'

const parts: { part: Part; name: string }[] = [
  { part: 'held', name: 'posts that its author never saw' },
  { part: 'seen', name: 'posts that it was made with' },
]

function figuresOf(name: string): Figure[] {
  const detector = detectorOf(name)
  if (!detector) throw new Error(`There is a corpus “${name}” and no detector.`)
  return parts.flatMap(({ part, name: which }) => {
    const { posts, recall, precision, missed, wrong } = accuracyOf(detector, corpus(name, part))
    const note = `${posts} ${which}.`
    const aims = part === 'held'
    return [
      figure(`${detector.fact}, ${part}: recall`, recall, '', {
        ...(aims ? { aim: { of: 'value', bound: 'at least', to: 0.9 } as const } : {}),
        note: `${note} Missed ${missed.length}.`,
      }),
      figure(`${detector.fact}, ${part}: precision`, precision, '', {
        ...(aims ? { aim: { of: 'value', bound: 'at least', to: 0.85 } as const } : {}),
        note: `${note} Wrong about ${wrong.length}.`,
      }),
    ]
  })
}

export const detectors: Measure = {
  name: 'detectors',
  about: 'How often the detectors are right about short posts that people have labelled.',
  aim: 'recall of 0.9 and precision of 0.85 each, on posts that the author of the detector never saw',
  run: async () => corpusNames().flatMap(figuresOf),
}
