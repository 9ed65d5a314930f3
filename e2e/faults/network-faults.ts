import { RUBBISH, tooManyRequests, type Fault } from '../peers/fault-proxy.ts'

/** How long Rostrum waits for a network in these runs, in milliseconds; 20 seconds in life. */
export const patience = 900

export interface NamedFault {
  name: string
  fault: Fault
  /** The network's honest no, after which nothing may stand there. */
  refusal?: true
}

const html = { 'content-type': 'text/html' }
const rubbish = { status: 200, headers: html, body: '<!doctype html><p>Welcome to the guest network.</p>' }

export const faults: NamedFault[] = [
  { name: 'answers late', fault: { kind: 'answer-late', ms: 400 } },
  { name: 'answers too late', fault: { kind: 'answer-late', ms: patience + 300 } },
  { name: 'acts after we gave up', fault: { kind: 'delay', ms: patience + 300 } },
  { name: 'never answers, did nothing', fault: { kind: 'never-answer' } },
  { name: 'never answers, did it', fault: { kind: 'never-answer-after-forwarding' } },
  { name: 'cut before', fault: { kind: 'drop-before' } },
  { name: 'cut after', fault: { kind: 'drop-after' } },
  { name: 'cut within the answer', fault: { kind: 'cut-body' } },
  { name: '429 with a time', fault: tooManyRequests({ 'retry-after': '30' }) },
  { name: '429 without one', fault: tooManyRequests({}) },
  {
    name: '500, did nothing',
    fault: { kind: 'answer', status: 500, body: '{"error":"InternalServerError"}' },
  },
  { name: '500, did it', fault: { kind: 'answer-after-forwarding', status: 500, body: '' } },
  { name: '502 page', fault: { kind: 'answer', status: 502, headers: html, body: '<h1>Bad gateway</h1>' } },
  { name: 'rubbish, did nothing', fault: RUBBISH },
  { name: 'rubbish, did it', fault: { kind: 'answer-after-forwarding', ...rubbish } },
]

/** A refusal in the network's own words; only of the sending itself. */
export const refusal: NamedFault = {
  name: '400 from the network',
  refusal: true,
  fault: {
    kind: 'answer',
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: '{"error":"InvalidRequest","message":"Not like this"}',
  },
}
