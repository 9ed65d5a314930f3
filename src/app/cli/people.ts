import { z } from 'zod'
import { openServices } from '#app/open-services.ts'
import { makeRecoveryLinkFromShell } from '#features/people/index.ts'
import { readConfig, readEnvironment } from '#platform/config/index.ts'
import { DataFolderInUse } from '#platform/db/index.ts'
import { createLogger } from '#platform/log/index.ts'
import { orderJson } from './control-client.ts'
import { out } from './say.ts'

/** `rostrum people recovery-link <email>`: for when nobody can sign in any more. It is recorded in the log. */
export async function recoveryLink(email: string): Promise<number> {
  const config = readConfig(readEnvironment())
  let link: string
  try {
    const opened = await openServices(config, createLogger('silent'))
    try {
      link = await makeRecoveryLinkFromShell(opened.services, email)
    } finally {
      await opened.close()
    }
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error
    const made = await orderJson(
      config.dataFolder,
      'POST',
      '/recovery-link',
      z.object({ link: z.string() }),
      { email },
    )
    link = made.link
  }
  out('With this link that person chooses a new way to sign in. It works once, for one day:\n')
  out(`  ${link}\n`)
  out('That it was made is in the log of records.')
  return 0
}
