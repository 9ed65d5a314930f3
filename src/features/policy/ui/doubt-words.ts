import type { Doubt } from '../contract.ts'

/** How far a check can be trusted, in whole sentences; none where it is as good as is asked. */
export function doubtInWords(doubt: Pick<Doubt, 'misses' | 'errs'> | undefined): string[] {
  const { misses = null, errs = null } = doubt ?? {}
  return [
    ...(misses ? [`This check misses things: in our test it found ${misses.found} of ${misses.of}.`] : []),
    ...(errs
      ? [
          `This check is sometimes wrong: in our test it was wrong ${errs.wrong} of ${errs.of} times it spoke.`,
        ]
      : []),
  ]
}
