import { useId, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Speech, speechChoices, type Asset } from '../contract.ts'
import { captionsQuery, changeAsset, removeCaptions, saveCaptions } from './queries.ts'
import css from './assets.module.css'

const languages = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' })

const reasons = [
  { value: '', label: 'Not said yet' },
  ...speechChoices.map(({ id, label }) => ({ value: id, label })),
]

/** The captions of a video: given as a file, read and corrected as text, or the word that it needs none. */
export function CaptionsFields({ asset }: { asset: Asset }) {
  const client = useQueryClient()
  const [fault, setFault] = useState<unknown>()
  const [open, setOpen] = useState<string | null>(null)
  const headingId = useId()
  async function keep(deed: () => Promise<Asset>) {
    setFault(undefined)
    try {
      await deed()
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <section className={css.captions} aria-labelledby={headingId}>
      <strong id={headingId}>Captions</strong>
      {asset.captions.length > 0 && (
        <ul className={css.captionList}>
          {asset.captions.map(({ language, cues }) => (
            <li key={language}>
              <span>
                {languages.of(language)}: {cues === 1 ? '1 caption' : `${cues} captions`}
              </span>
              <Button variant="subtle" size="sm" onClick={() => setOpen(language)}>
                Read and correct<span className="visually-hidden"> {languages.of(language)}</span>
              </Button>
              <Button
                variant="subtle"
                size="sm"
                color="danger"
                onClick={() => void keep(() => removeCaptions(client, asset.id, language))}
              >
                Take away<span className="visually-hidden"> {languages.of(language)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AddCaptions onFile={(language, text) => keep(() => saveCaptions(client, asset.id, language, text))} />
      {asset.captions.length === 0 && asset.video?.audioCodec !== null && (
        <SelectField
          label="Why does it need none?"
          data={reasons}
          value={asset.speech ?? ''}
          onChange={(value) =>
            void keep(() => changeAsset(client, asset.id, { speech: Speech.safeParse(value).data ?? null }))
          }
        />
      )}
      <ProblemAlert error={fault} />
      {open && <CaptionsDialog asset={asset} language={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function AddCaptions({ onFile }: { onFile: (language: string, text: string) => Promise<void> }) {
  const [language, setLanguage] = useState('en-GB')
  const input = useRef<HTMLInputElement>(null)
  return (
    <Fields>
      <TextField
        label="Language of the captions"
        hint="As en-GB or cy."
        value={language}
        maxLength={35}
        onChange={setLanguage}
      />
      <div>
        <Button variant="outline" size="sm" onClick={() => input.current?.click()}>
          Add captions (SRT or VTT)
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        accept=".srt,.vtt,text/vtt,application/x-subrip"
        hidden
        aria-label="Caption file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file) void file.text().then((text) => onFile(language, text))
        }}
      />
    </Fields>
  )
}

interface CaptionsDialogProps {
  asset: Asset
  language: string
  onClose: () => void
}

function CaptionsDialog({ asset, language, onClose }: CaptionsDialogProps) {
  const query = useQuery(captionsQuery(asset.id, language))
  return (
    <Dialog open title={`Captions of ${asset.name}, ${languages.of(language)}`} onClose={onClose}>
      <ProblemAlert error={query.error} />
      {!query.data && !query.error && <Skeleton label="Loading the captions" />}
      {query.data && (
        <CaptionsForm asset={asset} language={language} srt={query.data.srt} onClose={onClose} />
      )}
    </Dialog>
  )
}

function CaptionsForm({ asset, language, srt, onClose }: CaptionsDialogProps & { srt: string }) {
  const client = useQueryClient()
  const [text, setText] = useState(srt)
  const [fault, setFault] = useState<unknown>()
  async function save() {
    try {
      await saveCaptions(client, asset.id, language, text)
      onClose()
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <div className={css.detail}>
      <TextArea
        label="Captions"
        hint="Each has a number, a line with times, and its words; an empty line stands between."
        value={text}
        autosize
        minRows={10}
        maxRows={20}
        onChange={setText}
      />
      <ProblemAlert error={fault} />
      <div className={css.dialogActions}>
        <Button variant="outline" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={() => void save()}>Save the captions</Button>
      </div>
    </div>
  )
}
