import type { Network } from '../contract.ts'
import { createByHand, linkProblemOf } from '../families/manual.ts'
import { collaborateProfile } from './limits.ts'

const link = {
  hosts: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
  paths: [
    // On Collaborate's own servers, and inside the school's Blackboard Learn.
    /^\/(?:guest|recording|invite)\/[\w-]+\/?$/,
    /^\/collab\/ui\/(?:session|scheduler)\/[\w/-]+$/,
    /^\/webapps\/collab-ultra\/[\w/-]+$/,
    /^\/ultra\/courses\/_\d+_\d+\/(?:cl|outline)\/[\w/-]+$/,
  ],
  like: 'https://eu.bbcollab.com/guest/…, or the address of the session in your Blackboard',
}

/** Announcements in sessions of Blackboard Collaborate. Its API makes sessions, and says nothing in them. */
export function createCollaborate(): Network {
  return createByHand({
    profile: collaborateProfile,
    hint: 'Collaborate lets no program speak in a session. A moderator puts the announcement in by hand, when Rostrum says so.',
    pageOf: (handle) => `https://${handle.split('@')[1] ?? ''}/`,
    manual: {
      steps: [
        'Open the session of {handle} as its moderator, by its link or from the course in Blackboard.',
        'For an announcement in the session, open the Collaborate panel, “Chat”, “Everyone”, copy the text from here into it and send it.',
        'For one that people see before the session, open “Sessions”, the session’s settings, and copy the text into its description; save.',
        'If the session has a link, copy it from “Get guest link” or the session’s own page and paste it here; a chat message has none, so leave it empty.',
        'Take a screenshot of the announcement and add it here.',
      ],
      open: 'https://eu.bbcollab.com/',
      linkProblem: (address) => (address.trim() === '' ? null : linkProblemOf(link, address)),
    },
  })
}
