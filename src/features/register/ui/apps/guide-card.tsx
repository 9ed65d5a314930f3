import type { ReactNode } from 'react'
import { Card } from '#ui/parts/card.tsx'
import type { GuideBlock, Inline } from '../../apps/contract.ts'
import css from './apps.module.css'

/** The guide of the documentation, with our own address in it. */
export function GuideCard({ blocks }: { blocks: readonly GuideBlock[] }) {
  if (blocks.length === 0) return null
  return (
    <Card title="Step by step">
      <div className={css.guide}>
        <Blocks blocks={blocks} />
      </div>
    </Card>
  )
}

// A guide is read once and never re-ordered: places are good enough as keys.
const numbered = <T,>(list: readonly T[], draw: (one: T, key: string) => ReactNode) =>
  list.map((one, place) => draw(one, String(place)))

function Blocks({ blocks }: { blocks: readonly GuideBlock[] }) {
  return numbered(blocks, (block, key) => <Block key={key} block={block} />)
}

function Block({ block }: { block: GuideBlock }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h3>
          <Words words={block.words} />
        </h3>
      )
    case 'paragraph':
      return (
        <p>
          <Words words={block.words} />
        </p>
      )
    case 'steps':
      return (
        <ol>
          {numbered(block.items, (item, key) => (
            <li key={key}>{<Blocks blocks={item} />}</li>
          ))}
        </ol>
      )
    case 'points':
      return (
        <ul>
          {numbered(block.items, (item, key) => (
            <li key={key}>{<Blocks blocks={item} />}</li>
          ))}
        </ul>
      )
    case 'table':
      return <Table rows={block.rows} />
  }
}

function Table({ rows: all }: { rows: Inline[][][] }) {
  const [head, ...rows] = all
  return (
    <table>
      <thead>
        <tr>
          {numbered(head ?? [], (cell, key) => (
            <th key={key} scope="col">
              <Words words={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {numbered(rows, (row, line) => (
          <tr key={line}>
            {numbered(row, (cell, key) => (
              <td key={key}>
                <Words words={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Words({ words }: { words: readonly Inline[] }) {
  return numbered(words, (word, key) => <Word key={key} word={word} />)
}

function Word({ word: { as, text, href } }: { word: Inline }) {
  switch (as) {
    case 'strong':
      return <strong>{text}</strong>
    case 'code':
      return <code>{text}</code>
    case 'link':
      return (
        <a href={href} target="_blank" rel="noreferrer">
          {text}
        </a>
      )
    case 'plain':
      return text
  }
}
