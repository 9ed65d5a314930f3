/** What the sealed address of a channel belongs to. */
export const sealedFor = (channelId: string): string => `notices.channel:${channelId}`
