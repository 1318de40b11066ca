import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import type { DuckDBType, DuckDBTypeId, DuckDBValue, DuckDBValueConverter } from '@duckdb/node-api';

/** The engine's module, which is loaded at first use only. */
export type Duck = typeof import('@duckdb/node-api');

const dayMs = 86_400_000;
const int32 = 2 ** 31;
const int64 = 2n ** 63n;

/** Out of the engine: timestamps and dates become epoch ms, integers of 64 and 128 bits bigint, decimals numbers. */
export function createReader(duck: Duck): DuckDBValueConverter<WarehouseValue> {
  const read: DuckDBValueConverter<WarehouseValue> = (value, type, converter) => {
    if (value === null) return null;
    if (value instanceof duck.DuckDBTimestampValue || value instanceof duck.DuckDBTimestampTZValue)
      return Math.floor(Number(value.micros) / 1000);
    if (value instanceof duck.DuckDBDateValue) return value.days * dayMs;
    const js = duck.JSDuckDBValueConverter as unknown as DuckDBValueConverter<WarehouseValue>;
    const converted = js(value, type, converter);
    return converted instanceof Date ? converted.getTime() : converted;
  };
  return read;
}

/** Epoch ms as the engine's microseconds. */
const micros = (ms: number): bigint => BigInt(Math.round(ms * 1000));

/** One value for a column or parameter of a known type. */
export function toTyped(duck: Duck, value: WarehouseValue, typeId: DuckDBTypeId): DuckDBValue {
  if (value === null || value === undefined) return null;
  const given = value instanceof Date ? value.getTime() : value;
  if (typeId === duck.DuckDBTypeId.TIMESTAMP && typeof given === 'number')
    return new duck.DuckDBTimestampValue(micros(given));
  if (typeId === duck.DuckDBTypeId.DATE && typeof given === 'number')
    return new duck.DuckDBDateValue(Math.floor(given / dayMs));
  if (typeId === duck.DuckDBTypeId.BIGINT && typeof given === 'number') return BigInt(given);
  if (typeId === duck.DuckDBTypeId.INTEGER && typeof given === 'bigint') return Number(given);
  if (typeId === duck.DuckDBTypeId.LIST && isList(given))
    return duck.listValue(given.map(item => toPlain(duck, item)));
  return given as DuckDBValue;
}

/** `Array.isArray` does not narrow readonly arrays. */
const isList = (value: WarehouseValue): value is readonly WarehouseValue[] => Array.isArray(value);

function toPlain(duck: Duck, value: WarehouseValue): DuckDBValue {
  if (value instanceof Date) return new duck.DuckDBTimestampValue(micros(value.getTime()));
  if (isList(value)) return duck.listValue(value.map(item => toPlain(duck, item)));
  return value;
}

function typeOf(duck: Duck, value: WarehouseValue): DuckDBType {
  if (typeof value === 'string') return duck.VARCHAR;
  if (typeof value === 'boolean') return duck.BOOLEAN;
  if (typeof value === 'bigint') return value >= -int64 && value < int64 ? duck.BIGINT : duck.HUGEINT;
  if (value instanceof Date) return duck.TIMESTAMP;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) return duck.DOUBLE;
    return value >= -int32 && value < int32 ? duck.INTEGER : duck.BIGINT;
  }
  if (isList(value)) return duck.LIST(typeOfItems(duck, value));
  return duck.SQLNULL;
}

/** Of mixed numbers the widest; of none, text. */
function typeOfItems(duck: Duck, items: readonly WarehouseValue[]): DuckDBType {
  const types = items.filter(item => item !== null).map(item => typeOf(duck, item));
  for (const wide of [duck.DOUBLE, duck.BIGINT]) if (types.includes(wide)) return wide;
  return types[0] ?? duck.VARCHAR;
}

/**
 * A parameter, by what the statement expects at its place: epoch ms are bound as TIMESTAMP or DATE where one is
 * compared or cast; where the statement leaves it open, the value decides.
 */
export function toParameter(
  duck: Duck,
  value: WarehouseValue,
  expected: DuckDBTypeId,
): [DuckDBValue, DuckDBType] {
  if (expected === duck.DuckDBTypeId.TIMESTAMP && (typeof value === 'number' || value instanceof Date))
    return [toTyped(duck, value, expected), duck.TIMESTAMP];
  if (expected === duck.DuckDBTypeId.DATE && (typeof value === 'number' || value instanceof Date))
    return [toTyped(duck, value, expected), duck.DATE];
  const type = typeOf(duck, value);
  if (isList(value)) {
    const item = type instanceof duck.DuckDBListType ? type.valueType.typeId : duck.DuckDBTypeId.VARCHAR;
    return [duck.listValue(value.map(one => toTyped(duck, one, item))), type];
  }
  return [toTyped(duck, value, type.typeId), type];
}
