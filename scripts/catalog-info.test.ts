import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const root = path.resolve(__dirname, '..');
/** Backstage puts a file's text in place of `$text` before it validates. */
const withTexts = (key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$text' in value
    ? readFileSync(path.join(root, String(value.$text)), 'utf8')
    : value;
const entities = parseAllDocuments(readFileSync(path.join(root, 'catalog-info.yaml'), 'utf8')).map(
  document => JSON.parse(JSON.stringify(document.toJS(), withTexts)) as Entity,
);
const validators = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
];
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

describe('catalog-info.yaml', () => {
  it.each(entities.map(entity => [stringifyEntityRef(entity), entity] as const))(
    '%s is valid by Backstage’s catalog model',
    async (_, entity) => {
      await expect(policy.enforce(entity)).resolves.toBeDefined();
      const known = await Promise.all(validators.map(validator => validator.check(entity)));
      expect(known).toContain(true);
    },
  );

  it('refers to nothing that it does not describe', () => {
    const described = new Set(entities.map(entity => stringifyEntityRef(entity)));
    const kinds: Record<string, string> = {
      owner: 'group',
      system: 'system',
      providesApis: 'api',
      consumesApis: 'api',
      dependsOn: 'component',
      subcomponentOf: 'component',
    };
    for (const { spec = {} } of entities) {
      for (const [field, kind] of Object.entries(kinds)) {
        for (const ref of [spec[field] ?? []].flat()) {
          expect(described).toContain(
            stringifyEntityRef(
              parseEntityRef(String(ref), { defaultKind: kind, defaultNamespace: 'default' }),
            ),
          );
        }
      }
    }
  });

  it('describes every plugin', () => {
    const names = entities.filter(entity => entity.kind === 'Component').map(entity => entity.metadata.name);
    for (const id of readdirSync(path.join(root, 'plugins')))
      expect(names.some(name => name.endsWith(id))).toBe(true);
  });
});
