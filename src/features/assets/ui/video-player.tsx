import { useEffect, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { codecName, lengthOf } from '#networks/fitting.ts'
import type { Asset, VideoFacts } from '../contract.ts'
import { captionsQuery, thumbnailOf, videoOf } from './queries.ts'
import css from './assets.module.css'

/** “1:04, H.264, AAC, 25 frames a second” */
export function encodingOf({ seconds, videoCodec, audioCodec, frames }: VideoFacts): string {
  const sound = audioCodec === null ? 'no sound' : codecName(audioCodec)
  return `${lengthOf(seconds)}, ${codecName(videoCodec)}, ${sound}, ${Math.round(frames)} frames a second`
}

/** A video with its first captions, as far as this browser plays it. */
export function VideoPlayer({ asset }: { asset: Asset }) {
  const [first] = asset.captions
  const query = useQuery({ ...captionsQuery(asset.id, first?.language ?? ''), enabled: first !== undefined })
  const captions = useAddress(query.data?.vtt)
  return (
    <video
      className={css.player}
      controls
      preload="none"
      poster={thumbnailOf(asset.id)}
      src={videoOf(asset.id)}
      aria-label={asset.alt || asset.name}
    >
      <track kind="captions" srcLang={first?.language} src={captions ?? undefined} />
    </video>
  )
}

/** An address of this page for a text. */
function useAddress(vtt: string | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (vtt === undefined) return undefined
    const made = URL.createObjectURL(new Blob([vtt], { type: 'text/vtt' }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [vtt])
  return address
}
