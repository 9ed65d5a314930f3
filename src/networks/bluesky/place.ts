import type { Place } from '../place.ts'

export const blueskyPlace: Place = {
  outside: true,
  hosts: ['bsky.app', 'staging.bsky.app', 'main.bsky.dev'],
  schemes: ['at:'],
  paths: [/^\/profile\/@?(?<name>[^/]+)/, /^\/starter-pack\/@?(?<name>[^/]+)/],
  identifier: /^did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.:%-]+)$/,
  suffix: /\.bsky\.social$/,
  handleOf: (name) => name,
  addressOf: (handle) => `https://bsky.app/profile/${handle}`,
  report: {
    say: 'Open the profile on Bluesky, choose “Report account” from its menu (⋯), and give “Impersonation” as the reason.',
    url: 'https://bsky.social/about/support/community-guidelines',
  },
  verification: {
    title: 'Use a domain of the university as the handle',
    steps: [
      'On Bluesky open Settings, Account, Handle, and choose “I have my own domain”.',
      'Give a name under the university’s domain, such as library.example.ac.uk, and let IT services add the TXT record that Bluesky shows, under _atproto.',
      'Choose “Verify DNS Record”. The handle is then the proof: only the university can give names under its domain.',
      'Disconnect the account here, correct the handle, and connect it again. The old handle stays in the register as a former one; keep it at Bluesky, so that nobody else takes it.',
    ],
  },
}
