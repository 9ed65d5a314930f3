import type { Place } from '../place.ts'

/** First parts of paths on t.me that are no channel: invitations, stickers, shares, private channels. */
const pages =
  'joinchat|addstickers|addemoji|addlist|addtheme|share|proxy|socks|login|iv|c|boost|bg|setlanguage'

export const telegramPlace: Place = {
  outside: true,
  hosts: ['t.me', 'telegram.me', 'telegram.dog'],
  schemes: ['tg:'],
  paths: [new RegExp(`^/(?:s/)?(?!(?:${pages})(?:/|$))@?(?<name>[A-Za-z][A-Za-z0-9_]{3,31})(?:/|$)`)],
  identifier: /^-100\d+$/,
  suffix: null,
  handleOf: (name) => name.toLowerCase(),
  addressOf: (handle) => `https://t.me/${handle}`,
  report: {
    say: 'In Telegram open the channel, choose “Report” and “Fake account” from its menu (⋮), or write to abuse@telegram.org.',
    url: 'https://telegram.org/faq#q-there-39s-illegal-content-on-telegram-how-do-i-take-it-down',
  },
  verification: {
    title: 'Name the register in the channel’s description',
    steps: [
      'On Telegram open the channel, choose “Edit”, and put {page} into “Description”.',
      'Save. Readers then come from the channel to the university’s register, which names it as official.',
      'Telegram verifies official channels of organisations with a blue mark: its bot @VerifyBot takes the request, and wants two verified accounts on other networks that link to the channel.',
    ],
  },
}
