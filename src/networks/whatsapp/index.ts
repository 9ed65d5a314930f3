import type { Network } from '../contract.ts'
import { createByHand, linkProblemOf } from '../families/manual.ts'
import { whatsappProfile } from './limits.ts'

const link = {
  hosts: /^whatsapp\.com$/,
  paths: [/^\/channel\/0029[A-Za-z0-9]{16,36}(?:\/\d+)?\/?$/],
  like: 'https://whatsapp.com/channel/0029Va…/123',
}

/** A channel on WhatsApp. No API of WhatsApp posts to channels. */
export function createWhatsApp(): Network {
  return createByHand({
    profile: whatsappProfile,
    hint: 'WhatsApp lets no program post to a channel. An administrator of the channel posts from a phone or the desktop app, when Rostrum says so.',
    pageOf: (handle) => `https://whatsapp.com/channel/${handle}`,
    manual: {
      steps: [
        'On the phone or computer where WhatsApp has an administrator of the channel signed in, open “Updates”, then the channel {handle}.',
        'Copy the text from here into the message field. If there is a picture or a video, attach it first and put the text in as its caption.',
        'Read it once more in WhatsApp itself, and send it.',
        'Hold the update that has appeared, choose “Share” or “Forward” and then “Copy link”, and paste the link here.',
        'Take a screenshot of the update and add it here.',
      ],
      open: 'https://web.whatsapp.com/',
      linkProblem: (address) => linkProblemOf(link, address),
    },
  })
}
