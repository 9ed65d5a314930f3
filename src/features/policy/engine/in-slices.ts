/** Milliseconds of work at a time: half a frame, so that a step which takes long still leaves room in it. */
const slice = 8

/**
 * Goes through steps a little at a time, with the browser's own work between, and then calls `done` by itself. Answers
 * how to leave off.
 */
export function inSlices(steps: Iterator<void>, done: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  const go = () => {
    const began = performance.now()
    while (performance.now() - began < slice) {
      if (steps.next().done) {
        timer = setTimeout(done)
        return
      }
    }
    timer = setTimeout(go)
  }
  timer = setTimeout(go)
  return () => clearTimeout(timer)
}
