import type { StorageConfig } from '../config/index.ts'
import { openDisk } from './disk.ts'
import type { FileStore } from './types.ts'

/** Opens the store that the configuration names. The S3 client is loaded only when it is wanted. */
export async function openFileStore(config: StorageConfig): Promise<FileStore> {
  if (config.kind === 'disk') return openDisk(config.folder)
  const { openS3 } = await import('./s3.ts')
  return openS3(config)
}
