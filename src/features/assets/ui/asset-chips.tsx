import { lengthOf } from '#networks/fitting.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { Row } from '#ui/parts/page.tsx'
import { removedKinds, rightsChoices, type Asset } from '../contract.ts'

/** Do people who hear nothing miss the words of this video? */
export function captionsMissing({ video, captions, speech }: Asset): boolean {
  return video !== null && video.audioCodec !== null && captions.length === 0 && speech === null
}

/** What was taken out of an image or video, whether its rights are declared, whether it moves, and how long. */
export function AssetChips({ asset }: { asset: Asset }) {
  const rights = rightsChoices.find((choice) => choice.id === asset.rights)
  // The place is what people ask about; the rest is said in one chip, and in full on the image's page.
  const others = asset.removed.filter((kind) => kind !== 'location')
  const [only] = others
  return (
    <Row>
      {asset.removed.includes('location') && <Chip level="ok">{removedKinds.location}</Chip>}
      {only && (
        <Chip level="ok">
          {others.length === 1 ? removedKinds[only] : `${others.length} hidden details removed`}
        </Chip>
      )}
      {rights ? (
        <Chip level="ok">Rights: {rights.label.toLowerCase()}</Chip>
      ) : (
        <Chip level="advise">Rights not declared</Chip>
      )}
      {asset.animated && <Chip>Moves</Chip>}
      {asset.video && <Chip>Video, {lengthOf(asset.video.seconds)}</Chip>}
      {asset.captions.length > 0 && <Chip level="ok">Captions</Chip>}
      {captionsMissing(asset) && <Chip level="advise">No captions</Chip>}
    </Row>
  )
}
