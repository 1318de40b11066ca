export { createSimulation, type Simulation, type SimulationOptions } from './simulation';
export type { SimulatedSeller } from './sellers';
export { dayMs } from './calendar';
export { releaseTruths, taskTruths, worstTasks, type ReleaseTruth, type TaskTruth } from './truth';
