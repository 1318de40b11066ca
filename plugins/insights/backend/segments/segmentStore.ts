import { ConflictError, NotFoundError, type DatabaseService, type OrgId } from '@netcrab/plugin-api/backend';
import type { SavedSegment } from '../../contract';

interface Row {
  id: string;
  org_id: string;
  name: string;
  filters: string;
  created_by: string;
  created_at: number | string;
}

/** Filters that members of an organisation saved under a name. */
export class SegmentStore {
  constructor(private readonly database: DatabaseService) {}

  private get table() {
    return this.database.knex<Row>('insights_segments');
  }

  async list(orgId: OrgId): Promise<SavedSegment[]> {
    const rows: Row[] = await this.table.where({ org_id: orgId }).orderBy('name').select('*');
    return rows.map(({ id, name, filters, created_by, created_at }) => ({
      id,
      name,
      filters: JSON.parse(filters) as Record<string, string>,
      createdBy: created_by,
      createdAt: Number(created_at),
    }));
  }

  /** @throws ConflictError when the organisation has one of this name */
  async add(orgId: OrgId, { id, name, filters, createdBy, createdAt }: SavedSegment): Promise<void> {
    try {
      await this.table.insert({
        id,
        org_id: orgId,
        name,
        filters: JSON.stringify(filters),
        created_by: createdBy,
        created_at: createdAt,
      });
    } catch (error) {
      if (!this.database.isUniqueViolation(error)) throw error;
      throw new ConflictError(
        `There is a segment “${name}” already. Choose another name, or remove it first.`,
      );
    }
  }

  /** @throws NotFoundError when the organisation has none of this id */
  async remove(orgId: OrgId, id: string): Promise<void> {
    if ((await this.table.where({ org_id: orgId, id }).delete()) === 0)
      throw new NotFoundError('There is no such segment. It may have been removed already.');
  }
}
