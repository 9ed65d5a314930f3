import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'

/**
 * Who may call a route at all. Every route says it, or the server does not start. The use case behind the route
 * decides again, with the thing in hand.
 */
export type Access =
  /** Anybody; says why that is right. */
  | { public: string }
  /** Anybody who is fully signed in, about nothing but themselves or what everybody here may see. */
  | { signedIn: true }
  /** Needs an entry in the permission table. */
  | { permission: string }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** A form for everybody, sent without a script: it does nothing in the name of whoever is signed in. */
    plainForm?: boolean
    /** A form of another site may be sent here: the body proves itself, and who the browser is counts for nothing. */
    fromElsewhere?: boolean
  }
}

/** The application that routes are put on, with Zod schemas for what comes in and goes out. */
export type ApiApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>
