import type { NetworkProfile } from '#networks/profile.ts'
import type { Room } from './calendar-room.ts'
import { sayRule, sayStretch } from './sending/rate-rules.ts'

const dayIn = (at: number, zone: string) =>
  new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: zone })
const timeIn = (at: number, zone: string) =>
  new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  })

const whose = {
  account: 'for this account',
  app: 'for all accounts there together',
  server: 'for all accounts on this server together',
}

/** "96 are planned for this account on 14 August." */
function sayPlanned({ planned, rule, span, goesAt }: Room, zone: string): string {
  if (!rule || !span) return ''
  const verb = planned === 1 ? 'is' : 'are'
  const [first, last] = span.map((at) => dayIn(at, zone))
  const when =
    first === last
      ? rule.seconds >= 86_400
        ? `on ${first}`
        : `around ${timeIn(span[1], zone)}`
      : `in the ${sayStretch(rule.seconds)} around ${timeIn(Math.min(goesAt, span[1]), zone)}`
  return ` ${planned.toLocaleString('en-GB')} ${verb} planned ${whose[rule.per]} ${when}.`
}

/** What a person is told of the room there is; null when there is nothing to say. */
export function sayRoom(
  profile: Pick<NetworkProfile, 'name'>,
  room: Room,
  zone: string,
  of: 'one' | 'day' = 'one',
): string | null {
  if (room.level === 'ample' || !room.rule) return null
  const said = `${sayRule(profile, room.rule)}${sayPlanned(room, zone)}`
  const at = timeIn(room.goesAt, zone)
  switch (room.level) {
    case 'near':
      return said
    case 'crowds':
      return of === 'day' ? `${said} Another would go late.` : `${said} With this one, another would go late.`
    case 'late':
      return of === 'day'
        ? `${said} The last of the day would go at ${at}.`
        : `${said} This one would go at ${at}.`
    case 'none':
      return of === 'day'
        ? `${said} There is no room for the last of the day before ${at}.`
        : `${said} There is no room for this one before ${at}.`
  }
}
