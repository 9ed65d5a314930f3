import { pino, type Logger as PinoLogger } from 'pino'

export type Logger = PinoLogger

/** Names whose values never reach a log line, at whatever depth they are usual. */
const secretNames = ['password', 'secret', 'token', 'authorization', 'cookie', 'grant', 'recoveryCode']

export function createLogger(level: string, destination?: { write(line: string): void }): PinoLogger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${Temporal.Now.instant().toString({ fractionalSecondDigits: 3 })}"`,
    redact: {
      paths: [
        // At the top it is somebody's one-time code; deeper it is the code of an error, which is wanted.
        'code',
        ...secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `req.headers.${name}`]),
        // A fault of the built-in database carries what was to be written.
        'err.params',
      ],
      censor: '[hidden]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
