import { noticeKinds, type NoticeKind } from '../contract.ts'

/** The words of letters. Pure. */
export interface ToWrite {
  kind: NoticeKind
  title: string
  text: string
  link: string
  urgent: boolean
  at: string
}

export interface Written {
  subject: string
  text: string
}

const settingsPath = '/profile/notices'

/** Where a person says how they want to be told. */
export const settingsAddress = (publicUrl: string): string => `${publicUrl}${settingsPath}`

const foot = (publicUrl: string): string =>
  `--\nRostrum\n${publicUrl}\nChoose what you are told of, and when: ${settingsAddress(publicUrl)}`

const when = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(new Date(at))

/** One notice, or the few that came due together, each whole. */
export function singleLetter(notices: readonly ToWrite[], publicUrl: string): Written {
  const [first] = notices
  const titled = notices.length > 1
  const parts = notices.map(({ title, text, link }) =>
    [...(titled ? [title] : []), ...(text ? [text] : []), `${publicUrl}${link}`].join('\n\n'),
  )
  return {
    subject: titled ? `${first?.title} (and ${notices.length - 1} more)` : (first?.title ?? ''),
    text: [...(titled ? [parts.join('\n\n* * *\n\n')] : parts), foot(publicUrl)].join('\n\n'),
  }
}

/** All that came since the last digest: by kind in the order of the list of kinds, within a kind as it happened. */
export function digestLetter(
  notices: readonly ToWrite[],
  { slot, publicUrl, zone }: { slot: string; publicUrl: string; zone: string },
): Written {
  const kinds = (Object.keys(noticeKinds) as NoticeKind[]).filter((kind) =>
    notices.some((notice) => notice.kind === kind),
  )
  const groups = kinds.map((kind) => {
    const lines = notices
      .filter((notice) => notice.kind === kind)
      .toSorted((one, other) => one.at.localeCompare(other.at))
      .map(({ title, link, at }) => `- ${title}\n  ${when(at, zone)}\n  ${publicUrl}${link}`)
    return `${noticeKinds[kind].label}\n\n${lines.join('\n')}`
  })
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${slot}T12:00:00Z`),
  )
  const things = notices.length === 1 ? 'one thing' : `${notices.length} things`
  return {
    subject: `Your digest of ${day}: ${things}`,
    text: [...groups, foot(publicUrl)].join('\n\n\n'),
  }
}
