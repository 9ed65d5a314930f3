import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeSettings } from './describe.ts'
import { ConfigFault, readConfig } from './read.ts'

test('the page of settings is in step with the settings', async () => {
  const page = fileURLToPath(new URL('../../../docs/CONFIGURATION.md', import.meta.url))
  await expect(describeSettings()).toMatchFileSnapshot(page)
})

test('nothing has to be set', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    role: 'all',
    databaseUrl: null,
    publicUrl: 'http://localhost:3000',
    mail: null,
  })
})

test('every fault is told at once, with what would be right', () => {
  const wrong = {
    PORT: '70000',
    ROSTRUM_URL: 'https://social.example.ac.uk/rostrum',
    ROSTRUM_ROLE: 'worker',
    ROSTRUM_MAIL_URL: 'smtp://mail.example.ac.uk',
    ROSTRUM_STORAGE: 's3',
    ROSTRUM_LOGS: 'info',
  }
  let faults: string[] = []
  try {
    readConfig(wrong)
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error
    faults = error.faults
  }
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'PORT',
    'ROSTRUM_URL',
    'ROSTRUM_MAIL_FROM',
    'ROSTRUM_S3_BUCKET',
    'ROSTRUM_S3_KEY',
    'ROSTRUM_S3_SECRET',
    'ROSTRUM_ROLE',
    'ROSTRUM_LOGS',
  ])
})

test('networks can be told to be elsewhere', () => {
  const { networkOrigins } = readConfig({
    ROSTRUM_NETWORK_ORIGINS: 'x=http://127.0.0.1:1234, threads=https://proxy.example.ac.uk/',
  })
  expect(networkOrigins).toEqual({ x: 'http://127.0.0.1:1234', threads: 'https://proxy.example.ac.uk' })
  expect(() => readConfig({ ROSTRUM_NETWORK_ORIGINS: 'x' })).toThrow('ROSTRUM_NETWORK_ORIGINS is “x”')
})
