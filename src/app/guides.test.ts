import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ways } from '#features/register/apps/contract.ts'
import { guideOf } from '#features/register/apps/guide.ts'
import { waysOf } from '#features/register/apps/rules.ts'
import type { Network } from '#networks/contract.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { createNetworks } from './networks.ts'

const pathOf = (name: string) => fileURLToPath(new URL(`../../docs/networks/${name}.md`, import.meta.url))

let services: TestServices
let networks: Network[]
beforeAll(async () => {
  services = await testServices()
  networks = [...createNetworks(services).values()].toSorted((a, b) =>
    a.profile.name.localeCompare(b.profile.name, 'en-GB'),
  )
})
afterAll(() => services.close())

function line(network: Network): string {
  const { id, name } = network.profile
  const cells = [
    existsSync(pathOf(id)) ? `[${name}](${id}.md)` : name,
    waysOf(network)
      .map((way) => ways[way])
      .join('; '),
    network.app ? network.app.fields.map(({ label }) => label).join(', ') : 'nothing',
    network.fetchesMedia ? 'yes: it fetches images and videos from us' : 'no',
    network.checkApp ? 'yes' : network.app ? 'by connecting an account' : '–',
  ]
  return `| ${cells.join(' | ')} |`
}

function index(): string {
  return `# Networks: what each needs

A network lets programs publish in one of three ways: somebody signs in there and allows it, gives a password or token that the network makes for programs, or publishes by hand while Rostrum prepares it and keeps the record.

Some want an **app** of the institution first. System administration registers it once, with the guide of the network beside it, and enters what the network hands out on the page **Networks** (under Settings). After that the administrators of accounts connect them by themselves, on the account’s page.

| Network | How accounts are connected | What is registered first | Has to reach Rostrum from outside | Can the app be checked? |
|---|---|---|---|---|
${networks.map(line).join('\n')}

## For whoever registers an app

- **The callback address** stands on the page, ready to copy: \`https://your-rostrum/oauth/<network>/callback\`. It has to be https, and letter for letter what the network’s console has.
- **What the app may do** stands there too. Rostrum asks for no more; give it no more.
- **Secrets** are sealed with the key file, bound to their network, sealed again by \`rostrum keys rotate\`, and never shown again. A field that is left empty keeps the secret there is. What changed, who did it and when is in the log; what was filled in is not.
- **Another app** at the same network ends the permissions that were given to the old one: the page names the accounts that have to be connected again. The same app with a new secret ends nothing.
- **Check that it works** asks the network with a code that nobody has. What refuses the id or the secret says so; what refuses only the code knows the app. A network that says neither is shown by the first account that is connected.

On the machine itself, running or not:

\`\`\`sh
rostrum networks list
rostrum networks set x clientId=rostrum < secret.txt
\`\`\`

The secret is read from standard input (asked for at a terminal, without showing it), never taken as an argument: arguments stand in the list of processes and in the shell’s history. With several secrets, one a line.

## How long a connection lasts

- Every hour Rostrum opens the connections that end within sixty days and were not opened for half a day (on their last three days every hour), and, of all others, those that were looked at longest ago; each comes round about once a day. Opening renews what can be renewed, under a lock that all processes share, so an account that posts once a year does not run out.
- What does not renew itself is told of **14, 7 and 1 days** before its end, to everybody who administers the account and to whoever gave the permission, and is a duty of whoever answers first for it. A connection that ends before its time, because somebody ended it at the network, is told of at once.
- **Connecting again keeps everything:** the entry, the posts and their schedule, what was published and its records. It may be done at any time.
- Whose permission it is stands on the account’s page and on the page Networks. Where they leave, or hand the account over, somebody else is asked to connect it ([register.md](../register.md)).

## What is missing

\`rostrum doctor\`, the page System and the page Networks say of each network that is used: no app although accounts are there; an app that lacks something, or that the key file does not open; a callback address without https; a public address that cannot be reached from outside, where the network fetches images and videos; connections that have ended or will within a fortnight.

## Through a proxy

\`ROSTRUM_NETWORK_ORIGINS=x=https://proxy.example.ac.uk\` sends everything that is meant for a network to another origin, its sign-in page too. The tests use it to send Rostrum to their stand-ins; the address of a private one has to stand in \`ROSTRUM_ALLOW_PRIVATE\`.

The table is written from the networks themselves by a test (\`npx vitest run src/app/guides.test.ts -u\`).
`
}

test('docs/networks/README.md says what each network needs', async () => {
  await expect(index()).toMatchFileSnapshot(pathOf('README'))
})

test('every network that wants an app has a guide with our callback address and steps', () => {
  for (const { profile, app } of networks) {
    if (!app) continue
    const blocks = guideOf(profile.id, 'https://social.example.ac.uk')
    expect(
      blocks.some(({ kind }) => kind === 'steps'),
      profile.id,
    ).toBe(true)
    expect(JSON.stringify(blocks), profile.id).toContain(
      `https://social.example.ac.uk/oauth/${profile.id}/callback`,
    )
    expect(JSON.stringify(blocks), profile.id).not.toContain('your-rostrum')
  }
})
