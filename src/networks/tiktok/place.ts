import type { Place } from '../place.ts'

export const tiktokPlace: Place = {
  outside: true,
  hosts: ['tiktok.com', 'vm.tiktok.com'],
  schemes: [],
  paths: [/^\/@(?<name>[^/@]+)(?:\/|$)/],
  identifier: null,
  suffix: null,
  handleOf: (name) => name,
  addressOf: (handle) => `https://tiktok.com/@${handle}`,
  report: {
    say: 'Open the profile on TikTok, choose “Share” and “Report”, and say that the account pretends to be somebody else.',
    url: null,
  },
  verification: {
    title: 'Link the register’s page from the profile',
    steps: [
      'In the TikTok app open the profile, “Edit profile”, and put {page} as the website. Some accounts are offered that field only as business accounts.',
      'The register’s page names the account, and the account names the page, so that anybody can check it both ways. TikTok itself puts no mark on that.',
      'A verified badge is asked for in the app under “Settings and privacy”, “Account”, “Verification”, where TikTok offers it.',
    ],
  },
}
