import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Fields, TextArea } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { TriedOut } from '../../directory/contract.ts'
import { useDeed } from '../use-deed.ts'
import { useNames } from './queries.ts'
import { grantWords } from './words.ts'

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** `department: Library` as an attribute, everything else as a group. */
function claimsIn(text: string): { groups: string[]; attributes: Record<string, string[]> } {
  const pairs = lines(text).map((line) => /^([A-Za-z][\w.-]*):\s*(.+)$/.exec(line) ?? line)
  const attributes: Record<string, string[]> = {}
  for (const pair of pairs)
    if (typeof pair !== 'string' && pair[1] && pair[2])
      attributes[pair[1]] = [...(attributes[pair[1]] ?? []), pair[2]]
  return { groups: pairs.filter((pair) => typeof pair === 'string'), attributes }
}

/** What somebody with these groups would hold, without anybody having to be in them. */
export function TryCard() {
  const deed = useDeed()
  const names = useNames()
  const [text, setText] = useState('')
  const [result, setResult] = useState<TriedOut | null>(null)
  const look = () =>
    deed.run(async () => setResult(await api.post('/directory/try', claimsIn(text), TriedOut)))
  return (
    <Card title="Try it with some groups">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void look()
        }}
      >
        <Fields>
          <TextArea
            label="Groups, one a line"
            hint="An attribute is written with a colon: department: Library"
            autosize
            minRows={3}
            value={text}
            onChange={setText}
          />
          <Row>
            <Button type="submit" variant="outline" loading={deed.busy}>
              See what they would hold
            </Button>
          </Row>
          <ProblemAlert error={deed.fault} />
          <div role="status">
            {result && <Result result={result} words={(grant) => grantWords(grant, names)} />}
          </div>
        </Fields>
      </form>
    </Card>
  )
}

interface ResultProps {
  result: TriedOut
  words: (grant: TriedOut['grants'][number]) => string
}

function Result({ result, words }: ResultProps) {
  if (!result.admitted) return <p>They would not be let in: they are not in the group that is required.</p>
  if (result.grants.length === 0) return <p>They would come in, and hold nothing but what everybody may.</p>
  return (
    <Items label="They would hold">
      {result.grants.map((grant) => (
        <Item key={words(grant)} title={words(grant)} />
      ))}
    </Items>
  )
}
