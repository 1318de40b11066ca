import type { Logger, WarehouseConnection, WarehouseService } from '@netcrab/plugin-api/backend';
import type { Stage } from '../aggregate/followUp';
import type { BaselineRules } from '../facts/settleBaselines';
import type { FrustrationWeights } from '../processing/strain';
import { createPace } from '../consumer/pace';
import { relabelRuns } from './applyMerges';
import { updateArchetypes } from './archetypes';
import { changedUnits, finishUnits, stageUnits, type ChangedUnit, type Unit } from './changedUnits';
import {
  finishMerges,
  stageDecided,
  stageDecisions,
  touchRenamed,
  type TaskTypeDecisions,
} from './decisions';
import { inferTasks } from './inferTasks';
import { stageSilent, updateSpans } from './inferredSpans';
import { writeInferredRuns } from './inferredRuns';
import { updateRunPaths } from './runPaths';
import { writeTaskTypes } from './taskTypeTable';

export interface InferenceOptions {
  readonly warehouse: WarehouseService;
  readonly logger: Logger;
  readonly rules: BaselineRules & { readonly weights: FrustrationWeights };
  readonly decisions: () => Promise<TaskTypeDecisions>;
}

/** Units of one transaction hold about so many changed events: what rounds of new events wait for at most. */
const eventsAtOnce = 600_000;

function batchesOf(units: readonly ChangedUnit[]): Unit[][] {
  const batches: Unit[][] = [];
  let room = 0;
  for (const unit of units) {
    if (room <= 0) {
      batches.push([]);
      room = eventsAtOnce;
    }
    batches.at(-1)?.push(unit);
    room -= unit.events;
  }
  return batches;
}

const productsOfUnits = `CREATE OR REPLACE TEMP TABLE ti_products AS SELECT DISTINCT org_id, product_id FROM ti_units`;
const touchedTable = 'CREATE OR REPLACE TEMP TABLE ti_touched (org_id VARCHAR, product_id VARCHAR, day DATE)';

/**
 * The stage that says what tasks are: paths of runs, tasks of products that name none, merges, and the archetypes of
 * flows. It looks at the months of products that changed; its position is committed with what it wrote.
 */
export function createInference({ warehouse, logger, rules, decisions }: InferenceOptions): Stage {
  const pace = createPace();

  /** Later months of a product build on the tasks of earlier ones. */
  async function inferMonths(connection: WarehouseConnection): Promise<void> {
    const months = await connection.query<{
      org_id: string;
      product_id: string;
      month: string;
      unit: boolean;
    }>(
      `SELECT DISTINCT s.org_id, s.product_id, strftime(s.day, '%Y-%m') AS month, u.month IS NOT NULL AS unit
       FROM telemetry_spans s JOIN ti_silent p ON p.org_id = s.org_id AND p.product_id = s.product_id
       LEFT JOIN ti_units u ON u.org_id = s.org_id AND u.product_id = s.product_id AND u.month = strftime(s.day, '%Y-%m')
       ORDER BY 1, 2, 3`,
    );
    let product = '';
    let taught = false;
    for (const { org_id: orgId, product_id: productId, month, unit } of months) {
      const name = `${orgId}\n${productId}`;
      if (name !== product) [product, taught] = [name, false];
      if (unit || taught) taught = (await inferTasks(connection, { orgId, productId, month })) || taught;
    }
    await connection.run(
      `DELETE FROM telemetry_task_models m WHERE EXISTS (SELECT 1 FROM ti_units u
         WHERE u.org_id = m.org_id AND u.product_id = m.product_id)
       AND NOT EXISTS (SELECT 1 FROM telemetry_spans s
         WHERE s.org_id = m.org_id AND s.product_id = m.product_id AND strftime(s.day, '%Y-%m') = m.month)`,
    );
  }

  async function inferBatch(connection: WarehouseConnection, units: readonly Unit[]): Promise<void> {
    await stageUnits(connection, units);
    await connection.run(touchedTable);
    await connection.run(productsOfUnits);
    await updateRunPaths(connection);
    await stageSilent(connection);
    await updateSpans(connection, rules.weights);
    await inferMonths(connection);
    await writeInferredRuns(connection);
    await relabelRuns(connection, rules);
    await updateArchetypes(connection, pace.turn);
    await writeTaskTypes(connection);
    await finishUnits(connection);
  }

  /** What was decided since the last time, for all months of the products concerned. */
  async function applyDecisions(connection: WarehouseConnection): Promise<void> {
    await stageDecided(connection);
    const [decided] = await connection.query<{ n: bigint }>('SELECT count(*) AS n FROM ti_products');
    if (!decided || decided.n === 0n) return;
    await connection.run(touchedTable);
    await relabelRuns(connection, rules);
    await touchRenamed(connection);
    await writeTaskTypes(connection);
    await finishMerges(connection);
    await stageUnits(connection, []);
    await finishUnits(connection);
  }

  return {
    name: 'inference',
    async run(turn) {
      const decided = await decisions();
      const inTransaction = (work: (connection: WarehouseConnection) => Promise<void>) =>
        warehouse.transaction(async connection => {
          await stageDecisions(connection, decided);
          await work(connection);
        });
      await inTransaction(applyDecisions);
      // What a month teaches changes the months after it, which are then looked at again.
      for (
        let units = await changedUnits(warehouse);
        units.length > 0;
        units = await changedUnits(warehouse)
      ) {
        for (const batch of batchesOf(units)) {
          await turn();
          const from = performance.now();
          await inTransaction(connection => inferBatch(connection, batch));
          logger.debug({ units: batch.length, ms: performance.now() - from }, 'Inferred tasks and flows');
        }
      }
    },
  };
}
