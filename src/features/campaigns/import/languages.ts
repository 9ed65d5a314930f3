/** What people call languages. Pure. */
const codes =
  'en cy gd ga ar bn zh cs da nl fi fr de el gu he hi hu it ja ko fa pl pt pa ro ru es sv ta tr uk ur vi'.split(
    ' ',
  )

/** English here is British: screen readers and checks tell them apart. */
const usual = (code: string): string => (code === 'en' ? 'en-GB' : code)

const called = new Map<string, string>()
for (const code of codes)
  for (const language of ['en', code]) {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(code)
    if (name) called.set(name.toLowerCase(), usual(code))
  }

/** A code by the name of a language, in English or in itself, or the code itself; null when it is neither. */
export function languageCalled(written: string): string | null {
  const small = written.trim().toLowerCase()
  const byName = called.get(small)
  if (byName) return byName
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/.test(small)) return null
  try {
    const [code] = Intl.getCanonicalLocales(small.replaceAll('_', '-'))
    const known = code && new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(code)
    return code && known ? usual(code) : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
