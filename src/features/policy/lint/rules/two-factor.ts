import type { Found, LintRule } from '../finding.ts'
import type { Passage } from '../view.ts'
import { sentencesOf } from '../words.ts'

const factor =
  /\b(?:two|2|multi|multiple|second)[\s-]?(?:factors?|steps?)\b|\b(?:2FA|MFA|2SV)\b|\bsecond factor\b|\bauthenticator app\b/i
const weak =
  /\b(?:consider\w*|recommend\w*|encourag\w*|should|could|might|may wish|may want|advis(?:e|ed|able)|ideally|optional\w*|think about|good idea|worth|where possible|if possible|where (?:you|they) can|if (?:you|they) can|wherever possible|try to|prefer\w*)\b/i
const strong =
  /\b(?:must|required?|requires|mandatory|compulsory|has to|have to|shall|always|never|cannot|(?:is|are) (?:always )?on\b(?! offer)|only (?:with|after|by))\b/i

export const twoFactor: LintRule = {
  id: 'two-factor',
  about: 'A second factor is only considered, recommended or encouraged.',
  find(view): Found[] {
    const told = view.passages.flatMap((passage) =>
      sentencesOf(titled(passage))
        .filter((sentence) => factor.test(sentence))
        .map((sentence) => ({ passage, sentence })),
    )
    const elsewhere = told.find(({ sentence }) => strong.test(clauseAround(sentence)))
    return told
      .filter(({ sentence }) => weak.test(clauseAround(sentence)) && !strong.test(clauseAround(sentence)))
      .map(({ passage, sentence }) => {
        const word = weak.exec(clauseAround(sentence))?.[0] ?? 'optional'
        return {
          ...view.at(passage, factor.exec(sentence)?.[0]),
          weight: elsewhere ? ('warning' as const) : ('fault' as const),
          says: `${passage.name} leaves a second factor at “${word.toLowerCase()}”${
            elsewhere
              ? `, while ${elsewhere.passage.name.replace(/^(?:Clause|The)/, (word) => word.toLowerCase())} asks for it`
              : ''
          }.`,
          mend: 'Say that a second factor must be on wherever the service offers one.',
          because:
            'Cyber Essentials requirements 3.3, since April 2026: a cloud service that offers a second factor and has it switched off fails the assessment.',
        }
      })
  },
}

/** A title that names it speaks for the words behind it: “Second factor: consider one.” */
const titled = ({ title, text }: Passage): string => (factor.test(title) ? `${title}, ${text}` : text)

/** Only the part of a sentence about the second factor: “use a strong password, and consider a second factor”. */
function clauseAround(sentence: string): string {
  const parts = sentence.split(
    /[;:]|,?\s+(?:and|but|while)\s+(?=(?:you |they |we |it )?(?:must|should|may|consider|turn|use|are|is|has|have|never)\b)/i,
  )
  return parts.find((part) => factor.test(part)) ?? sentence
}
