import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

export interface S3 {
  endpoint: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  stop(): Promise<void>
}

/**
 * A server that speaks S3 over a folder. It is no judge of access: it refuses a key it does not know by name, but lets
 * a wrong signature and an unsigned request through; and it ignores `If-None-Match`. A client must be given
 * `forcePathStyle: true` and `requestChecksumCalculation: 'WHEN_REQUIRED'`: it would keep the checksums that are sent
 * along with a stream as if they were content.
 */
export async function startS3(options: { bucket?: string } = {}): Promise<S3> {
  const directory = await mkdtemp(join(tmpdir(), 'rostrum-s3-'))
  const bucket = options.bucket ?? 'rostrum'
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket, configs: [] }],
  })
  const { port } = await server.run()
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    async stop() {
      server.httpServer.closeAllConnections()
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
