// The parts we use of packages that carry no types.
declare module 'smtp-server' {
  import type { Server } from 'node:net'
  import type { Readable } from 'node:stream'

  interface Session {
    envelope: { mailFrom: { address: string } | false; rcptTo: { address: string }[] }
    user?: string
  }
  export class SMTPServer {
    constructor(options: {
      authOptional?: boolean
      disabledCommands?: string[]
      hideSTARTTLS?: boolean
      logger?: boolean
      onAuth?: (
        auth: { username: string; password: string },
        session: Session,
        done: (error: Error | null, response?: { user: string }) => void,
      ) => void
      onRcptTo?: (address: { address: string }, session: Session, done: (error?: Error) => void) => void
      onData?: (stream: Readable, session: Session, done: (error?: Error) => void) => void
    })
    server: Server
    listen(port: number, host: string, ready: () => void): Server
    on(event: 'error', listener: (error: Error) => void): this
    close(done: () => void): void
  }
}

declare module 's3rver' {
  export default class S3rver {
    constructor(options: {
      address: string
      port: number
      silent: boolean
      directory: string
      vhostBuckets?: boolean
      resetOnClose?: boolean
      configureBuckets?: { name: string; configs: string[] }[]
    })
    run(): Promise<{ address: string; port: number }>
    close(): Promise<void>
    httpServer: import('node:http').Server
  }
}
