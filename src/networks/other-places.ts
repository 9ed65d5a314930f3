import type { OtherPlace } from './place.ts'

const first = /^\/@?(?<name>[^/]+)\/?/

/** Well-known networks without a folder of their own; one that gets its folder leaves this list. */
export const otherPlaces: readonly OtherPlace[] = [
  { name: 'X', hosts: ['x.com', 'twitter.com'], path: first },
  { name: 'Facebook', hosts: ['facebook.com', 'fb.com', 'fb.me'], path: first },
  { name: 'Instagram', hosts: ['instagram.com', 'instagr.am'], path: first },
  { name: 'Threads', hosts: ['threads.net', 'threads.com'], path: first },
  { name: 'TikTok', hosts: ['tiktok.com', 'vm.tiktok.com'], path: first },
  {
    name: 'YouTube',
    hosts: ['youtube.com', 'youtu.be'],
    path: /^\/(?:@|c\/|user\/|channel\/)?(?<name>[^/]+)/,
  },
  {
    name: 'LinkedIn',
    hosts: ['linkedin.com', 'uk.linkedin.com'],
    path: /^\/(?:company|school|showcase|in)\/(?<name>[^/]+)/,
  },
  { name: 'Snapchat', hosts: ['snapchat.com'], path: /^\/(?:add\/|@)?(?<name>[^/]+)/ },
  { name: 'Pinterest', hosts: ['pinterest.com', 'pinterest.co.uk'], path: first },
  { name: 'Reddit', hosts: ['reddit.com', 'old.reddit.com'], path: /^\/(?:r|u|user)\/(?<name>[^/]+)/ },
  { name: 'Telegram', hosts: ['t.me', 'telegram.me'], path: /^\/(?:s\/)?(?<name>[^/]+)/ },
  {
    name: 'WhatsApp',
    hosts: ['whatsapp.com', 'wa.me', 'chat.whatsapp.com'],
    path: /^\/(?:channel\/)?(?<name>[^/]+)/,
  },
  { name: 'Discord', hosts: ['discord.gg', 'discord.com'], path: /^\/(?:invite\/)?(?<name>[^/]+)/ },
  { name: 'Twitch', hosts: ['twitch.tv'], path: first },
  { name: 'Vimeo', hosts: ['vimeo.com'], path: first },
  { name: 'Flickr', hosts: ['flickr.com'], path: /^\/(?:photos|people)\/(?<name>[^/]+)/ },
  { name: 'Medium', hosts: ['medium.com'], path: first },
  { name: 'Tumblr', hosts: ['tumblr.com'], path: /^\/(?:blog\/)?@?(?<name>[^/]+)/ },
  { name: 'Weibo', hosts: ['weibo.com', 'weibo.cn'], path: /^\/(?:u\/|n\/)?(?<name>[^/]+)/ },
  { name: 'VK', hosts: ['vk.com'], path: first },
]
