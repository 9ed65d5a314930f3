import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Tabs } from '#ui/parts/tabs.tsx'
import type { PolicyEdition } from '../contract.ts'
import { CoverageCard } from './coverage-card.tsx'
import { NextEditionCard } from './draft/next-edition-card.tsx'
import { EditionLede } from './edition-lede.tsx'
import { EditionsCard } from './editions-card.tsx'
import { PolicyContents } from './policy-contents.tsx'
import { PolicyText } from './policy-text.tsx'
import { policyQuery } from './queries.ts'
import { WaiversNote } from './waivers/waiver-line.tsx'

/** The policy in force: its words, and beside each clause what is done about it. */
export function PolicyPage() {
  const { data: policy, error } = useQuery(policyQuery)
  const first = policy?.own ?? policy?.baseline
  return (
    <Page
      title={first?.head.title ?? 'Our policy'}
      windowTitle="Our policy"
      lede={first && <EditionLede head={first.head} inForce />}
      actions={
        <>
          <ActionLink to="/public/policy" served>
            Public page
          </ActionLink>
          <ActionLink to="/public/policy.pdf" served>
            PDF
          </ActionLink>
          <ActionLink to="/policy/try">Try it</ActionLink>
        </>
      }
    >
      <ProblemAlert error={error} />
      {!policy && !error && <Skeleton lines={8} label="Loading the policy" />}
      {policy && (
        <Stack gap="wide">
          <NextEditionCard own={policy.own && { id: policy.own.head.id, title: policy.own.head.title }} />
          {policy.own ? (
            <Both own={policy.own} baseline={policy.baseline} />
          ) : (
            <One edition={policy.baseline} />
          )}
        </Stack>
      )}
    </Page>
  )
}

function One({ edition }: { edition: PolicyEdition }) {
  return (
    <Stack gap="wide">
      <CoverageCard clauses={edition.clauses} />
      <PolicyContents edition={edition} />
      <WaiversNote />
      <PolicyText edition={edition} inForce />
      <EditionsCard current={edition.head.id} />
    </Stack>
  )
}

/** The institution's own policy first; a link to a clause of the baseline opens that one. */
function Both({ own, baseline }: { own: PolicyEdition; baseline: PolicyEdition }) {
  const linked = useLocation({ select: ({ hash }) => hash.replace(/^#/, '') })
  const inBaseline = baseline.clauses.some(({ id }) => id === linked)
  const [chosen, choose] = useState<string | null>(null)
  const current = chosen ?? (inBaseline ? 'baseline' : 'own')
  return (
    <Tabs
      label="Policies in force"
      tabs={[own, baseline].map(({ head, clauses }, at) => ({
        key: at === 0 ? 'own' : 'baseline',
        label: head.title,
        note: clauses.length,
      }))}
      current={current}
      onChange={choose}
    >
      <One edition={current === 'own' ? own : baseline} />
    </Tabs>
  )
}
