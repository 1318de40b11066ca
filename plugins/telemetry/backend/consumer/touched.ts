import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { RoundFacts } from './mergeRound';

const dayMs = 86_400_000;

export interface TouchedDay {
  readonly orgId: string;
  readonly productId: string;
  /** Its start, epoch ms. */
  readonly day: number;
}
export interface TouchedTask {
  readonly orgId: string;
  readonly productId: string;
  readonly taskType: string;
  /** Of its runs that were added or removed, epoch ms. */
  firstStart: number;
}

/** The days whose facts a round changes, and the tasks whose runs it does, each once. */
export class Touched {
  private readonly dayOf = new Map<string, TouchedDay>();
  private readonly taskOf = new Map<string, TouchedTask>();

  get days(): TouchedDay[] {
    return [...this.dayOf.values()];
  }
  get tasks(): TouchedTask[] {
    return [...this.taskOf.values()];
  }

  /** @param at any moment of the UTC day, epoch ms. */
  addDay(orgId: string, productId: string, at: number): void {
    const day = Math.floor(at / dayMs) * dayMs;
    const name = `${orgId}\n${productId}\n${day}`;
    if (!this.dayOf.has(name)) this.dayOf.set(name, { orgId, productId, day });
  }

  addTask(orgId: string, productId: string, taskType: string, start: number): void {
    const name = `${orgId}\n${productId}\n${taskType}`;
    const known = this.taskOf.get(name);
    if (!known) this.taskOf.set(name, { orgId, productId, taskType, firstStart: start });
    else if (start < known.firstStart) known.firstStart = start;
  }

  addNew({ sessions, runs }: RoundFacts): void {
    for (const { visit, session } of sessions) this.addDay(visit.orgId, visit.productId, session.start);
    for (const { visit, run } of runs) {
      this.addDay(visit.orgId, visit.productId, run.started.ts);
      this.addTask(visit.orgId, visit.productId, run.taskType, run.started.ts);
    }
  }

  /** What stands in the warehouse of the visit keys of the table `reopened`. */
  async addReplaced(connection: WarehouseConnection): Promise<void> {
    const sessions = await connection.query<{ org_id: string; product_id: string; day: number }>(
      `SELECT DISTINCT org_id, product_id, start_ts::DATE AS day FROM fact_sessions
       WHERE visit_key IN (SELECT visit_key FROM reopened)`,
    );
    for (const { org_id, product_id, day } of sessions) this.addDay(org_id, product_id, day);
    type Run = { org_id: string; product_id: string; task_type: string; day: number; first_start: number };
    const runs = await connection.query<Run>(
      `SELECT org_id, product_id, task_type, start::DATE AS day, min(start) AS first_start FROM fact_task_runs
       WHERE visit_key IN (SELECT visit_key FROM reopened) GROUP BY ALL`,
    );
    for (const { org_id, product_id, task_type, day, first_start } of runs) {
      this.addDay(org_id, product_id, day);
      this.addTask(org_id, product_id, task_type, first_start);
    }
  }
}
