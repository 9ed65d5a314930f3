/** What each network is called, apart from its profile: a list of posts needs no rules for counting. */
export const networkNames: Readonly<Record<string, string>> = {
  practice: 'Practice',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
}
