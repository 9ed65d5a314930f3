import { startPeerProcess, type PeerProcess } from '../../e2e/peers/child.ts'

/** Starts one of the scripts of this folder in a Node process of its own. It ends when we end, however that is. */
export function startBenchProcess(script: string, options: object): Promise<PeerProcess> {
  return startPeerProcess(new URL(`../processes/${script}`, import.meta.url).href, options)
}

/** Runs `work` with a process and ends the process afterwards. */
export async function withProcess<T>(
  script: string,
  options: object,
  work: (peer: PeerProcess) => Promise<T>,
): Promise<T> {
  const peer = await startBenchProcess(script, options)
  try {
    return await work(peer)
  } finally {
    await peer.stop()
  }
}
