import { useEffect, useState } from 'react'
import css from './qr-code.module.css'

interface Drawn {
  size: number
  path: string
}

async function draw(text: string): Promise<Drawn> {
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const squares = Array.from({ length: modules.size ** 2 }, (_, at) => at).filter((at) => modules.data[at])
  const path = squares.map((at) => `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`).join('')
  return { size: modules.size, path }
}

/** A code for a telephone's camera. Always offer the same as text beside it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<Drawn>()
  useEffect(() => {
    let wanted = true
    void draw(text).then((result) => wanted && setDrawn(result))
    return () => {
      wanted = false
    }
  }, [text])
  // Black on white in both schemes: many cameras do not read the reverse. The quiet zone is four squares.
  const box = drawn ? `-4 -4 ${drawn.size + 8} ${drawn.size + 8}` : '0 0 1 1'
  return (
    <svg role="img" aria-label={label} className={css.code} viewBox={box} shapeRendering="crispEdges">
      <path d={drawn?.path} />
    </svg>
  )
}
