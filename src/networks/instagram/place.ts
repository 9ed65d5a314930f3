import type { Place } from '../place.ts'

export const instagramPlace: Place = {
  outside: true,
  hosts: ['instagram.com', 'instagr.am'],
  schemes: ['instagram:'],
  paths: [/^\/stories\/(?<name>[^/]+)/, /^\/@?(?<name>[^/]+)/],
  identifier: null,
  suffix: null,
  handleOf: (name) => name.toLowerCase(),
  addressOf: (handle) => `https://instagram.com/${handle}`,
  report: {
    say: 'Open the profile on Instagram, choose “Report” from its menu (⋯), then “Report account” and “It’s pretending to be someone else”.',
    url: 'https://help.instagram.com/contact/636276399721841',
  },
  verification: {
    title: 'Let the profile’s link point to the register',
    steps: [
      'On Instagram open Edit profile, Links, and add {page}; “Official account” does as its title.',
      'Keep the account professional and connected with the university’s own Facebook Page: Settings, Business tools and controls.',
      'In Meta Business Suite add the account to the university’s business portfolio, so that leavers lose it with their role.',
      'Meta Verified for the blue tick is a paid choice of its own; the register does not need it.',
    ],
  },
}
