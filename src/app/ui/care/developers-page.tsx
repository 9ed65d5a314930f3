import { useDeferredValue, useId, useState } from 'react'
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { ApiDocument, chaptersOf, type Chapter, type Endpoint } from './api-document.ts'
import { sketch } from './schema-sketch.ts'
import css from './care.module.css'

const documentQuery = {
  queryKey: ['openapi'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get('/openapi.json', ApiDocument, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
}

const accessWords: Record<string, string> = { public: 'Anybody', 'signed in': 'Anybody signed in' }

/** A block of code scrolls, so it can be reached and is named. */
function Code({ label, children }: { label: string; children: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
    <pre className={css.code} tabIndex={0} role="region" aria-label={label}>
      {children}
    </pre>
  )
}

function Parameters({ parameters }: Pick<Endpoint, 'parameters'>) {
  return (
    <div>
      <h3>Parameters</h3>
      <ul>
        {parameters.map(({ name, place, required, schema }) => (
          <li key={`${place} ${name}`}>
            <code>{name}</code> in the {place}
            {required ? '' : ', if wanted'}: {sketch(schema)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function EndpointEntry({ endpoint }: { endpoint: Endpoint }) {
  const [open, setOpen] = useState(false)
  const { method, path, summary, access, parameters, body, answer } = endpoint
  return (
    <details className={css.endpoint} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={css.method}>{method}</span>
        <span className={css.path}>{path}</span>
        <span className={css.about}>{summary}</span>
      </summary>
      {open && (
        <div className={css.inside}>
          {access && (
            <Row>
              <Chip>{accessWords[access] ?? access}</Chip>
            </Row>
          )}
          {parameters.length > 0 && <Parameters parameters={parameters} />}
          {body && (
            <div>
              <h3>Send</h3>
              <Code label={`What to send to ${method} ${path}`}>{sketch(body)}</Code>
            </div>
          )}
          {answer && (
            <div>
              <h3>Answer</h3>
              <Code label={`What ${method} ${path} answers`}>{sketch(answer)}</Code>
            </div>
          )}
        </div>
      )}
    </details>
  )
}

function HowTo() {
  const origin = location.origin
  return (
    <Card title="Ask from a program" aside={<ActionLink to="/profile">Make a personal token</ActionLink>}>
      <div className={css.text}>
        <p>
          Make a personal token, give it only the permissions that the program needs, and send it with every
          request. The program then acts as you, within those permissions, and what it does is in the log
          under your name.
        </p>
        <Code label="An example request">{`curl ${origin}/api/posts \\
  -H 'Authorization: Bearer YOUR-TOKEN'`}</Code>
        <p>
          Whoever creates something sends an <code>Idempotency-Key</code> too: repeated with the same key
          after a lost answer, the request makes one thing and not two. Faults are problem details (RFC 9457):
          a code for programs, a sentence for people.
        </p>
        <Code label="An example of creating something">{`curl -X POST ${origin}/api/posts \\
  -H 'Authorization: Bearer YOUR-TOKEN' \\
  -H 'Content-Type: application/json' \\
  -H 'Idempotency-Key: open-day-2026-11-21' \\
  -d @post.json`}</Code>
        <p>
          For generators of clients, the whole description is at{' '}
          <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).
        </p>
      </div>
    </Card>
  )
}

function matching(chapters: Chapter[], words: string): Chapter[] {
  const wanted = words.trim().toLowerCase()
  return chapters
    .map(({ title, endpoints }) => ({
      title,
      endpoints: endpoints.filter(({ method, path, summary, access }) =>
        `${title} ${method} ${path} ${summary} ${access}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter(({ endpoints }) => endpoints.length > 0)
}

function Reference({ document }: { document: ApiDocument }) {
  const [words, setWords] = useState('')
  const status = useId()
  const chapters = matching(chaptersOf(document), useDeferredValue(words))
  const count = chapters.reduce((sum, { endpoints }) => sum + endpoints.length, 0)
  return (
    <Stack gap="wide">
      <div>
        <TextInput
          type="search"
          label="Find"
          aria-describedby={status}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <p role="status" id={status}>
          {count} endpoints
        </p>
      </div>
      {chapters.map(({ title, endpoints }) => (
        <Card key={title} title={title}>
          {endpoints.map((endpoint) => (
            <EndpointEntry key={endpoint.key} endpoint={endpoint} />
          ))}
        </Card>
      ))}
    </Stack>
  )
}

/** The API, readable: how to begin, and every endpoint with what it takes and gives. */
export function DevelopersPage() {
  const { data, error } = useQuery(documentQuery)
  return (
    <Page
      title="For developers"
      lede="Whatever these pages do, a program may do too, with the same rules and the same permissions."
    >
      <Stack gap="wide">
        <HowTo />
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={8} label="Reading the description of the API" />}
        {data && <Reference document={data} />}
      </Stack>
    </Page>
  )
}
