/** Shortening services: the address says nothing about where it leads. */
export const shorteners = new Set(
  `adf.ly amzn.to bit.do bit.ly bl.ink buff.ly clck.ru cutt.ly dlvr.it fb.me goo.gl is.gd j.mp lnkd.in mcaf.ee ow.ly
  rb.gy rebrand.ly s.id shorte.st shorturl.at smarturl.it soo.gd t.co t.ly tiny.cc tiny.one tinyurl.com tr.im
  trib.al v.gd wp.me x.gd`.split(/\s+/),
)

// Letters that look like Latin ones, and the figures that are used for letters.
const alike: Record<string, string> = Object.fromEntries(
  'аa еe оo рp сc уy хx іi ѕs јj ԁd һh ӏl ԛq ԝw ɡg αa οo νv ρp τt ιi κk υu 0o 1l 3e 5s'
    .split(' ')
    .map((pair) => [...pair] as [string, string]),
)

/** What a hasty eye reads. */
export function skeleton(host: string): string {
  return [...host.toLowerCase()]
    .map((char) => alike[char] ?? char)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll(/[il|]/g, 'l')
}

export function mixesScripts(host: string): boolean {
  return host
    .split('.')
    .some(
      (label) =>
        /[a-z]/i.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}]/u.test(label),
    )
}

/** "xn--…" as it is shown in an address bar; null when it cannot be decoded. RFC 3492. */
export function decodeHost(host: string): string | null {
  const labels = host.split('.').map((label) => (/^xn--/i.test(label) ? decodeLabel(label.slice(4)) : label))
  return labels.includes(null) ? null : labels.join('.')
}

function decodeLabel(encoded: string): string | null {
  const cut = encoded.lastIndexOf('-')
  const output = cut > 0 ? Array.from(encoded.slice(0, cut), (char) => char.codePointAt(0) ?? 0) : []
  const rest = encoded.slice(cut > 0 ? cut + 1 : 0)
  let [n, i, bias, at] = [128, 0, 72, 0]
  while (at < rest.length) {
    const before = i
    for (let weight = 1, k = 36; ; k += 36) {
      const digit = digitOf(rest[at++])
      if (digit < 0) return null
      i += digit * weight
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
      if (digit < threshold) break
      weight *= 36 - threshold
    }
    bias = adapt(i - before, output.length + 1, before === 0)
    n += Math.floor(i / (output.length + 1))
    i %= output.length + 1
    if (n > 0x10ffff) return null
    output.splice(i++, 0, n)
  }
  return String.fromCodePoint(...output)
}

function digitOf(char: string | undefined): number {
  if (char === undefined) return -1
  if (/[a-z]/i.test(char)) return char.toLowerCase().charCodeAt(0) - 97
  return /\d/.test(char) ? Number(char) + 26 : -1
}

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / 700) : delta >> 1
  rest += Math.floor(rest / points)
  let k = 0
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35)
  return k + Math.floor((36 * rest) / (rest + 38))
}
