import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Done } from '../../contract.ts'
import type { Directory, Rule } from '../../directory/contract.ts'
import type { Confirmed } from '../ways-in-card.tsx'
import { PreviewView } from './preview-view.tsx'
import { useNames } from './queries.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { ruleWords } from './words.ts'

interface RulesCardProps {
  directory: Directory
  confirmed: Confirmed
  onDone: () => Promise<void>
}

/** What the directory's groups and attributes mean here. */
export function RulesCard({ directory, confirmed, onDone }: RulesCardProps) {
  const names = useNames()
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Rule | null>(null)
  return (
    <Card title="What groups mean here">
      <Stack>
        <p>
          The rules are followed whenever the directory says something new of a person, and whenever they sign
          in. What a rule gave and gives no longer ends; what somebody here gave by hand stays.
        </p>
        {directory.rules.length > 0 && (
          <Items label="Rules">
            {directory.rules.map((rule) => (
              <Item
                key={rule.id}
                title={ruleWords(rule, names)}
                end={
                  <Button size="sm" variant="outline" onClick={() => setRemoving(rule)}>
                    Remove<span className="visually-hidden">: {ruleWords(rule, names)}</span>
                  </Button>
                }
              />
            ))}
          </Items>
        )}
        <Row>
          <Button variant="outline" onClick={() => setAdding(true)}>
            Add a rule
          </Button>
        </Row>
      </Stack>
      {adding && (
        <RuleDialog
          directory={directory}
          confirmed={confirmed}
          onClose={() => setAdding(false)}
          onDone={onDone}
        />
      )}
      {removing && (
        <ConfirmDialog
          open
          title="Remove this rule?"
          confirmLabel="Remove the rule"
          danger
          onConfirm={async () => {
            await confirmed(() => api.delete(`/directory/rules/${removing.id}`, Done))
            await onDone()
          }}
          onClose={() => setRemoving(null)}
        >
          <p>{ruleWords(removing, names)}</p>
          <PreviewView proposal={{ change: 'remove', id: removing.id }} />
        </ConfirmDialog>
      )}
    </Card>
  )
}
