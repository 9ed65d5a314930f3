/** The server of whatever stands in for a part of the Graph API: what all of them answer, beside the routes of its own. */
import type { Person } from '../stand-in/oauth2.ts'
import { startStandIn, type Ask, type Route, type StandIn } from '../stand-in/server.ts'
import { gone, VERSION, type GraphWorld } from './world.ts'

export const PASSWORD = 'a password for tests'

export interface GraphStandIn extends StandIn {
  addPerson(username: string): Person
}

export async function startGraph(graph: GraphWorld, routes: Route[]): Promise<GraphStandIn> {
  const standIn = await startStandIn({
    routes: [...graph.routes, ...routes],
    before: graph.before,
    notFound: ({ path }) => gone(path).answer,
  })
  return {
    ...standIn,
    addPerson: (username) => graph.oauth.addPerson({ username, password: PASSWORD }),
  }
}

/** A path under the version of the API. */
export const at = (path: string): RegExp => new RegExp(`^/${VERSION}/${path}$`)

/** Gives each handler the world that it works on. */
export const inWorld =
  <World>(world: World) =>
  (handle: (world: World, ask: Ask) => ReturnType<Route[2]>): Route[2] =>
  (ask) =>
    handle(world, ask)
