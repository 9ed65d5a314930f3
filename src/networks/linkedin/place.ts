import type { Place } from '../place.ts'

export const linkedinPlace: Place = {
  outside: true,
  hosts: ['linkedin.com', 'uk.linkedin.com'],
  schemes: [],
  // Not `/in/`: a member may have the name of a Page, and no Page is anybody's profile.
  paths: [/^\/(?:company|school|showcase)\/(?<name>[^/]+)/],
  identifier: /^\d+$/,
  suffix: null,
  handleOf: (name) => name.toLowerCase(),
  // A school's or a showcase's Page answers here too.
  addressOf: (handle) => `https://linkedin.com/company/${encodeURIComponent(handle)}`,
  report: {
    say: 'Open the Page on LinkedIn, choose “Report” from its menu (⋯), and say that it poses as the university.',
    url: 'https://www.linkedin.com/help/linkedin/ask/TS-NFPI',
  },
  verification: {
    title: 'Link the register from the Page, and have the Page verified',
    steps: [
      'On LinkedIn open the Page as its super admin and choose “Edit page”.',
      'Put {page} into “Website URL” or a custom button, and save.',
      'LinkedIn offers some Pages a verification mark; where the super admin sees “Verify”, follow its steps with an e-mail address of the university’s own domain.',
    ],
  },
}
