import { expect, test } from 'vitest'
import { startWordPress } from './wordpress.ts'
import { findWordPress, wordPressRemedy } from './wordpress/programs.ts'

test.for([{ multisite: false }, { multisite: true }])(
  'a real WordPress, with blogs that know nothing of each other ($multisite)',
  async ({ multisite }) => {
    const peer = await startWordPress({ multisite })
    const [one, other] = [await peer.addBlog(), await peer.addBlog()]
    const person = await one.addPerson('author')
    await one.post('Open day', 'On Saturday')
    expect((await one.posts()).map(({ title, status }) => `${title} ${status}`)).toEqual(['Open day publish'])
    expect(await other.posts()).toEqual([])

    const basic = Buffer.from(`${person.login}:${person.appPassword}`).toString('base64')
    const who = (blog: typeof one) =>
      fetch(`${blog.url}/wp-json/wp/v2/users/me?context=edit`, {
        headers: { authorization: `Basic ${basic}` },
      })
    expect(await (await who(one)).json()).toMatchObject({ roles: ['author'] })
    // In a network people are one for all sites, without a role on those they do not belong to.
    const there = await who(other)
    expect(there.status).toBe(multisite ? 200 : 401)
    if (multisite) expect(await there.json()).toMatchObject({ roles: [] })

    await one.revoke(person)
    expect((await who(one)).status).toBe(401)
    await peer.stop()
    await expect(fetch(peer.url)).rejects.toThrow()
  },
)

test('where it is missing, what to do is said', async () => {
  const { PATH } = process.env
  process.env['PATH'] = '/nowhere'
  try {
    expect(await findWordPress()).toBeNull()
    await expect(startWordPress()).rejects.toThrow(wordPressRemedy)
  } finally {
    process.env['PATH'] = PATH
  }
})
