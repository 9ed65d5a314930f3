import { Card } from '#ui/parts/card.tsx'
import { StoryLine } from '#ui/parts/story-line.tsx'
import type { RequestView } from '../../requests/contract.ts'

/** All that happened. */
export function RequestStory({ view }: { view: RequestView }) {
  return (
    <Card title="Its story">
      <StoryLine
        label="What became of the request"
        events={view.story.map(({ id, at, by, sentence, text, level }) => ({
          id,
          at,
          who: by?.name ?? 'Rostrum',
          what: sentence,
          level: level === 'plain' ? 'neutral' : level,
          ...(text ? { detail: text } : {}),
        }))}
      />
    </Card>
  )
}
