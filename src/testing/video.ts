/** Real videos for tests, made without an encoder: every frame is a whole grey picture of H.264 baseline, written by hand. */
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny'

export interface VideoWanted {
  width?: number
  height?: number
  seconds?: number
  /** Frames a second. */
  frames?: number
  /** Silence as AAC; none where false. In WebM there is none. */
  audio?: boolean
  /** By how much a player turns it, clockwise. */
  rotation?: 0 | 90 | 180 | 270
  container?: 'mp4' | 'mov' | 'webm'
  /** All but `avc` hold no picture that could be decoded; probing reads what the container says. */
  codec?: 'avc' | 'hevc' | 'prores' | 'vp8'
  /** ISO 6709, `+51.4778-000.0014/`: written into `moov/udta/©xyz`, as telephones do. Not in WebM. */
  place?: string
}

class Bits {
  private readonly bits: number[] = []
  u(value: number, length: number): this {
    for (let at = length - 1; at >= 0; at--) this.bits.push((value >>> at) & 1)
    return this
  }
  /** Exp-Golomb, ITU-T H.264 clause 9.1. */
  ue(value: number): this {
    const length = 31 - Math.clz32(value + 1)
    return this.u(0, length).u(value + 1, length + 1)
  }
  /** With the stop bit, filled up to a byte, and with emulation prevention (clause 7.4.1.1). */
  unit(header: number): Uint8Array {
    this.bits.push(1)
    while (this.bits.length % 8 !== 0) this.bits.push(0)
    const out = [header]
    let zeros = 0
    for (let at = 0; at < this.bits.length; at += 8) {
      const byte = Number.parseInt(this.bits.slice(at, at + 8).join(''), 2)
      if (zeros >= 2 && byte <= 3) {
        out.push(3)
        zeros = 0
      }
      zeros = byte === 0 ? zeros + 1 : 0
      out.push(byte)
    }
    return Uint8Array.from(out)
  }
}

const blocks = (pixels: number) => Math.ceil(pixels / 16)

/** Sequence parameters of constrained baseline, level 4.2 (clause 7.3.2.1). */
function sequence(width: number, height: number): Uint8Array {
  const bits = new Bits().u(66, 8).u(0xc0, 8).u(42, 8).ue(0).ue(0).ue(2).ue(1).u(0, 1)
  bits
    .ue(blocks(width) - 1)
    .ue(blocks(height) - 1)
    .u(1, 1)
    .u(1, 1)
  const [right, bottom] = [blocks(width) * 16 - width, blocks(height) * 16 - height]
  bits
    .u(1, 1)
    .ue(0)
    .ue(right / 2)
    .ue(0)
    .ue(bottom / 2)
  return bits.u(0, 1).unit(0x67)
}

/** Picture parameters that say nothing but the usual (clause 7.3.2.2). */
function pictureParameters(): Uint8Array {
  return new Bits().ue(0).ue(0).u(0, 2).ue(0).ue(0).ue(0).u(0, 3).ue(0).ue(0).ue(0).u(0, 3).unit(0x68)
}

/** A whole grey picture: each block is predicted from nothing, and nothing is added to it. */
function frame(width: number, height: number, number: number): Uint8Array {
  const bits = new Bits()
    .ue(0)
    .ue(7)
    .ue(0)
    .u(0, 4)
    .ue(number % 2)
    .u(0, 2)
    .ue(0)
  // I_16x16_2_0_0, chroma DC, no change of quantiser, no coefficients.
  for (let at = 0; at < blocks(width) * blocks(height); at++) bits.ue(3).ue(0).ue(0).u(1, 1)
  return withLength(bits.unit(0x65))
}

function withLength(unit: Uint8Array): Uint8Array {
  const out = Buffer.alloc(4 + unit.byteLength)
  out.writeUInt32BE(unit.byteLength)
  out.set(unit, 4)
  return out
}

/** ISO/IEC 14496-15, clause 5.3.3.1. */
function avcDescription(width: number, height: number): Uint8Array {
  const [sps, pps] = [sequence(width, height), pictureParameters()]
  return Buffer.concat([
    Buffer.from([1, 66, 0xc0, 42, 0xff, 0xe1, sps.byteLength >> 8, sps.byteLength & 255]),
    sps,
    Buffer.from([1, pps.byteLength >> 8, pps.byteLength & 255]),
    pps,
  ])
}

/** ISO/IEC 14496-15, clause 8.3.3.1, with no parameter sets. */
const hevcDescription = Uint8Array.from([
  1, 1, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 0,
])

function coded(codec: NonNullable<VideoWanted['codec']>, width: number, height: number) {
  const size = { codedWidth: width, codedHeight: height }
  const other = (bytes: number[]) => () => Uint8Array.from(bytes)
  if (codec === 'avc')
    return {
      config: { codec: 'avc1.42c02a', ...size, description: avcDescription(width, height) },
      data: (number: number) => frame(width, height, number),
    }
  if (codec === 'hevc')
    return {
      config: { codec: 'hvc1.1.6.L93.B0', ...size, description: hevcDescription },
      data: other([0, 0, 0, 2, 0x26, 1]),
    }
  if (codec === 'prores')
    return { config: { codec: 'apcn', ...size }, data: other([0, 0, 0, 8, 105, 99, 112, 102]) }
  const vp8 = [0x10, 0, 0, 0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8, 0, 0]
  return { config: { codec: 'vp8', ...size }, data: other(vp8) }
}

const formats = {
  mp4: () => new Mp4OutputFormat({ fastStart: false }),
  mov: () => new MovOutputFormat({ fastStart: false }),
  webm: () => new WebMOutputFormat(),
}

const samples = 1024
const rate = 48_000
/** One silent frame of AAC-LC in stereo. */
const silence = Uint8Array.from([0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c])

async function addSilence(source: EncodedAudioPacketSource, seconds: number): Promise<void> {
  const decoderConfig = {
    codec: 'mp4a.40.2',
    numberOfChannels: 2,
    sampleRate: rate,
    description: Uint8Array.from([0x11, 0x90]),
  }
  for (let at = 0; at * samples < seconds * rate; at++)
    await source.add(new EncodedPacket(silence, 'key', (at * samples) / rate, samples / rate), {
      decoderConfig,
    })
}

/** A video as it was asked for; silent, in MP4, of two seconds and 64 × 48 pixels where nothing is said. */
export async function makeVideo(wanted: VideoWanted = {}): Promise<Buffer> {
  const { width = 64, height = 48, seconds = 2, frames = 5, audio = false, rotation = 0, place } = wanted
  const { container = 'mp4' } = wanted
  const codec = wanted.codec ?? (container === 'webm' ? 'vp8' : 'avc')
  const target = new BufferTarget()
  const output = new Output({ format: formats[container](), target })
  const video = new EncodedVideoPacketSource(codec)
  output.addVideoTrack(video, { rotation })
  const sound = audio && container !== 'webm' ? new EncodedAudioPacketSource('aac') : null
  if (sound) output.addAudioTrack(sound)
  await output.start()
  const { config, data } = coded(codec, width, height)
  for (let at = 0; at < Math.round(seconds * frames); at++)
    await video.add(new EncodedPacket(data(at), 'key', at / frames, 1 / frames), { decoderConfig: config })
  if (sound) await addSilence(sound, seconds)
  await output.finalize()
  if (!target.buffer) throw new Error('No video was made.')
  const made = Buffer.from(target.buffer)
  return place === undefined || container === 'webm' ? made : withPlace(made, place)
}

function box(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.byteLength)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}

/** The `moov` box of what is made here is the last, so it can grow. */
function withPlace(made: Buffer, place: string): Buffer {
  const words = Buffer.concat([Buffer.from([0, place.length, 0x15, 0xc7]), Buffer.from(place, 'latin1')])
  const extra = box('udta', box('\u00a9xyz', words))
  const moov = made.lastIndexOf(Buffer.from('moov')) - 4
  const grown = Buffer.concat([made, extra])
  grown.writeUInt32BE(made.readUInt32BE(moov) + extra.byteLength, moov)
  return grown
}

/** The same file, with another code for the kind of its picture: `mp4v`, or `encv` for what is encrypted. */
export function markedAs(video: Buffer, code: string): Buffer {
  const marked = Buffer.from(video)
  const at = marked.lastIndexOf(Buffer.from('avc1'))
  if (at < 0) throw new Error('This is no video with H.264.')
  marked.write(code, at, 'latin1')
  return marked
}
