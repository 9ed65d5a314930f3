import {
  countPlain,
  isSite,
  normaliseSite,
  plainLinks,
  wordPressCapabilities,
  wordPressLimits,
} from '../families/wordpress/profile.ts'
import type { NetworkProfile } from '../profile.ts'

export const wordPressProfile: NetworkProfile = {
  id: 'wordpress',
  name: 'Blog',
  handleHint: 'blog.example.ac.uk',
  handleProblem: (handle) =>
    isSite(handle) ? null : 'The address of a blog looks like blog.example.ac.uk or www.example.ac.uk/blog.',
  normaliseHandle: normaliseSite,
  capabilities: wordPressCapabilities,
  limits: wordPressLimits,
  // WordPress itself limits nothing; a host may, and says so by 429 (https://developer.wordpress.org/rest-api/, read 2026-11). Ours: not to press one server.
  rates: [
    { id: 'requests', per: 'server', of: 'posts', most: 60, seconds: 60 },
    { id: 'media', per: 'server', of: 'media', most: 60, seconds: 60 },
  ],
  count: (text, limits = wordPressLimits) => countPlain(text, limits),
  entities: plainLinks,
  preview: { accent: '#3858e9', radius: 2, avatar: 'square', font: 'Georgia, serif' },
}
