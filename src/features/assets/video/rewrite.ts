import type {
  AudioCodec,
  EncodedPacket,
  Input,
  InputAudioTrack,
  InputVideoTrack,
  VideoCodec,
} from 'mediabunny'
import { Problem } from '#platform/errors.ts'
import type { Removed, VideoFacts } from '../contract.ts'
import { removedKindOfVideo } from '../rules.ts'
import { hiddenBoxes } from './boxes.ts'
import { notAVideo, refused } from './refusals.ts'
import { videoTools } from './tools.ts'

/** A video as it is kept: its pictures and its sound, packed anew, and nothing else. */
export interface Rewritten {
  facts: VideoFacts
  type: string
  /** As it is seen, after it was turned. */
  width: number
  height: number
  removed: Removed[]
}

interface Tracks {
  video: InputVideoTrack
  videoCodec: VideoCodec
  audio: InputAudioTrack | null
  audioCodec: AudioCodec | null
}

/**
 * Reads the video at `from` and writes it to `to`: the same pictures and sound, bit for bit, without anything that
 * tells about people, and with its table of contents in front, as networks want it. Throws `Invalid`.
 */
export async function rewriteVideo(from: string, to: string, name: string): Promise<Rewritten> {
  const { FilePathSource, Input, MP4, QTFF, WEBM } = await videoTools()
  const quiet = { handleUnhandledError: () => undefined }
  const input = new Input({ source: new FilePathSource(from, quiet), formats: [MP4, QTFF, WEBM] })
  try {
    if (!(await input.canRead())) throw await notAVideo(from, name)
    const tracks = await tracksOf(input, name)
    const container = await containerFor(input, tracks, name)
    const stats = await tracks.video.computePacketStats()
    const sound = await tracks.audio?.computePacketStats()
    const packets = stats.packetCount + (sound?.packetCount ?? 0)
    const copied = await copy(input, tracks, container, to, [stats.packetCount, sound?.packetCount ?? 0])
    // A file that was cut off behind its table of contents ends early, and silently.
    if (copied !== packets || stats.packetCount === 0) throw refused.damaged(name)
    return {
      facts: {
        container,
        seconds: rounded(await input.computeDuration()),
        videoCodec: tracks.videoCodec,
        audioCodec: tracks.audioCodec,
        frames: rounded(stats.averagePacketRate),
      },
      type: types[container],
      width: await tracks.video.getDisplayWidth(),
      height: await tracks.video.getDisplayHeight(),
      removed: await hidden(input, from),
    }
  } catch (error) {
    if (error instanceof Problem || !(error instanceof Error)) throw error
    if ('code' in error && typeof error.code === 'string') throw error
    throw refused.damaged(name)
  } finally {
    input.dispose()
  }
}

const types = { mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm' } as const
const rounded = (value: number): number => Math.round(value * 1000) / 1000

async function tracksOf(input: Input, name: string): Promise<Tracks> {
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  // A file of this kind without any track has lost its table of contents, which most cameras write last.
  if (!video) throw audio ? refused.noPicture(name) : refused.damaged(name)
  const videoCodec = await codecOf(video, name)
  return { video, videoCodec, audio, audioCodec: audio && (await codecOf(audio, name)) }
}

async function codecOf(track: InputVideoTrack, name: string): Promise<VideoCodec>
async function codecOf(track: InputAudioTrack, name: string): Promise<AudioCodec>
async function codecOf(track: InputVideoTrack | InputAudioTrack, name: string) {
  const [codec, inside] = [await track.getCodec(), await track.getInternalCodecId()]
  if (inside === 'encv' || inside === 'enca') throw refused.encrypted(name)
  if (!codec) throw refused.codec(name, typeof inside === 'string' ? inside.trim() : 'something unknown')
  return codec
}

/** MP4 wherever it holds what is there, because every network takes it. */
async function containerFor(input: Input, { videoCodec, audioCodec }: Tracks, name: string) {
  const { MovOutputFormat, Mp4OutputFormat, WEBM, WebMOutputFormat } = await videoTools()
  const holds = (format: { getSupportedCodecs(): readonly string[] }) => {
    const taken = format.getSupportedCodecs()
    return taken.includes(videoCodec) && (audioCodec === null || taken.includes(audioCodec))
  }
  const uncompressed = audioCodec?.startsWith('pcm') === true || videoCodec === 'prores'
  if ((await input.getFormat()) === WEBM && holds(new WebMOutputFormat())) return 'webm'
  if (!uncompressed && holds(new Mp4OutputFormat())) return 'mp4'
  if (holds(new MovOutputFormat())) return 'mov'
  throw refused.container(name)
}

async function formatOf(container: VideoFacts['container']) {
  const { MovOutputFormat, Mp4OutputFormat, WebMOutputFormat } = await videoTools()
  if (container === 'webm') return new WebMOutputFormat()
  // Instagram, for one, wants the table in front: room is kept for it, since nothing may stand in memory whole.
  return container === 'mp4'
    ? new Mp4OutputFormat({ fastStart: 'reserve' })
    : new MovOutputFormat({ fastStart: 'reserve' })
}

/** Copies packet by packet, in the order of their time, so that little waits in memory. Answers how many there were. */
async function copy(
  input: Input,
  { video, videoCodec, audio, audioCodec }: Tracks,
  container: VideoFacts['container'],
  to: string,
  [pictures, sounds]: [number, number],
): Promise<number> {
  const { EncodedAudioPacketSource, EncodedPacketSink, EncodedVideoPacketSource, FilePathTarget, Output } =
    await videoTools()
  const output = new Output({ format: await formatOf(container), target: new FilePathTarget(to) })
  const shift = Math.max(0, -(await input.getFirstTimestamp(audio ? [video, audio] : [video])))
  const toVideo = new EncodedVideoPacketSource(videoCodec)
  const [rotation, flip] = [await video.getRotation(), await video.getFlip()]
  output.addVideoTrack(toVideo, { rotation, flip, maximumPacketCount: pictures })
  const videoConfig = { decoderConfig: (await video.getDecoderConfig()) ?? undefined }
  const lines: Line[] = [
    await lineOf(new EncodedPacketSink(video), shift, (packet) => toVideo.add(packet, videoConfig)),
  ]
  if (audio && audioCodec) {
    const toAudio = new EncodedAudioPacketSource(audioCodec)
    const languageCode = await audio.getLanguageCode()
    output.addAudioTrack(toAudio, { languageCode, maximumPacketCount: sounds })
    const audioConfig = { decoderConfig: (await audio.getDecoderConfig()) ?? undefined }
    lines.push(
      await lineOf(new EncodedPacketSink(audio), shift, (packet) => toAudio.add(packet, audioConfig)),
    )
  }
  await output.start()
  try {
    const copied = await merge(lines)
    await output.finalize()
    return copied
  } catch (error) {
    await output.cancel()
    throw error
  }
}

interface Line {
  next: EncodedPacket | null
  advance: () => Promise<void>
}

async function lineOf(
  sink: { packets(): AsyncGenerator<EncodedPacket, void, unknown> },
  shift: number,
  add: (packet: EncodedPacket) => Promise<void>,
): Promise<Line> {
  const packets = sink.packets()
  const take = async () => {
    const { value } = await packets.next()
    if (!value) return null
    return shift === 0 ? value : value.clone({ timestamp: value.timestamp + shift })
  }
  const line: Line = {
    next: await take(),
    async advance() {
      if (line.next) await add(line.next)
      line.next = await take()
    },
  }
  return line
}

async function merge(lines: Line[]): Promise<number> {
  for (let copied = 0; ; copied++) {
    const waiting = lines.filter((line) => line.next !== null)
    const [first] = waiting.toSorted(
      (one, other) => (one.next?.timestamp ?? 0) - (other.next?.timestamp ?? 0),
    )
    if (!first) return copied
    await first.advance()
  }
}

/** What the file told beside its pictures and its sound. */
async function hidden(input: Input, path: string): Promise<Removed[]> {
  const { raw = {}, ...known } = await input.getMetadataTags()
  const fields = [...Object.keys(raw), ...Object.keys(known), ...(await hiddenBoxes(path))]
  const kinds = new Set(fields.map(removedKindOfVideo))
  return [...kinds].filter((kind) => kind !== null).sort()
}
