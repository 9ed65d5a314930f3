import { useEffect, useMemo, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/SegmentedControl.layer.css'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { CampaignChoice } from '#features/campaigns/ui/index.ts'
import { bandsQuery } from '#features/plans/ui/index.ts'
import { AccountChoice } from '#features/register/ui/index.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay, useZone } from '#ui/session.ts'
import { calendarQuery, type CalendarItem } from '../queries.ts'
import { counted } from '../words.ts'
import {
  addDays,
  byDay,
  dayName,
  dayOf,
  daysOf,
  localOf,
  onDay,
  spanOf,
  step,
  titleOf,
  today,
  type Day,
  type View,
} from './calendar-maths.ts'
import { MoveDialog } from './move-dialog.tsx'
import { useMove, type Move } from './use-move.ts'
import { ListView, MonthView, WeekView } from './views.tsx'
import css from './calendar.module.css'

const byHand = 'Drag a post to move it, or press M on it and use the arrow keys.'
const hints: Record<View, string> = {
  month: byHand,
  week: byHand,
  list: '“Move” gives a post another day and time.',
}

const noBands: never[] = []
const narrow = '(max-width: 48rem)'

/** What goes out when, on all accounts or one. */
export function CalendarPage() {
  const zone = useZone()
  const now = today(zone, Temporal.Now.instant())
  const [view, setView] = useState<View>(() => (matchMedia(narrow).matches ? 'list' : 'month'))
  const [day, setDay] = useState<Day>(now)
  const [accountId, setAccountId] = useState('')
  const [campaignId, setCampaignId] = useState('')
  const [dragged, setDragged] = useState<CalendarItem | null>(null)
  const days = useMemo(() => daysOf(view, day), [view, day])
  const span = useMemo(() => spanOf(days, zone), [days, zone])
  const { data, error } = useQuery({
    ...calendarQuery(span.from, span.to),
    placeholderData: keepPreviousData,
  })
  const bands = useQuery(bandsQuery(days[0] ?? day, days.at(-1) ?? day)).data?.bands ?? noBands
  const mayWrite = useMay('posts.write')
  const move = useMove()
  const keys = useKeyMove(move, zone, (shown) => !days.includes(shown) && setDay(shown))
  const wanted = (data?.items ?? []).filter(
    (item) =>
      (accountId === '' || item.accounts.some((account) => account.id === accountId)) &&
      (campaignId === '' || item.campaignId === campaignId),
  )
  const items = byDay(wanted, zone)
  const full = Map.groupBy(
    (data?.full ?? []).filter((each) => accountId === '' || each.accountId === accountId),
    (each) => each.day,
  )
  const at = (item: CalendarItem) => localOf(item.at, zone)
  const props = {
    day,
    now,
    zone,
    items,
    full,
    bands,
    dragged,
    target: keys.target,
    mayWrite,
    onDrop: (item: CalendarItem, local: string) => void (local !== at(item) && move.ask(item, local)),
    acts: {
      localOf: at,
      onDialog: (item: CalendarItem) => move.setWish({ item, local: at(item), problem: null }),
      onKeys: keys.begin,
      onDrag: setDragged,
      moving: keys.moving,
      mayMove: mayWrite,
    },
  }
  const newPost = (
    <ActionLink to="/posts/new" kind="primary">
      New post
    </ActionLink>
  )
  return (
    <Page
      title={titleOf(view, day)}
      windowTitle="Calendar"
      lede={`${counted(wanted.length, 'post', 'posts')} · times in ${zone.replaceAll('_', ' ')}`}
      actions={mayWrite ? newPost : undefined}
    >
      <Stack>
        <Controls
          view={view}
          onView={setView}
          onStep={(by) => setDay(step(view, day, by))}
          onToday={() => setDay(now)}
          accountId={accountId}
          onAccount={setAccountId}
          campaignId={campaignId}
          onCampaign={setCampaignId}
        />
        <p role="status" aria-live="assertive" className={keys.moving ? css.said : 'visually-hidden'}>
          {keys.said}
        </p>
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={8} label="Loading the calendar" />}
        {data?.cut && (
          <Callout level="advise" title="Not everything in this span is shown">
            It holds more than fits on this page. Look at a week, or narrow the{' '}
            <Link to="/posts">list of posts</Link>.
          </Callout>
        )}
        {data && view === 'month' && <MonthView {...props} />}
        {data && view === 'week' && <WeekView {...props} />}
        {data && view === 'list' && <ListView {...props} days={days} />}
        <p className={css.soft}>
          {mayWrite && <>{hints[view]} </>}
          What has no time yet is not shown here.
        </p>
      </Stack>
      <MoveDialog move={move} />
    </Page>
  )
}

interface ControlsProps {
  view: View
  onView: (view: View) => void
  onStep: (by: -1 | 1) => void
  onToday: () => void
  accountId: string
  onAccount: (accountId: string) => void
  campaignId: string
  onCampaign: (campaignId: string) => void
}

function Controls(props: ControlsProps) {
  const { view, onView, onStep, onToday, accountId, onAccount, campaignId, onCampaign } = props
  return (
    <div className={css.controls}>
      <div className={css.steps}>
        <Button variant="outline" size="sm" onClick={() => onStep(-1)} aria-label={`Previous ${view}`}>
          <IconChevronLeft size={18} aria-hidden />
        </Button>
        <Button variant="outline" size="sm" onClick={onToday}>
          Today
        </Button>
        <Button variant="outline" size="sm" onClick={() => onStep(1)} aria-label={`Next ${view}`}>
          <IconChevronRight size={18} aria-hidden />
        </Button>
      </div>
      <SegmentedControl
        aria-label="View"
        value={view}
        onChange={onView}
        data={[
          { value: 'month', label: 'Month' },
          { value: 'week', label: 'Week' },
          { value: 'list', label: 'List' },
        ]}
      />
      <div className={css.choices}>
        <AccountChoice
          aria-label="Account"
          size="sm"
          whenNone="All accounts"
          value={accountId}
          onChange={onAccount}
        />
        <CampaignChoice
          compact
          label="Campaign"
          whenNone="All campaigns"
          value={campaignId}
          onChange={onCampaign}
        />
      </div>
    </div>
  )
}

const arrows: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** Moving by the keyboard: arrows choose the day, Enter puts the post there, Escape leaves it. */
function useKeyMove(move: Move, zone: string, onShow: (day: Day) => void) {
  const [held, setHeld] = useState<{ item: CalendarItem; day: Day } | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!held) return
    const press = (event: KeyboardEvent) => {
      const by = arrows[event.key]
      if (by !== undefined) {
        event.preventDefault()
        const day = addDays(held.day, by)
        setHeld({ ...held, day })
        onShow(day)
        setSaid(`${dayName(day)}. Enter puts it here, Escape leaves it where it was.`)
      } else if (event.key === 'Enter') {
        event.preventDefault()
        setHeld(null)
        // The outcome is told by the toast, or by the dialog that asks first.
        setSaid('')
        void move.ask(held.item, onDay(localOf(held.item.at, zone), held.day))
      } else if (event.key === 'Escape' || event.key === 'Tab') {
        setHeld(null)
        setSaid('Left where it was.')
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
  const begin = (item: CalendarItem) => {
    setHeld({ item, day: dayOf(item.at, zone) })
    setSaid(`Moving “${item.title}”. Arrow keys choose the day, Enter puts it there, Escape leaves it.`)
  }
  return { begin, said, target: held?.day ?? null, moving: held?.item.id ?? null }
}
