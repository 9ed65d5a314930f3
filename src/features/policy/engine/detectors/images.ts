import { eachMedia } from '../detector.ts'
import type { TargetDetector } from '../detector.ts'
import type { MediaForCheck } from '../post.ts'

const fileName = /^\S*\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg|mp4|mov)$/i
const cameraName =
  /^(?:IMG|DSC|DSCN|DSCF|PXL|MVIMG|Screenshot|WhatsApp Image|image|photo|picture|untitled)[\s_()-]*[\d_.:\s()-]*$/i

export const images: TargetDetector = {
  scope: 'target',
  fact: 'images',
  about: 'Images of a post.',
  attributes: {
    name: 'the file’s name',
    altProblem: 'empty, or: missing, file-name (the text only names the file)',
    rights: 'what its author said about rights; empty while nothing was said',
    locationRemoved: 'true when the upload carried a place, which was taken out',
    animated: 'true for moving images',
  },
  detect(target) {
    return eachMedia(target, (media, part, index) => [
      {
        part,
        field: 'media' as const,
        media: index,
        start: 0,
        end: 0,
        value: media.id,
        shown: media.name,
        attributes: {
          name: media.name,
          altProblem: altProblem(media),
          rights: media.rights,
          locationRemoved: media.locationStripped,
          animated: media.animated,
        },
      },
    ])
  },
}

function altProblem({ alt, name }: MediaForCheck): string {
  const text = alt.trim()
  if (text === '') return 'missing'
  return fileName.test(text) || cameraName.test(text) || text === name ? 'file-name' : ''
}
