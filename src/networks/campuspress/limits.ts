import {
  countPlain,
  isSite,
  normaliseSite,
  plainLinks,
  wordPressCapabilities,
  wordPressLimits,
} from '../families/wordpress/profile.ts'
import type { Limits, NetworkProfile } from '../profile.ts'

/**
 * A network of WordPress takes only kinds of files from a list, and captions (`vtt`) are not in the one that it comes
 * with: `upload_filetypes` in wp-admin/includes/schema.php of 6.1, and seen there. The list and the space of each site
 * are set by whoever runs the network.
 */
const limits: Limits = {
  ...wordPressLimits,
  video: wordPressLimits.video && { ...wordPressLimits.video, captions: [] },
}

export const campusPressProfile: NetworkProfile = {
  id: 'campuspress',
  name: 'CampusPress',
  handleHint: 'sites.example.ac.uk/library',
  handleProblem: (handle) =>
    isSite(handle)
      ? null
      : 'The address of a CampusPress site looks like sites.example.ac.uk/library or library.sites.example.ac.uk.',
  normaliseHandle: normaliseSite,
  capabilities: { ...wordPressCapabilities, captions: false },
  limits,
  // No limits are published. Ours: all sites of a university stand on one server, so not to press it.
  rates: [
    { id: 'requests', per: 'server', of: 'posts', most: 60, seconds: 60 },
    { id: 'media', per: 'server', of: 'media', most: 60, seconds: 60 },
  ],
  count: (text, wanted = limits) => countPlain(text, wanted),
  entities: plainLinks,
  preview: { accent: '#0b6b8a', radius: 2, avatar: 'square', font: 'Georgia, serif' },
}
