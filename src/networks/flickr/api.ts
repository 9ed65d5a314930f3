import type { NetworkContext, OpenConnection } from '../contract.ts'
import type { ApiAnswer, ApiCall, FormPart } from '../families/call.ts'
import {
  callSigned,
  type OAuth1Keys,
  type OAuth1Service,
  type OAuth1Signer,
  type OAuth1Token,
} from '../families/oauth1.ts'

export interface FlickrOptions {
  /** Where the API answers, where files go, and where people sign in; origins. */
  api?: string
  up?: string
  www?: string
  /** Milliseconds to wait for an answer to one request, and to an upload. */
  timeout?: number
  uploadTimeout?: number
  /** Milliseconds between two looks at a video that Flickr still works on, and how often it is looked at. */
  pollEvery?: number
  looks?: number
  /** Milliseconds after a sending before a photo that is still private is taken for not published. */
  settle?: number
}

export type Settings = Required<FlickrOptions>

export const usualSettings: Settings = {
  api: 'https://api.flickr.com',
  up: 'https://up.flickr.com',
  www: 'https://www.flickr.com',
  timeout: 20_000,
  uploadTimeout: 900_000,
  pollEvery: 5_000,
  looks: 24,
  settle: 25_000,
}

/** The least that lets posts be deleted too: https://www.flickr.com/services/api/auth.oauth.html, read 2026-11. */
export const flickrPerms = 'delete'

export function flickrService({ www }: Settings): OAuth1Service {
  return {
    id: 'flickr',
    name: 'Flickr',
    requestTokenUrl: `${www}/services/oauth/request_token`,
    authorizeUrl: `${www}/services/oauth/authorize`,
    accessTokenUrl: `${www}/services/oauth/access_token`,
    ask: { perms: flickrPerms },
  }
}

/** Who asks: an account that has allowed it. */
export interface Access {
  context: NetworkContext
  settings: Settings
  signer: OAuth1Signer
  keys: OAuth1Keys
  token: OAuth1Token
}

/** One account's calls, and what sentences about them need. */
export interface Work extends Access {
  connection: Pick<OpenConnection, 'handle' | 'remoteId'>
}

export type Fields = Readonly<Record<string, string>>

/** A method of the REST API. Throws `FetchError` when there is no answer. */
export function callFlickr(
  access: Access,
  how: 'GET' | 'POST',
  method: string,
  fields: Fields = {},
): Promise<ApiAnswer> {
  const { context, settings, signer, keys, token } = access
  const all = { method, format: 'json', nojsoncallback: '1', ...fields }
  const call: ApiCall = {
    method: how,
    url: `${settings.api}/services/rest`,
    timeout: settings.timeout,
    ...(how === 'GET' ? { query: all } : { form: all }),
  }
  return callSigned(context, signer, call, { keys, token })
}

/** Everything but the file is signed: https://www.flickr.com/services/api/upload.api.html, read 2026-11. */
export function upload(access: Access, fields: Fields, photo: FormPart): Promise<ApiAnswer> {
  const { context, settings, signer, keys, token } = access
  const call: ApiCall = {
    method: 'POST',
    url: `${settings.up}/services/upload/`,
    multipart: { ...fields, photo },
    timeout: settings.uploadTimeout,
  }
  return callSigned(context, signer, call, { keys, token }, fields)
}
