import { useEffect, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { Account } from '#features/register/contract.ts'
import { profileOf } from '#networks/profiles.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Tabs } from '#ui/parts/tabs.tsx'
import type { Draft } from '../../contract.ts'
import type { Check } from '../check/use-check.ts'
import { withDetails } from '../../details/rules.ts'
import { besideOn, partsFor, partsOf, withCrop, withoutVersion, withParts, type Version } from '../draft.ts'
import { Preview } from '../preview/preview.tsx'
import { networkName } from '../words.ts'
import { AccountsDialog } from './accounts-dialog.tsx'
import { besideFindings } from './beside-findings.ts'
import { limitsOn, networksIn, versionTabs, type Receiver } from './counts.ts'
import { Details } from './details.tsx'
import { PartsEditor, type Place } from './parts-editor.tsx'
import { Looks } from './looks.tsx'
import { NetworkFields } from './network-fields.tsx'
import { useLimits } from './use-limits.ts'
import css from './compose.module.css'

export interface ComposerProps {
  draft: Draft
  edit: (change: (draft: Draft) => Draft) => void
  /** Every account that this person may write for. */
  accounts: Account[]
  check: Check
  /** Ids of the findings that were kept with a reason. */
  settled: ReadonlySet<string>
  version: Version
  onVersion: (version: Version) => void
  place: Place | null
  onCaret: (finding: string | null) => void
}

/** Where it goes, and the words for each network. */
export function Composer(props: ComposerProps) {
  const { draft, edit, accounts, version, onVersion } = props
  const [choosing, setChoosing] = useState(false)
  const limits = useLimits(draft.accountIds)
  const chosen = draft.accountIds.flatMap((id) =>
    accounts
      .filter((account) => account.id === id)
      .map((account): Chosen => ({ ...account, limits: limits[id] })),
  )
  const current = version === 'all' || networksIn(chosen).includes(version) ? version : 'all'
  return (
    <div>
      <Tabs
        label="Versions of this post"
        tabs={versionTabs(draft.content, chosen)}
        current={current}
        onChange={onVersion}
        end={
          <button type="button" className={css.addAccount} onClick={() => setChoosing(true)}>
            <IconPlus size={16} aria-hidden /> {chosen.length === 0 ? 'Choose accounts' : 'account'}
          </button>
        }
      >
        <VersionPanel {...props} version={current} chosen={chosen} />
      </Tabs>
      <Details
        language={draft.language}
        audiences={draft.audiences}
        onLanguage={(language) => edit((old) => ({ ...old, language }))}
        onAudiences={(audiences) => edit((old) => ({ ...old, audiences }))}
      />
      <AccountsDialog
        open={choosing}
        accounts={accounts}
        chosen={draft.accountIds}
        onChoose={(accountIds) => edit((old) => ({ ...old, accountIds }))}
        onClose={() => setChoosing(false)}
      />
    </div>
  )
}

type Chosen = Account & Receiver
type PanelProps = ComposerProps & { chosen: Chosen[] }

function VersionPanel({
  draft,
  edit,
  version,
  onVersion,
  chosen,
  check,
  settled,
  place,
  onCaret,
}: PanelProps) {
  const own = version !== 'all' && draft.content.variants[version] !== undefined
  const { panel, begin } = useWriteOwn(own)
  const editor = (
    <PartsEditor
      // Another version is another text: nothing of the fields is carried over.
      key={version}
      version={version}
      content={draft.content}
      checked={check.content}
      language={draft.language}
      accounts={chosen}
      findings={check.findings}
      settled={settled}
      onChange={(change) =>
        edit((old) => ({
          ...old,
          content: withParts(old.content, version, change(partsOf(old.content, version))),
        }))
      }
      onCropFor={(network, part, at, crop) => {
        edit((old) => ({ ...old, content: withCrop(old.content, network, { part, at, crop }) }))
        onVersion(network)
      }}
      place={place}
      onCaret={onCaret}
    />
  )
  if (version === 'all')
    return (
      <div className={css.panel}>
        {editor}
        <Looks draft={draft} accounts={chosen} />
      </div>
    )
  const account = chosen.find((one) => one.network === version)
  const preview = account && (
    <Preview
      network={version}
      account={account}
      parts={partsFor(draft.content, version)}
      beside={besideOn(draft, version)}
      language={draft.language}
    />
  )
  const name = profileOf(version)?.name ?? networkName(version)
  const fields = (
    <NetworkFields
      // Another network has other fields: nothing of what is being typed is carried over.
      key={`beside ${version}`}
      network={version}
      post={draft}
      limits={limitsOn(version, chosen)}
      findings={besideFindings(check.findings, version, settled)}
      place={place?.version === version ? place : null}
      onChange={(change) => edit((old) => ({ ...old, content: withDetails(old.content, version, change) }))}
    />
  )
  if (own)
    return (
      <div className={css.panel} ref={panel}>
        <BackToCommon
          name={name}
          onBack={() => edit((old) => ({ ...old, content: withoutVersion(old.content, version) }))}
        />
        {editor}
        {fields}
        {preview}
      </div>
    )
  const make = () => {
    begin()
    edit((old) => ({ ...old, content: withParts(old.content, version, partsFor(old.content, version)) }))
  }
  return (
    <div className={css.panel} ref={panel}>
      <div className={css.common}>
        <p>{name} gets the common text, as it stands under “All”. It will look like this:</p>
        <Button variant="outline" size="sm" onClick={make}>
          Make a version for {name}
        </Button>
      </div>
      {fields}
      {preview}
    </div>
  )
}

/** Whoever asks for words of its own wants to write them: the cursor goes there, once they are. */
function useWriteOwn(own: boolean) {
  const panel = useRef<HTMLDivElement>(null)
  const begun = useRef(false)
  useEffect(() => {
    if (own && begun.current) panel.current?.querySelector('textarea')?.focus()
    begun.current = false
  }, [own])
  return { panel, begin: () => void (begun.current = true) }
}

function BackToCommon({ name, onBack }: { name: string; onBack: () => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <div className={css.common}>
      <p>{name} has words of its own. What is changed under “All” does not change these.</p>
      <Button variant="outline" size="sm" onClick={() => setAsking(true)}>
        Back to the common text
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Give up the version for ${name}?`}
        confirmLabel="Use the common text"
        danger
        onConfirm={onBack}
        onClose={() => setAsking(false)}
      >
        <p>{name} gets the common text again, and the words that are only here are lost.</p>
      </ConfirmDialog>
    </div>
  )
}
