import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '#platform/config/index.ts'
import { openFileStore, type FileStore } from '#platform/files/index.ts'
import { createMailer, type Mailer } from '#platform/mail/index.ts'
import type { Finding } from './contract.ts'

export interface DiskSpace {
  freeBytes: number
  totalBytes: number
}

function nearestFolder(path: string): string {
  let folder = path
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

/** Room on the disk of the data folder; null where the system doesn't say. */
export async function diskSpace(folder: string): Promise<DiskSpace | null> {
  try {
    const found = await statfs(nearestFolder(folder))
    return { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize }
  } catch {
    // Some systems and some mounted folders don't answer this; nothing depends on it.
    return null
  }
}

const gigabytes = (bytes: number): string => `${(bytes / 1_000_000_000).toFixed(1)} GB`

async function examineDisk(config: Config): Promise<Finding> {
  const found = { id: 'disk', title: 'Disk' }
  const space = await diskSpace(config.dataFolder)
  if (!space) return { ...found, state: 'warning', says: 'This system does not say how much room there is.' }
  const says = `${gigabytes(space.freeBytes)} of ${gigabytes(space.totalBytes)} free at ${config.dataFolder}.`
  if (space.freeBytes > 2_000_000_000) return { ...found, state: 'ok', says }
  const fix = 'Make room, or move the data folder to a larger disk (stop Rostrum, move it, set ROSTRUM_DATA).'
  return { ...found, state: space.freeBytes > 300_000_000 ? 'warning' : 'fault', says, fix }
}

async function examineStorage(config: Config, files: FileStore | null): Promise<Finding> {
  const found = { id: 'storage', title: 'Uploads' }
  if (!existsSync(config.dataFolder) && config.storage.kind === 'disk')
    return { ...found, state: 'ok', says: `The folder ${config.dataFolder} is made at the first start.` }
  const trouble = await (files ?? (await openFileStore(config.storage))).trouble()
  const where = config.storage.kind === 'disk' ? config.storage.folder : `the bucket ${config.storage.bucket}`
  if (!trouble) return { ...found, state: 'ok', says: `Written to and read from ${where}.` }
  return {
    ...found,
    state: 'fault',
    says: trouble,
    fix:
      config.storage.kind === 'disk'
        ? 'Give the user that Rostrum runs as the right to write there, and make room.'
        : 'Check ROSTRUM_S3_ENDPOINT, ROSTRUM_S3_BUCKET, ROSTRUM_S3_KEY and ROSTRUM_S3_SECRET.',
  }
}

function examineKeys(config: Config): Finding {
  const found = { id: 'keys', title: 'Key file' }
  if (!existsSync(config.keyFile))
    return {
      ...found,
      state: 'warning',
      says: `There is none at ${config.keyFile} yet.`,
      fix: 'A new installation makes it at its first start. If this is not one, put your copy there, or set ROSTRUM_KEY_FILE.',
    }
  const open = (statSync(config.keyFile).mode & 0o077) !== 0
  if (!open) return { ...found, state: 'ok', says: `${config.keyFile}, readable by its owner only.` }
  return {
    ...found,
    state: 'fault',
    says: `Other users of this machine may read ${config.keyFile}.`,
    fix: `Run: chmod 600 ${config.keyFile}`,
  }
}

async function examineMail(config: Config, mail: Mailer): Promise<Finding> {
  const found = { id: 'mail', title: 'Mail' }
  const trouble = await mail.trouble()
  if (!trouble) return { ...found, state: 'ok', says: 'The mail server lets us in.' }
  if (!config.mail)
    return {
      ...found,
      state: 'warning',
      says: 'No mail server is set, so nobody gets letters, and links are shown on the page instead.',
      fix: 'Set ROSTRUM_MAIL_URL and ROSTRUM_MAIL_FROM.',
    }
  return {
    ...found,
    state: 'fault',
    says: trouble,
    fix: 'Check ROSTRUM_MAIL_URL: the host, the port, the user and the password.',
  }
}

/** What can be seen from the configuration and the machine, with or without a running server. */
export async function examineMachine(
  config: Config,
  parts: { files: FileStore | null; mail: Mailer } = { files: null, mail: createMailer(config.mail) },
): Promise<Finding[]> {
  return Promise.all([
    examineDisk(config),
    examineStorage(config, parts.files),
    Promise.resolve(examineKeys(config)),
    examineMail(config, parts.mail),
  ])
}
