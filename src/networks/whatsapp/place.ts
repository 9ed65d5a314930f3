import type { Place } from '../place.ts'

export const whatsappPlace: Place = {
  outside: true,
  hosts: ['whatsapp.com', 'wa.me', 'chat.whatsapp.com'],
  schemes: [],
  // Besides channels there are numbers (wa.me) and invitations to groups; none of those is an account of ours.
  paths: [/^\/channel\/(?<name>[^/]+)/, /^\/(?<name>[^/]+)/],
  identifier: null,
  suffix: null,
  handleOf: (name) => name,
  addressOf: (handle) => `https://whatsapp.com/channel/${handle}`,
  report: {
    say: 'Open the channel, choose its name and then “Report channel”. A number that writes to people in the university’s name is reported from the chat with it.',
    url: null,
  },
  verification: {
    title: 'Put the register’s page into the channel’s description',
    steps: [
      'Open the channel, choose its name, then “Edit channel”, and add {page} to the description.',
      'Link the channel from a page of the university’s own website too: only the university can do that.',
      'WhatsApp’s own blue tick for channels is part of Meta Verified for business, which is paid for.',
    ],
  },
}
