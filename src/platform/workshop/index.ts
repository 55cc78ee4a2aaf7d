export { WorkFailed, Workshop, workerBeside, type WorkFault, type WorkLimits } from './workshop.js';
export { serve } from './serve.js';
