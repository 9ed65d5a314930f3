import retextEnglish from 'retext-english'
import retextProfanities from 'retext-profanities'
import { unified } from 'unified'
import { everydayWords } from './wording-everyday.ts'
import { collecting } from './retext-messages.ts'
import type { RetextMessage } from './retext-messages.ts'

/** Notes each phrase that the plug-in asks about, which is the only way to learn its list. */
class Ignored extends Array<string> {
  readonly phrases = new Set<string>()
  override includes(phrase: string): boolean {
    this.phrases.add(phrase)
    return everyday.has(phrase)
  }
}

const everyday = new Set(everydayWords)
const ignored = new Ignored()
const said = collecting()
const processor = unified()
  .use(retextEnglish)
  .use(retextProfanities, { sureness: 2, ignore: ignored })
  .use(said.plugin)
  .freeze()

const bare = (phrase: string): string => phrase.toLowerCase().replace(/['’-]/g, '')
const beginnings = new Map<string, { several: boolean }>()
for (const phrase of ignored.phrases) {
  if (everyday.has(phrase)) continue
  const [first = '', ...rest] = phrase.split(' ')
  const known = beginnings.get(bare(first))
  beginnings.set(bare(first), { several: rest.length > 0 || known?.several === true })
}

/**
 * What the list says of a text that is parsed already. The plug-in prepares its thousands of phrases anew at each
 * call, so it is asked only about a text with a word that it might speak of.
 */
export function profanitiesIn(tree: ReturnType<typeof processor.parse>, text: string): RetextMessage[] {
  return wordsOf(text).some(mayMatter) ? ask(tree, text) : []
}

function ask(tree: ReturnType<typeof processor.parse>, text: string): RetextMessage[] {
  return said.during(() => processor.runSync(tree, text))
}

const remembered = new Map<string, boolean>()

/** Most of the list is words like "fire" that it is not sure of; alone, each is asked about once. */
function mayMatter(word: string): boolean {
  const beginning = beginnings.get(word)
  if (!beginning) return false
  if (beginning.several) return true
  const known = remembered.get(word) ?? ask(processor.parse(word), word).length > 0
  remembered.set(word, known)
  return known
}

/** A word as the plug-in may see it: with its hyphens and apostrophes closed up, or each piece for itself. */
function wordsOf(text: string): string[] {
  const chunks = text.toLowerCase().match(/[\p{L}\p{N}\p{M}'’_-]+/gu) ?? []
  return [...new Set(chunks.flatMap((chunk) => [bare(chunk), ...chunk.split(/['’_-]/)]))]
}
