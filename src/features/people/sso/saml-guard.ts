import { refuse } from './refusals.ts'

/**
 * What is looked at in the text of a SAML message before any library reads it. It is stricter than the standard: no
 * provider needs a document type, a comment or a second assertion in a sign-in, and every known trick does.
 */

const signing = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
])
const others = new Set([
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  // Encryption. The older modes are not proof against change; the signature within is.
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
  'http://www.w3.org/2009/xmlenc11#mgf1sha256',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
])
/** SHA-1 within OAEP hides nothing and signs nothing; this exact run of tags can't be part of a signature. */
const oaepDigest =
  /<([\w-]+:)?EncryptionMethod\s+Algorithm="http:\/\/www\.w3\.org\/2001\/04\/xmlenc#rsa-oaep-mgf1p"\s*>\s*<([\w-]+:)?DigestMethod\s[^<>]*>/g

const count = (xml: string, name: string): number =>
  xml.match(new RegExp(`<(?:[\\w.-]+:)?${name}[\\s/>]`, 'g'))?.length ?? 0

/** Throws `SignInRefused`. Call it with the message as it came, and again with an assertion that was decrypted. */
export function guardText(xml: string): void {
  // A document type brings entities, a comment splits a name in two, a CDATA section hides a tag.
  if (/<!|<\?(?!xml\s)/.test(xml) || xml.lastIndexOf('<?xml') > 0)
    throw refuse('dtd', 'the message has a document type, a comment, CDATA or an instruction')
  // Every attribute of that name stands here in these letters; a value can be written in others, so those are refused.
  for (const [, , value = ''] of xml.replace(oaepDigest, '').matchAll(/Algorithm\s*=\s*(["'])(.*?)\1/gs))
    if (!signing.has(value) && !others.has(value))
      throw refuse('weak', `the message is signed or encrypted with ${value}`)
}

/** One answer, one assertion: a second one is what every wrapping attack needs. */
export function guardShape(xml: string): void {
  const assertions = count(xml, 'Assertion') + count(xml, 'EncryptedAssertion')
  if (count(xml, 'Response') !== 1 || assertions > 1)
    throw refuse('wrapped', `the message has ${assertions} assertions and ${count(xml, 'Response')} answers`)
  if (count(xml, 'Signature') > 2 || count(xml, 'NameID') > 1 || count(xml, 'Object') > 0)
    throw refuse('wrapped', 'the message has more signatures, names or objects than a sign-in has')
}
