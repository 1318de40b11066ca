export { createSimulation, type Simulation, type SimulationOptions } from './simulation';
export type { SimulatedSeller } from './sellers';
export { releaseTruths, taskTruths, worstTasks, type ReleaseTruth, type TaskTruth } from './truth';
