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
      size?: number
      rejectOversized?: boolean
      secure?: boolean
      key?: string
      cert?: string
      onMailFrom?: (address: { address: string }, session: Session, done: (error?: Error) => void) => void
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

declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export default class Provider {
    constructor(issuer: string, configuration: object)
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<{ uid: string }>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
  }
}

declare module 'samlp' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Handler = (request: object, response: object, next: (error?: unknown) => void) => void
  export interface SamlpOptions {
    issuer: string
    cert: string
    key: string
    audience?: string
    recipient?: string
    destination?: string
    lifetimeInSeconds?: number
    signResponse?: boolean
    signAssertion?: boolean
    signatureAlgorithm?: string
    digestAlgorithm?: string
    encryptionCert?: string
    encryptionPublicKey?: string
    encryptionAlgorithm?: string
    authnContextClassRef?: string
    sessionIndex?: string
    inResponseTo?: string
    nameIdentifierFormat?: string
    RelayState?: string
    profileMapper?: unknown
    getPostURL?: (
      audience: string,
      dom: unknown,
      request: IncomingMessage,
      done: (error: Error | null, url: string) => void,
    ) => void
    getUserFromRequest?: (request: object) => unknown
    responseHandler?: (
      response: Buffer,
      options: object,
      request: object,
      reply: ServerResponse,
      next: (error?: unknown) => void,
    ) => void
  }
  const samlp: {
    auth(options: SamlpOptions): Handler
    metadata(options: object): Handler
    parseRequest(
      request: object,
      done: (
        error: Error | null,
        data?: { id?: string; issuer?: string; assertionConsumerServiceURL?: string; forceAuthn?: string },
      ) => void,
    ): void
    getSamlResponse(
      options: SamlpOptions,
      person: object,
      done: (error: Error | null, xml: string) => void,
    ): void
  }
  export default samlp
}
