/**
 * A quick 128-bit digest of text, the same everywhere and without waiting. It tells evidence apart; it protects
 * nothing (that is what SHA-256 in platform is for).
 */
export function digest(text: string): string {
  const state = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xc2b2ae35]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    for (let lane = 0; lane < 4; lane++) {
      const mixed = Math.imul((state[lane] ?? 0) ^ (code + lane), primes[lane] ?? 1)
      state[lane] = ((mixed << 13) | (mixed >>> 19)) ^ (state[(lane + 1) & 3] ?? 0)
    }
  }
  return state.map((lane) => finish(lane ^ text.length)).join('')
}

const primes = [0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1]

function finish(lane: number): string {
  let mixed = lane
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0')
}
