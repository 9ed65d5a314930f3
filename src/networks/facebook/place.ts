import type { Place } from '../place.ts'

export const facebookPlace: Place = {
  outside: true,
  hosts: ['facebook.com', 'fb.com', 'fb.me'],
  schemes: ['fb:'],
  paths: [/^\/(?:pages\/[^/]+\/|p\/[^/]*-)(?<name>\d+)/, /^\/@?(?<name>[^/]+)/],
  identifier: /^\d{5,20}$/,
  suffix: null,
  handleOf: (name) => name.toLowerCase(),
  addressOf: (handle) => `https://facebook.com/${handle}`,
  report: {
    say: 'Open the Page on Facebook, choose “Report Page” from its menu (⋯), then “Fake Page” or “Pretending to be another business”.',
    url: 'https://www.facebook.com/help/contact/295309487309948',
  },
  verification: {
    title: 'Let the Page’s address and its About section point to the university',
    steps: [
      'On the Page open About, Contact and basic info, and put {page} as the website, or add it beside the university’s own.',
      'In Meta Business Suite add the Page to the university’s business portfolio, so that leavers lose it with their role.',
      'In the portfolio’s Security Centre start the business verification with the university’s legal name and a document.',
      'Meta Verified for the blue tick is a paid choice of its own; the register does not need it.',
    ],
  },
}
