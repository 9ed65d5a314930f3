import { ConfigFault } from '#platform/config/index.ts'
import { Problem } from '#platform/errors.ts'
import { Stop } from './stop.ts'

export interface Explained {
  text: string
  exitCode: number
}

/** Codes of Node and PostgreSQL that have a plain meaning, and what to do about each. */
const known: Record<string, string> = {
  EADDRINUSE: 'Another program uses this port. Stop it, or choose another with PORT.',
  EADDRNOTAVAIL:
    'This machine has no such address. Set HOST to an address of this machine, or to 0.0.0.0 for all.',
  EACCES: 'Rostrum may not use this file, folder or port. Give its user the right to, or choose another.',
  EROFS: 'This place is read-only. Choose another with ROSTRUM_DATA.',
  ENOSPC: 'The disk is full. Make room, then start again; nothing that was saved is lost.',
  ECONNREFUSED: 'Nothing answers there. Is the database running, and is DATABASE_URL right?',
  ENOTFOUND: 'There is no machine of this name. Is DATABASE_URL right?',
  ETIMEDOUT: 'It did not answer in time. Is the database running, and may this machine reach it?',
  '28P01': 'The database refused the user name or the password in DATABASE_URL.',
  '28000': 'The database refused the user in DATABASE_URL.',
  '3D000': 'There is no database of this name. Create it, or correct DATABASE_URL.',
  '42501': 'The database user may not do this. Make it the owner of its database.',
  '57P03': 'The database is starting up. Try again in a moment.',
}

/** Codes of our own errors, whose message is already a sentence with the way out. */
const plain = new Set([
  'config.fault',
  'db.folder-in-use',
  'db.newer',
  'keys.fault',
  'backup.fault',
  'pages.unbuilt',
  'policy.corrupt-pack',
])

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function innermost(error: Error): Error {
  // Node tries several addresses of one name and gathers what each of them said.
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0]
  return error
}

const ourSentences = /^(The key file|.* is not a key file of Rostrum|The pages have not been built)/

/** What to tell a person about an error that ended a command. */
export function explain(thrown: unknown): Explained {
  if (!(thrown instanceof Error)) return { text: String(thrown), exitCode: 1 }
  if (thrown instanceof ConfigFault) return { text: thrown.message, exitCode: 2 }
  if (thrown instanceof Stop) return { text: thrown.message, exitCode: thrown.exitCode }
  if (thrown instanceof Problem)
    return { text: [thrown.message, thrown.extras.fix].filter(Boolean).join(' '), exitCode: 1 }
  const error = innermost(thrown)
  const code = codeOf(error)
  if ((code && plain.has(code)) || ourSentences.test(error.message))
    return { text: error.message, exitCode: 1 }
  const meaning = code === undefined ? undefined : known[code]
  if (meaning) return { text: `${meaning} (${error.message})`, exitCode: 1 }
  if (/timeout|terminated/i.test(error.message) && /connect/i.test(error.message))
    return { text: `${known.ETIMEDOUT} (${error.message})`, exitCode: 1 }
  return { text: `Something unforeseen stopped this.\n${thrown.stack ?? thrown.message}`, exitCode: 1 }
}
