import { expect, test } from 'vitest'
import { imageMisfits, lengthOf, nearestShape, shapeOf, videoMisfits, type VideoToFit } from './fitting.ts'
import { profiles } from './profiles.ts'
import type { VideoLimits } from './profile.ts'

const own: VideoLimits = {
  bytes: 300_000_000,
  seconds: [3, 900],
  types: ['video/mp4', 'video/quicktime'],
  videoCodecs: ['avc', 'hevc'],
  audioCodecs: ['aac'],
  edge: 1920,
  frames: 60,
  ratio: [9 / 16, 16 / 9],
  captions: [],
}
const fits: VideoToFit = {
  type: 'video/mp4',
  bytes: 40_000_000,
  width: 1080,
  height: 1920,
  seconds: 60,
  videoCodec: 'avc',
  audioCodec: 'aac',
  frames: 29.97,
}
const advice = (change: Partial<VideoToFit>, limits: Partial<VideoLimits> = {}) =>
  videoMisfits({ ...fits, ...change }, 'Example', { video: { ...own, ...limits } }).map((each) => each.advice)

test('a video that fits has nothing said of it, nor has one where nothing is stated', () => {
  expect(advice({})).toEqual([])
  expect(advice({ audioCodec: null, frames: 60.2, seconds: 900.02 })).toEqual([])
  expect(videoMisfits({ ...fits, seconds: 1e6 }, 'Example', { video: null })).toEqual([])
})

test.each<[Partial<VideoToFit>, string]>([
  [
    { seconds: 980 },
    'Example takes videos of at most 15 minutes; this one has 16:20. Cut it, or leave Example out.',
  ],
  [
    { seconds: 2 },
    'Example takes videos of at least 3 seconds; this one has 0:02. Make it longer, or leave Example out.',
  ],
  [
    { videoCodec: 'prores', type: 'video/quicktime' },
    'The video is encoded as ProRes, and Example takes H.264 or H.265 (HEVC). Export it as H.264 in MP4.',
  ],
  [
    { type: 'video/webm' },
    'The video is a WebM file, and Example takes MP4 or MOV. Export it as H.264 in MP4.',
  ],
  [
    { audioCodec: 'pcm-s16' },
    'The sound of the video is encoded as uncompressed sound, and Example takes AAC. Export it with AAC sound.',
  ],
  [
    { bytes: 1_200_000_000 },
    'Example takes videos of at most 300 MB; this one has 1.2 GB. Export it with a lower bit rate, or leave Example out.',
  ],
  [
    { width: 3840, height: 2160 },
    'Example takes videos of at most 1920 pixels on the longer side; this one has 3840 × 2160. Export it smaller.',
  ],
  [{ frames: 120 }, 'Example takes at most 60 frames a second; this video has 120. Export it with 30.'],
  [
    { width: 1920, height: 800 },
    'Example shows videos of shapes from 9:16 to 16:9; this one is 12:5. Crop it in a video program, or leave Example out.',
  ],
])('%j is told with what to do', (change, said) => {
  expect(advice(change)).toEqual([said])
})

test('a limit of 140 seconds or of four hours is said as people say it', () => {
  expect(advice({ seconds: 150 }, { seconds: [0, 140] })[0]).toContain(
    'at most 140 seconds; this one has 2:30',
  )
  expect(advice({ seconds: 15_000 }, { seconds: [0, 14_400] })[0]).toContain(
    'at most 4 hours; this one has 4:10:00',
  )
  expect([lengthOf(59.6), shapeOf(1.91), shapeOf(0.8), shapeOf(1)]).toEqual(['1:00', '1.91:1', '4:5', '1:1'])
})

test('an image is told of its shape, and of movement that would be lost', () => {
  const image = { type: 'image/jpeg', width: 3000, height: 1000, animated: false }
  const limits = { imageRatio: [4 / 5, 1.91] as const, imageTypes: ['image/jpeg', 'image/webp'] }
  expect(imageMisfits(image, 'Example', limits)).toEqual([
    {
      kind: 'image-ratio',
      advice: 'Example shows images of shapes from 4:5 to 1.91:1; this one is 3:1. Crop it for Example.',
    },
  ])
  expect(imageMisfits({ ...image, height: 1571 }, 'Example', limits)).toEqual([])
  expect(
    imageMisfits({ ...image, height: 2000, type: 'image/webp', animated: true }, 'Example', limits),
  ).toMatchObject([{ kind: 'animation' }])
  const gif = { type: 'image/gif', width: 100, height: 100, animated: true }
  expect(imageMisfits(gif, 'Example', { imageRatio: null, imageTypes: ['image/gif'] })).toEqual([])
})

test('the nearest shape that a network shows is found', () => {
  expect(nearestShape(3, [0.8, 1.91])).toBe(1.91)
  expect(nearestShape(0.5, [0.8, 1.91])).toBe(0.8)
  expect(nearestShape(1, [0.8, 1.91])).toBeNull()
  expect(nearestShape(9, null)).toBeNull()
})

test('a short upright H.264 video with AAC fits every network that takes videos, so there is one to recommend', () => {
  const usual = { ...fits, width: 720, height: 1280, seconds: 20, bytes: 8_000_000, frames: 30 }
  for (const { name, limits } of profiles) expect(videoMisfits(usual, name, limits), name).toEqual([])
})
