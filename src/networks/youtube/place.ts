import type { Place } from '../place.ts'

/** First parts of paths that are YouTube's own pages and no channel. */
const pages =
  'watch|shorts|playlist|results|feed|live|embed|hashtag|account|premium|gaming|music|t|about|post|redirect'

export const youtubePlace: Place = {
  outside: true,
  hosts: ['youtube.com', 'youtu.be'],
  schemes: [],
  paths: [
    /^\/channel\/(?<name>UC[\w-]{22})(?:\/|$)/,
    /^\/(?:c|user)\/(?<name>[^/]+)(?:\/|$)/,
    /^\/@(?<name>[^/]+)(?:\/|$)/,
    new RegExp(`^/(?!(?:${pages}|channel|c|user)(?:/|$))(?<name>[^/@]+)/?$`),
  ],
  identifier: /^UC[\w-]{22}$/,
  suffix: null,
  handleOf: (name) => name,
  addressOf: (handle) => `https://youtube.com/@${handle}`,
  report: {
    say: 'On the channel’s page open “more” in its description, choose “Report user” (the flag), and give “Impersonation” as the reason.',
    url: 'https://support.google.com/youtube/answer/2801947',
  },
  verification: {
    title: 'Link the register from the channel',
    steps: [
      'In YouTube Studio open Customisation, Profile, and add {page} under “Links”, with “Official account” as its title.',
      'Publish the change. The link then stands at the top of the channel’s page.',
      'A channel with 100,000 subscribers may ask YouTube for the verification tick; smaller ones can’t have it.',
    ],
  },
}
