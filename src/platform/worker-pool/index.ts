export { WorkFailed, WorkerPool, resolveWorkerPath, type WorkFault, type WorkLimits } from './worker-pool.js';
export { serve } from './serve.js';
