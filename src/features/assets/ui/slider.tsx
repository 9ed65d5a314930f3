import { useId } from 'react'
import css from './assets.module.css'

interface SliderProps {
  label: string
  /** 0 to 1. */
  value: number
  min?: number
  onChange: (value: number) => void
  /** When a person lets go, or leaves it by keyboard. */
  onSettled?: () => void
}

/** The browser's own: arrows, Page Up and Page Down, Home and End all work. */
export function Slider({ label, value, min = 0, onChange, onSettled }: SliderProps) {
  const id = useId()
  return (
    <div className={css.slider}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min * 100}
        max={100}
        step={1}
        value={Math.round(value * 100)}
        aria-valuetext={`${Math.round(value * 100)} per cent`}
        onChange={(event) => onChange(Number(event.currentTarget.value) / 100)}
        onPointerUp={onSettled}
        onBlur={onSettled}
      />
    </div>
  )
}
