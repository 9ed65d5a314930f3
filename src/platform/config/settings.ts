/** Every setting, once: the reader parses by this table and docs/CONFIGURATION.md is checked against it. */
export interface Setting {
  name: string
  /** What holds when it isn't set; null when there is nothing then. */
  usual: string | null
  about: string
}

export const settings = [
  { name: 'PORT', usual: '3000', about: 'The port that the web process listens on.' },
  {
    name: 'HOST',
    usual: '127.0.0.1',
    about: 'The address it listens on. Behind a proxy on another machine: `0.0.0.0`.',
  },
  {
    name: 'ROSTRUM_URL',
    usual: 'http://localhost:PORT',
    about: 'The address that people type, an origin. With `https:` cookies are marked secure.',
  },
  {
    name: 'ROSTRUM_DATA',
    usual: './data',
    about: 'The folder for the built-in database, uploads and the key file.',
  },
  { name: 'ROSTRUM_ROLE', usual: 'all', about: '`web`, `worker`, or `all` for both in one process.' },
  {
    name: 'DATABASE_URL',
    usual: null,
    about: 'A PostgreSQL address. Without one, the built-in database in `ROSTRUM_DATA` is used.',
  },
  {
    name: 'ROSTRUM_KEY_FILE',
    usual: 'ROSTRUM_DATA/keys.json',
    about:
      'The keys that seal secrets and sign the log. Made at the first start; keep a copy apart from the database.',
  },
  {
    name: 'ROSTRUM_TRUST_PROXY',
    usual: 'false',
    about: '`true` when a proxy of yours sets `X-Forwarded-For` and `X-Forwarded-Proto`.',
  },
  {
    name: 'ROSTRUM_ALLOW_PRIVATE',
    usual: '',
    about:
      'Hosts (`name:port`, with commas between) on a private network that Rostrum may call, such as your own Mastodon server.',
  },
  {
    name: 'ROSTRUM_PLC_URL',
    usual: 'https://plc.directory',
    about: 'The directory that Bluesky identities are looked up in.',
  },
  {
    name: 'ROSTRUM_HANDLE_RESOLVER',
    usual: 'https://public.api.bsky.app',
    about: 'The server of the AT Protocol that is asked which account a Bluesky handle belongs to.',
  },
  {
    name: 'ROSTRUM_NETWORK_ORIGINS',
    usual: '',
    about:
      'Where networks are reached instead of at their own addresses (`x=https://proxy.example.ac.uk,threads=…`): for a proxy in between, and for tests against stand-ins. Everything of that network then goes there, its sign-in page too.',
  },
  {
    name: 'ROSTRUM_MAIL_URL',
    usual: null,
    about:
      'The mail server: `smtp://user:password@host:587`. Without one, letters are not sent and links are shown on the page.',
  },
  {
    name: 'ROSTRUM_MAIL_FROM',
    usual: null,
    about: 'The sender of letters: `Rostrum <social@example.ac.uk>`. Needed with `ROSTRUM_MAIL_URL`.',
  },
  {
    name: 'ROSTRUM_STORAGE',
    usual: 'disk',
    about: 'Where uploads live: `disk` (in `ROSTRUM_DATA/files`) or `s3`.',
  },
  {
    name: 'ROSTRUM_S3_ENDPOINT',
    usual: null,
    about: 'The address of an S3-compatible service; leave out for AWS.',
  },
  { name: 'ROSTRUM_S3_REGION', usual: 'us-east-1', about: 'Its region.' },
  { name: 'ROSTRUM_S3_BUCKET', usual: null, about: 'Its bucket; needed with `s3`.' },
  { name: 'ROSTRUM_S3_KEY', usual: null, about: 'Its access key; needed with `s3`.' },
  { name: 'ROSTRUM_S3_SECRET', usual: null, about: 'Its secret; needed with `s3`.' },
  {
    name: 'ROSTRUM_VIDEO_MB',
    usual: '1000',
    about:
      'The largest video that may be uploaded, in megabytes. The folder for data needs room for a few of them.',
  },
  { name: 'ROSTRUM_LOG', usual: 'info', about: '`trace`, `debug`, `info`, `warn`, `error` or `silent`.' },
  {
    name: 'ROSTRUM_METRICS_TOKEN',
    usual: null,
    about:
      'When set, `/metrics` asks for it as a bearer token; otherwise `/metrics` answers this machine only.',
  },
] as const satisfies Setting[]

export type SettingName = (typeof settings)[number]['name']
