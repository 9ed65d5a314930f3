/** For conformance tests of Meta's networks: faults in the shapes of the Graph API. */
import type { Fault } from '../../e2e/peers/fault-proxy.ts'
import type { SendingFault } from './conformance.ts'
import { faultOf } from './stand-ins.test-helper.ts'

/** A limit is an error with a number there and status 400; when it ends stands in a header, in minutes. */
export function graphFaultOf(fault: SendingFault): Fault {
  if (fault !== 'rate-limited') return faultOf(fault)
  const useCase = { type: 'pages', call_count: 100, total_time: 20, total_cputime: 20 }
  const usage = { '1': [{ ...useCase, estimated_time_to_regain_access: 19 }] }
  const error = {
    message: '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
    type: 'OAuthException',
    code: 80_001,
    error_subcode: 2_446_079,
    fbtrace_id: 'AbCdEfGhIjK',
  }
  return {
    kind: 'answer',
    status: 400,
    headers: { 'content-type': 'application/json', 'x-business-use-case-usage': JSON.stringify(usage) },
    body: JSON.stringify({ error }),
  }
}
