import type { Place } from '../place.ts'

export const outlookPlace: Place = {
  outside: false,
  hosts: ['outlook.office.com', 'outlook.office365.com', 'outlook.cloud.microsoft'],
  schemes: ['mailto:'],
  // An address of a mailbox is no page.
  paths: [],
  identifier: null,
  suffix: null,
  handleOf: (name) => name,
  addressOf: () => null,
  report: {
    say: 'Choose “Report”, “Report phishing” in Outlook, and send the mail as an attachment to IT services.',
    url: null,
  },
  verification: {
    title: 'Name the register in the signature',
    steps: [
      'Put {page} at the foot of mails that are sent from this address.',
      'IT services keep SPF, DKIM and DMARC for the domain, so that mail programs can tell a forged sender.',
    ],
  },
}
