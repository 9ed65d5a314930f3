import { Chip } from '#ui/parts/chip.tsx'
import { Row } from '#ui/parts/page.tsx'
import { removedKinds, rightsChoices, type Asset } from '../contract.ts'

/** What was taken out of an image, whether its rights are declared, and whether it moves. */
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
    </Row>
  )
}
