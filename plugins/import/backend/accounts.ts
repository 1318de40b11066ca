import { ApiError, createClient } from '@netcrab/plugin-api/contract';
import { endpoints as contributionEndpoints } from '@netcrab/plugin-contributions/contract';
import { organizationEndpoints } from '@netcrab/plugin-identity/contract';
import { patterns, telemetryEndpoints } from '@netcrab/plugin-telemetry/contract';
import { ImportError } from './importError';
import type { ImportOptions } from './options';
import type { ImportedEvent } from './parseLine';

export interface Connection {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the import needs of one organisation. */
export interface Account {
  readonly orgId: string;
  readonly keyId: string;
  readonly secret: string;
  /** Events of the organisation that were there before. */
  readonly storedBefore: number;
}

const orgsPerPage = 200;

/** The organisations of the file: found or created at their first event, each with an ingest key for this import. */
export class Accounts {
  private readonly accounts = new Map<string, Promise<Account>>();
  private readonly products = new Map<string, Promise<void>>();
  private known: Promise<Set<string>> | undefined;
  private readonly identity;
  private readonly telemetry;
  private readonly contributions;

  constructor(
    connection: Connection,
    private readonly options: Pick<ImportOptions, 'createOrgs' | 'vertical'>,
    private readonly keyLabel: string,
  ) {
    const client = { baseUrl: connection.baseUrl, headers: () => connection.headers };
    this.identity = createClient(organizationEndpoints, client);
    this.telemetry = createClient(telemetryEndpoints, client);
    this.contributions = createClient(contributionEndpoints, client);
  }

  /** @throws ImportError for an organisation that does not exist and shall not be created. */
  async prepare(event: ImportedEvent): Promise<void> {
    const { orgId, productId } = event;
    let account = this.accounts.get(orgId);
    if (!account) this.accounts.set(orgId, (account = this.open(event)));
    await account;
    const { vertical } = this.options;
    if (vertical === null || productId === null || !patterns.productId.test(productId)) return;
    const key = `${orgId}\n${productId}`;
    let product = this.products.get(key);
    if (!product) {
      const call = { params: { orgId, productId }, body: { name: productId, vertical } };
      product = this.telemetry.operatorEnsureProduct(call).then(() => undefined);
      this.products.set(key, product);
    }
    await product;
  }

  of(orgId: string): Promise<Account> {
    return this.accounts.get(orgId) ?? Promise.reject(new RangeError(`${orgId} was not prepared`));
  }

  async all(): Promise<Account[]> {
    const opened = await Promise.allSettled(this.accounts.values());
    return opened.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
  }

  get productCount(): number {
    return this.products.size;
  }

  /** @returns how many switches of products and packs were turned on. */
  async optIn(): Promise<number> {
    let changed = 0;
    for (const { orgId } of await this.all()) {
      try {
        changed += (await this.contributions.setOrgContributions({ params: { orgId }, body: { on: true } }))
          .changed;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404)
          throw new ImportError(
            `--opt-in: ${orgId} has no registered product. Give the vertical of its products: --vertical.`,
          );
        throw error;
      }
    }
    return changed;
  }

  /** The keys of this import work no longer. */
  async revokeKeys(): Promise<void> {
    for (const { orgId, keyId } of await this.all()) {
      await this.telemetry.operatorRevokeIngestKey({ params: { orgId, keyId } });
    }
  }

  private async open({ orgId, line }: ImportedEvent): Promise<Account> {
    if (this.options.createOrgs) {
      await this.identity.ensureOrg({ body: { id: orgId, name: orgId, kind: 'seller' } });
    } else {
      this.known ??= this.listOrgs();
      if (!(await this.known).has(orgId))
        throw new ImportError(
          `line ${line}: there is no organisation ${orgId}. Create those that are missing with --create-orgs.`,
        );
    }
    const before = await this.telemetry.operatorProcessing({ query: { orgId } });
    const key = await this.telemetry.operatorCreateIngestKey({
      params: { orgId },
      body: { label: this.keyLabel },
    });
    return { orgId, keyId: key.id, secret: key.secret, storedBefore: before.stored };
  }

  private async listOrgs(): Promise<Set<string>> {
    const ids = new Set<string>();
    for (let page = 1; ; page++) {
      const { orgs, total } = await this.identity.listOrgs({ query: { page, pageSize: orgsPerPage } });
      for (const { id } of orgs) ids.add(id);
      if (orgs.length === 0 || page * orgsPerPage >= total) return ids;
    }
  }
}
