import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import { identityRef } from '@netcrab/plugin-identity/contract';
import { packsRef, type PacksService } from '@netcrab/plugin-pack-builder/contract';

export const packIds = ['crm', 'flows', 'erp', 'hris', 'notes', 'desk', 'forms', 'mail'];
const orgName = (id: string) => id.charAt(0).toUpperCase() + id.slice(1);
const toOrg = (id: string) => ({ id: id as OrgId, name: orgName(id), kind: 'buyer' as const, createdAt: 0 });

/** Every org there is, but for one that there never was and one that is gone. */
const nobody: readonly string[] = ['ghost', 'gone'];
const identity = {
  org: async (id: string) => (nobody.includes(id) ? null : toOrg(id)),
  orgs: async (ids: readonly string[] = []) => ids.map(toOrg),
  members: async () => [{ userId: 'ann', name: 'Ann', email: 'ann@example.com', roles: ['buyer_admin'] }],
};

/** Offered, and never published. */
export const emptyPack = 'blank';
const snapshot = { version: '1.0', buildId: 'b1', window: 'latest', builtAt: 0, rows: 1_000, files: {} };
const pack = (packId: string) => ({
  packId,
  definition: {
    metadata: { title: `Pack ${packId}` },
    spec: {
      public: true,
      license: { name: 'Data licence', text: 'Do no harm.', do: [], dont: [] },
      pricing:
        packId === 'desk'
          ? { standard: 'contact', pro: 'contact', enterprise: 'contact' }
          : { standard: '499.00', pro: '1500.00', enterprise: 'contact' },
    },
  },
  versions: [],
  latest: packId === emptyPack ? null : { ...snapshot, packId },
  report: null,
});
const packs = {
  list: () => [...packIds, emptyPack].map(pack),
  get: (id: string) => (id === emptyPack || packIds.includes(id) ? pack(id) : null),
};

/** Organisations and packs, in place of the plugins that know them. */
export const stubs = ({
  contributions = async () => [],
  joinable = async () => packIds.map(id => id as PackId),
}: Partial<Pick<PacksService, 'contributions' | 'joinable'>> = {}) =>
  [
    [identityRef, identity],
    [packsRef, { ...packs, contributions, joinable }],
  ] as const;
