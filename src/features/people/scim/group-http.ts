import { z } from 'zod'
import type { ApiApp } from '#platform/http/index.ts'
import type { DirectoryDeps } from '../directory/last-administrator.ts'
import { answer, answerResource, config, idOf, tags } from './answers.ts'
import { readFilter } from './filter.ts'
import { findGroups, groupBody, groupById, membersOf, type GroupRow } from './group-store.ts'
import { listBody, noSuch, ScimProblem } from './messages.ts'
import { readGroupPatch, readOperations } from './patch.ts'
import { onlyWanted, readQuery, type Asked } from './query.ts'
import { withLastAdministrator } from './refusals.ts'
import { createGroup, deleteGroup, writeGroup } from './write-group.ts'

const Group = z.object({
  displayName: z.string().trim().min(1).max(300),
  externalId: z.string().max(500).nullish(),
  members: z.array(z.object({ value: z.string().max(100) })).nullish(),
})

function readGroup(body: unknown) {
  const parsed = Group.safeParse(body)
  if (!parsed.success)
    throw new ScimProblem(
      400,
      'A group needs “displayName”, and members as [{"value": "…"}].',
      'invalidValue',
    )
  const { displayName, externalId, members } = parsed.data
  return { displayName, externalId: externalId ?? null, members: (members ?? []).map((each) => each.value) }
}

/** A group of twenty thousand is put in one piece. */
const bodyLimit = 10_000_000

export function groupRoutes(app: ApiApp, deps: DirectoryDeps): void {
  const { services } = deps
  const { publicUrl } = services.config
  const whole = async (row: GroupRow, asked: Asked) => {
    const members = asked.wants('members') ? await membersOf(services.db, [row.id]) : null
    return groupBody(row, members, publicUrl)
  }

  app.get(
    '/Groups',
    { config, schema: { tags, summary: 'Groups of the directory' } },
    async (request, reply) => {
      const asked = readQuery(request.query)
      const { total, rows } = await findGroups(services.db, readFilter(asked.filter), asked.page)
      const ids = rows.map((row) => row.id)
      const members = asked.wants('members') ? await membersOf(services.db, ids) : null
      const bodies = rows.map((row) => onlyWanted(groupBody(row, members, publicUrl), asked))
      return answer(reply, listBody(total, asked.page, bodies))
    },
  )
  app.get('/Groups/:id', { config, schema: { tags, summary: 'One group' } }, async (request, reply) => {
    const row = await groupById(services.db, idOf(request))
    if (!row) throw noSuch('group', idOf(request))
    const asked = readQuery(request.query)
    const body = await whole(row, asked)
    return answerResource(request, reply, body, { shown: onlyWanted(body, asked) })
  })
  app.post(
    '/Groups',
    { config, bodyLimit, schema: { tags, summary: 'Make a group' } },
    async (request, reply) => {
      const group = readGroup(request.body)
      const row = await withLastAdministrator(deps, () => createGroup(deps, group))
      return answerResource(request, reply, await whole(row, readQuery(request.query)), { status: 201 })
    },
  )
  app.put(
    '/Groups/:id',
    { config, bodyLimit, schema: { tags, summary: 'Replace a group' } },
    async (request, reply) => {
      const { displayName, externalId, members } = readGroup(request.body)
      const patch = { displayName, externalId, members: [{ op: 'replace' as const, ids: members }] }
      const row = await withLastAdministrator(deps, () =>
        writeGroup(deps, idOf(request), request.headers['if-match'], patch),
      )
      return answerResource(request, reply, await whole(row, readQuery(request.query)))
    },
  )
  app.patch(
    '/Groups/:id',
    { config, bodyLimit, schema: { tags, summary: 'Change a group or its members' } },
    async (request, reply) => {
      const patch = readGroupPatch(readOperations(request.body))
      await withLastAdministrator(deps, () =>
        writeGroup(deps, idOf(request), request.headers['if-match'], patch),
      )
      // Without a body: the group may be large, and the directory knows what it changed.
      return reply.status(204).send()
    },
  )
  app.delete(
    '/Groups/:id',
    { config, schema: { tags, summary: 'Remove a group' } },
    async (request, reply) => {
      await withLastAdministrator(deps, () => deleteGroup(deps, idOf(request), request.headers['if-match']))
      return reply.status(204).send()
    },
  )
}
