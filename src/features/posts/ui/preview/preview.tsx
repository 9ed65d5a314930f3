import { useState, type CSSProperties } from 'react'
import type { NetworkProfile } from '#networks/profile.ts'
import { profileOf } from '#networks/profiles.ts'
import { Chip } from '#ui/parts/chip.tsx'
import type { LinkUse, MediaUse, Part } from '../../contract.ts'
import type { Beside } from '../../details/rules.ts'
import { numbered } from '../draft.ts'
import { audienceName } from '../audience-name.ts'
import { formatWords, networkName } from '../words.ts'
import css from './preview.module.css'

export interface PreviewProps {
  network: string
  account: { displayName: string; handle: string }
  parts: readonly Part[]
  /** What stands beside the words there. */
  beside: Beside
  language: string
}

/** How a post will look on its network: colours and shape only, no marks of the network. */
export function Preview({ network, account, parts, beside, language }: PreviewProps) {
  const profile = profileOf(network)
  const look = profile?.preview
  const style = {
    '--net': look?.accent ?? 'var(--accent)',
    '--net-radius': `${look?.radius ?? 8}px`,
    fontFamily: look?.font === 'inherit' ? undefined : look?.font,
  } as CSSProperties
  return (
    <section className={css.preview} style={style} aria-label={`How it will look on ${networkName(network)}`}>
      <Shape network={network} beside={beside} />
      <ol className={css.thread} data-many={parts.length > 1}>
        {numbered(parts).map(({ one: part, number }) => (
          <li key={number} className={css.post} lang={language}>
            <span className={css.avatar} data-shape={look?.avatar ?? 'round'} aria-hidden>
              {account.displayName.slice(0, 1).toUpperCase()}
            </span>
            <div className={css.body}>
              <p className={css.who}>
                <strong>{account.displayName}</strong> <span>@{account.handle}</span>
                {parts.length > 1 && (
                  <span>
                    {' '}
                    · {number} of {parts.length}
                  </span>
                )}
              </p>
              {number === 1 && beside.title && <p className={css.title}>{beside.title}</p>}
              <p className={css.text}>
                {part.text.trim() === '' ? (
                  <span className={css.none}>Nothing written yet</span>
                ) : (
                  <Words text={part.text} profile={profile} />
                )}
              </p>
              {part.media.length > 0 && <Pictures media={part.media} />}
              {part.link && (profile?.capabilities.linkCards ?? true) && part.media.length === 0 && (
                <LinkCardLook link={part.link} />
              )}
              {number === 1 && beside.tags && <Tags tags={beside.tags} />}
            </div>
          </li>
        ))}
      </ol>
      {beside.firstComment && (
        <div className={css.comment} lang={language}>
          <p className={css.who}>
            <strong>{account.displayName}</strong> <span lang="en-GB">First comment</span>
          </p>
          <p className={css.text}>
            <Words text={beside.firstComment} profile={profile} />
          </p>
        </div>
      )}
    </section>
  )
}

/** In what shape it goes and to whom, where that is not as usual there. */
function Shape({ network, beside: { format, audience } }: Pick<PreviewProps, 'network' | 'beside'>) {
  if (!format && !audience) return null
  return (
    <p className={css.shape}>
      {format && <Chip>{formatWords[format]}</Chip>}
      {audience && <Chip>{`For: ${audienceName(network, audience)}`}</Chip>}
    </p>
  )
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className={css.tags} aria-label="Tags">
      {tags.map((tag) => (
        <li key={tag}>{tag}</li>
      ))}
    </ul>
  )
}

/** The words with their mentions, tags and links coloured as the network will colour them. */
function Words({ text, profile }: { text: string; profile: NetworkProfile | undefined }) {
  const entities = profile?.entities(text) ?? []
  const pieces: { at: number; text: string; entity: boolean }[] = []
  let at = 0
  for (const { start, end } of entities) {
    if (start < at) continue
    pieces.push(
      { at, text: text.slice(at, start), entity: false },
      { at: start, text: text.slice(start, end), entity: true },
    )
    at = end
  }
  pieces.push({ at, text: text.slice(at), entity: false })
  return pieces
    .filter((piece) => piece.text !== '')
    .map((piece) =>
      piece.entity ? (
        <span key={piece.at} className={css.entity}>
          {piece.text}
        </span>
      ) : (
        piece.text
      ),
    )
}

function cropStyle({ crop }: MediaUse): CSSProperties | undefined {
  if (!crop) return undefined
  return {
    width: `${100 / crop.w}%`,
    height: `${100 / crop.h}%`,
    maxWidth: 'none',
    left: `${(-100 * crop.x) / crop.w}%`,
    top: `${(-100 * crop.y) / crop.h}%`,
  }
}

function Pictures({ media }: { media: readonly MediaUse[] }) {
  const [shown, setShown] = useState(false)
  return (
    <>
      <div className={css.pictures} data-count={Math.min(media.length, 4)}>
        {numbered(media).map(({ one: use, number }) => (
          <span key={number} className={css.picture}>
            <img src={`/api/assets/${use.assetId}/image`} alt={use.alt} style={cropStyle(use)} />
          </span>
        ))}
      </div>
      <button type="button" className={css.reveal} aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? 'Hide the alternative text' : 'Show the alternative text'}
      </button>
      {shown && (
        <ol className={css.alts}>
          {numbered(media).map(({ one: use, number }) => (
            <li key={number}>{use.alt || 'No alternative text yet'}</li>
          ))}
        </ol>
      )}
    </>
  )
}

export function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? url
}

function LinkCardLook({ link }: { link: LinkUse }) {
  return (
    <div className={css.link}>
      {link.imageId && <img src={`/api/assets/${link.imageId}/image`} alt="" />}
      <div>
        <strong>{link.title || link.url}</strong>
        {link.description && <p>{link.description}</p>}
        <span>{hostOf(link.url)}</span>
      </div>
    </div>
  )
}
