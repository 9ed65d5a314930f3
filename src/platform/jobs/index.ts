export { defineJob, type Job } from './define.ts'
export { openJobs, type EnqueueOptions, type Jobs, type KnownJob } from './jobs.ts'
export { startLoop, type Loop } from './loop.ts'
export { startHeartbeat, workersSeen, type WorkerSeen } from './heartbeat.ts'
