import { eachMedia, type TargetDetector } from '../detector.ts'

export const videos: TargetDetector = {
  scope: 'target',
  fact: 'videos',
  about: 'Videos of a post.',
  attributes: {
    name: 'the file’s name',
    seconds: 'its length',
    sound: 'true when there is some',
    captions: 'in how many languages it has captions',
    captionsMissing:
      'true when it has sound and no captions, and nobody has said that no one speaks in it or that the words are in the picture',
  },
  detect(target) {
    return eachMedia(target, ({ id, name, video }, part, media) => {
      if (!video) return []
      const { seconds, audioCodec, captions, speech } = video
      const sound = audioCodec !== null
      const attributes = {
        name,
        seconds,
        sound,
        captions,
        captionsMissing: sound && captions === 0 && speech === '',
      }
      return [{ part, field: 'media' as const, media, start: 0, end: 0, value: id, shown: name, attributes }]
    })
  },
}
