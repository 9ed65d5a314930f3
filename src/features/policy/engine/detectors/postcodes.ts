import { matches } from '../detector.ts'
import type { TextDetector } from '../detector.ts'

// The 124 areas in use; the last two letters are never C, I, K, M, O or V. This keeps out most codes of rooms and
// modules that only look like one.
const areas =
  'AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE'
const postcode = new RegExp(
  `(?<![\\w/#@.-])(${areas})(\\d[\\dA-HJKMNP-Y]?) ?(\\d[ABD-HJLNP-UW-Z]{2})(?![\\w/-])`,
  'gi',
)
const addressBefore =
  /\b\d{1,4}[a-z]?,? (?:[A-Z][\w'’]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|close|drive|way|court|crescent|gardens|terrace|place|walk|hill|grove|row|mews|square|park)\b[^.!?\n]{0,60}$/i
const addressWords =
  /\b(?:address|postcode|post code|lives? (?:at|in)|my (?:house|flat|home)|home of|write to)\b[^.!?\n]{0,60}$/i
const noPostcodeBefore = /\b(?:room|module|course|code|lab|unit code|grid|form|bus|route|version)[\s:]{1,3}$/i

export const postcodes: TextDetector = {
  scope: 'text',
  fact: 'postcodes',
  about: 'Full British postcodes. A district alone ("SW1") is none.',
  attributes: {
    address: 'true when a street or words of living somewhere stand before it',
    institutional: 'true when the institution lists the postcode as its own',
  },
  detect(text, { institution }) {
    const own = new Set(institution.postcodes.map(compact))
    return matches(postcode, text).flatMap(({ match, start, end }) => {
      const before = text.slice(Math.max(0, start - 120), start)
      const address = addressBefore.test(before) || addressWords.test(before)
      const written = match[0]
      // Somebody who writes a code small and without a gap seldom means a postcode, unless an address stands there.
      if (!address && (written !== written.toUpperCase() || noPostcodeBefore.test(before))) return []
      const value = compact(written)
      return [{ start, end, value, attributes: { address, institutional: own.has(value) } }]
    })
  },
}

const compact = (postcode: string): string => postcode.replace(/\s/g, '').toUpperCase()
