import type { OtherPlace } from './place.ts'

const first = /^\/@?(?<name>[^/]+)\/?/

/** Well-known networks without a folder of their own; one that gets its folder leaves this list. */
export const otherPlaces: readonly OtherPlace[] = [
  { name: 'Pinterest', hosts: ['pinterest.com', 'pinterest.co.uk'], path: first },
  { name: 'Reddit', hosts: ['reddit.com', 'old.reddit.com'], path: /^\/(?:r|u|user)\/(?<name>[^/]+)/ },
  { name: 'Discord', hosts: ['discord.gg', 'discord.com'], path: /^\/(?:invite\/)?(?<name>[^/]+)/ },
  { name: 'Twitch', hosts: ['twitch.tv'], path: first },
  { name: 'Vimeo', hosts: ['vimeo.com'], path: first },
  { name: 'Medium', hosts: ['medium.com'], path: first },
  { name: 'Tumblr', hosts: ['tumblr.com'], path: /^\/(?:blog\/)?@?(?<name>[^/]+)/ },
  { name: 'Weibo', hosts: ['weibo.com', 'weibo.cn'], path: /^\/(?:u\/|n\/)?(?<name>[^/]+)/ },
  { name: 'VK', hosts: ['vk.com'], path: first },
]
