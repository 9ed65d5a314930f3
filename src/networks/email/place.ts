import type { Place } from '../place.ts'

export const emailPlace: Place = {
  outside: true,
  hosts: [],
  schemes: ['mailto:'],
  paths: [],
  identifier: null,
  suffix: /@[^@]*$/,
  handleOf: (name) => name,
  addressOf: () => null,
  report: {
    say: 'Forward the letter as an attachment to the university’s IT service desk, and to report@phishing.gov.uk, the United Kingdom’s National Cyber Security Centre.',
    url: 'https://www.ncsc.gov.uk/collection/phishing-scams/report-scam-email',
  },
  verification: {
    title: 'Let the university’s domain say which servers may write for it',
    steps: [
      'Ask IT services whether the domain of the address has SPF, DKIM and DMARC, and whether the server that Rostrum sends by is among those that SPF names.',
      'Send a letter to yourself and look at its headers: “Authentication-Results” should say pass three times.',
      'Put {page} into the signature, so that readers can look the address up.',
    ],
  },
}
