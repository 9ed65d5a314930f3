import { plainLinks } from '../families/plain-links.ts'
import { counted, noMore, plain, type NetworkProfile } from '../profile.ts'

/** WhatsApp does not say how its codes are made; all that channels have had begin so (seen 2026-11). */
const code = /^0029[A-Za-z0-9]{16,36}$/

export const whatsappProfile: NetworkProfile = {
  id: 'whatsapp',
  name: 'WhatsApp',
  handleHint: '0029VaExampleUniversity01',
  handleProblem: (handle) =>
    code.test(handle)
      ? null
      : 'A WhatsApp channel is known by the code in its link: whatsapp.com/channel/0029 and then letters and digits.',
  // Great and small letters differ in a code.
  normaliseHandle: (typed) =>
    typed
      .trim()
      .replace(/^(?:https?:\/\/)?(?:www\.)?whatsapp\.com\/channel\//i, '')
      .replace(/[/?#].*$/, ''),
  capabilities: {
    ...plain,
    publish: 'manual',
    images: true,
    videos: true,
    // Channels have no place for it; what a picture shows has to be said in the words beside it.
    alternativeText: false,
    threads: false,
    linkCards: false,
    edit: false,
    remove: false,
    reads: { own: false, comments: false, messages: false, metrics: false, search: false },
    idempotency: 'none',
  },
  limits: {
    ...noMore,
    // WhatsApp publishes no limit for an update of a channel. It publishes 4,096 characters for a text message of its
    // Business Platform (developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages, read 2026-11), which
    // every update takes too.
    text: 4096,
    unit: 'characters',
    // One picture or video an update; its words are the caption.
    images: 1,
    // Of the same pages, "Media": pictures of 5 MB as JPEG or PNG, videos of 16 MB as MP4 with H.264 and AAC.
    imageBytes: 5_000_000,
    imageEdge: 4096,
    imageTypes: ['image/jpeg', 'image/png'],
    alternativeText: 0,
    threadParts: 1,
    videos: 1,
    video: {
      bytes: 16_000_000,
      seconds: [0, 600],
      types: ['video/mp4'],
      videoCodecs: ['avc'],
      audioCodecs: ['aac'],
      edge: 1920,
      frames: 60,
      ratio: null,
      captions: [],
    },
  },
  rates: [],
  count: (text, limits = whatsappProfile.limits) => counted(text.length, limits.text),
  entities: plainLinks,
  preview: { accent: '#0b7a5c', radius: 12, avatar: 'round', font: 'system-ui, sans-serif' },
}
