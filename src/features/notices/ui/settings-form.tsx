import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { CheckboxField, Fields, SelectField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done, type MyNoticeSettings, type NoticeSettings } from '../contract.ts'
import { KindsTable } from './kinds-table.tsx'
import { TimeField } from './time-field.tsx'
import css from './notices.module.css'

type Change = (change: Partial<NoticeSettings>) => void
interface PartProps {
  settings: NoticeSettings
  change: Change
  fault: (path: string) => string | undefined
}

export function SettingsForm({ mine }: { mine: MyNoticeSettings }) {
  const deed = useDeed()
  const queries = useQueryClient()
  const [settings, setSettings] = useState(mine.settings)
  const change: Change = (part) => setSettings({ ...settings, ...part })
  const save = () =>
    deed.run(async () => {
      await api.put('/me/notice-settings', settings, Done)
      toast.done('Kept.')
      await queries.invalidateQueries({ queryKey: ['notices', 'settings'] })
    })
  const parts = { settings, change, fault: deed.field }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack>
        {mine.sentTo === null && (
          <Callout level="advise" title="No letters go out">
            <p>No mail server is set. What you choose here holds from when there is one.</p>
          </Callout>
        )}
        <Card title="By letter">
          <Stack>
            {mine.sentTo && (
              <p>
                Letters go to {mine.sentTo}. An urgent one waits neither for the digest nor for the morning.
              </p>
            )}
            <KindsTable mail={settings.mail} onChange={(mail) => change({ mail })} />
          </Stack>
        </Card>
        <Card title="The digest">
          <Digest {...parts} zone={mine.timeZone} />
        </Card>
        <Card title="Quiet hours">
          <Quiet {...parts} />
        </Card>
        {mine.channels.length > 0 && (
          <Card title="Channels">
            <CheckboxField
              label="No letter about what a channel of my office shows already"
              hint={`Channels that you can look into: ${mine.channels.join(', ')}. Urgent letters still come.`}
              checked={settings.channelsInstead}
              onChange={(channelsInstead) => change({ channelsInstead })}
            />
          </Card>
        )}
        <ProblemAlert error={deed.general} />
        <Row>
          <Button type="submit" loading={deed.busy}>
            Save
          </Button>
        </Row>
      </Stack>
    </form>
  )
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function Digest({ settings, change, fault, zone }: PartProps & { zone: string }) {
  const { digest } = settings
  return (
    <Fields>
      <p>
        One letter with everything that you have in the digest; none when there is nothing. Times are on the
        clocks of {zone}.
      </p>
      <div className={css.pair}>
        <SelectField
          label="How often"
          data={[
            { value: 'day', label: 'Each day' },
            { value: 'week', label: 'Once a week' },
          ]}
          value={digest.every}
          onChange={(every) => change({ digest: { ...digest, every: every === 'week' ? 'week' : 'day' } })}
        />
        {digest.every === 'week' && (
          <SelectField
            label="On"
            data={weekdays.map((label, day) => ({ value: String(day + 1), label }))}
            value={String(digest.weekday)}
            onChange={(weekday) => change({ digest: { ...digest, weekday: Number(weekday) } })}
            error={fault('digest.weekday')}
          />
        )}
        <TimeField
          label="At what time"
          value={digest.time}
          onChange={(time) => change({ digest: { ...digest, time } })}
          error={fault('digest.time')}
        />
      </div>
    </Fields>
  )
}

function Quiet({ settings, change, fault }: PartProps) {
  const { quiet } = settings
  const set = (part: Partial<NoticeSettings['quiet']>) => change({ quiet: { ...quiet, ...part } })
  return (
    <Fields>
      <CheckboxField
        label="Keep letters back in quiet hours"
        hint="What comes then goes out when they end. Urgent letters come at any time."
        checked={quiet.on}
        onChange={(on) => set({ on })}
      />
      {quiet.on && (
        <>
          <div className={css.pair}>
            <TimeField
              label="Quiet from"
              value={quiet.from}
              onChange={(from) => set({ from })}
              error={fault('quiet.from')}
            />
            <TimeField
              label="Quiet until"
              value={quiet.until}
              onChange={(until) => set({ until })}
              error={fault('quiet.until')}
            />
          </div>
          <CheckboxField
            label="Weekends are quiet"
            checked={quiet.weekends}
            onChange={(weekends) => set({ weekends })}
          />
        </>
      )}
    </Fields>
  )
}
