import type { Network } from '../contract.ts'
import { createByHand, linkProblemOf } from '../families/manual.ts'
import { snapchatProfile } from './limits.ts'

const name = '[A-Za-z][A-Za-z0-9._-]{1,13}[A-Za-z0-9]'

const link = {
  hosts: /^(?:snapchat\.com|t\.snapchat\.com|story\.snapchat\.com)$/,
  paths: [
    /^\/spotlight\/[\w-]+\/?$/,
    new RegExp(`^/@${name}(?:/spotlight/[\\w-]+|/highlight/[\\w-]+)?/?$`),
    new RegExp(`^/add/${name}(?:/[\\w-]+)?/?$`),
    // What “Share” gives on a phone: a profile's own things, and short addresses.
    /^\/(?:p|t)\/[\w-]+(?:\/[\w-]+)*\/?$/,
  ],
  like: 'https://www.snapchat.com/spotlight/…, or for a story https://www.snapchat.com/add/name',
}

/** A public profile on Snapchat. Snap's API for publishing there is open to chosen partners only. */
export function createSnapchat(): Network {
  return createByHand({
    profile: snapchatProfile,
    hint: 'Snapchat lets only chosen partners post by program. Somebody with a role on the public profile posts from the app or the website, when Rostrum says so.',
    pageOf: (handle) => `https://www.snapchat.com/add/${handle}`,
    manual: {
      steps: [
        'Save the picture or video from here on the device where Snapchat is signed in, and open the public profile {handle}.',
        'In a browser, choose “Post to Snapchat” at my.snapchat.com and upload the file. On a phone, open Memories, “Camera roll”, choose the file and “Send to”.',
        'Choose “Spotlight”, or “Public story” if the post is a story, and no friends or groups.',
        'Copy the text from here into the description, add the topics, and post it.',
        'Open what you posted on the profile, choose “Share” and “Copy link”, and paste the link here. For a story, which is gone after a day, the link of the profile will do.',
        'Take a screenshot of it and add it here.',
      ],
      open: 'https://my.snapchat.com/',
      linkProblem: (address) => linkProblemOf(link, address),
    },
  })
}
