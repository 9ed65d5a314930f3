import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { Asset } from '../contract.ts'
import { changeAsset, imageOf } from './queries.ts'
import { Slider } from './slider.tsx'
import css from './assets.module.css'

/** Where the eye should rest: crops of this image begin there. */
export function FocusFields({ asset }: { asset: Asset }) {
  const client = useQueryClient()
  const [focus, setFocus] = useState(asset.focus)
  const [fault, setFault] = useState<unknown>()
  async function keep() {
    if (focus.x === asset.focus.x && focus.y === asset.focus.y) return
    setFault(undefined)
    try {
      await changeAsset(client, asset.id, { focus })
    } catch (error) {
      setFault(error)
    }
  }
  const settle = () => void keep()
  return (
    <fieldset className={css.sliders}>
      <legend>What matters most is here</legend>
      <div
        className={css.focusStage}
        style={{
          aspectRatio: asset.width / asset.height,
          maxWidth: `calc(22rem * ${asset.width / asset.height})`,
        }}
      >
        <img src={imageOf(asset.id)} alt={asset.alt} />
        <span className={css.focusMark} style={{ left: `${focus.x * 100}%`, top: `${focus.y * 100}%` }} />
      </div>
      <Slider
        label="From left to right"
        value={focus.x}
        onChange={(x) => setFocus({ ...focus, x })}
        onSettled={settle}
      />
      <Slider
        label="From top to bottom"
        value={focus.y}
        onChange={(y) => setFocus({ ...focus, y })}
        onSettled={settle}
      />
      <ProblemAlert error={fault} />
    </fieldset>
  )
}
