declare const brand: unique symbol;
/** A string that only the owner of its kind may make: `OrgId` and `PackId` do not mix. */
export type Branded<Kind extends string> = string & { readonly [brand]: Kind };

export type OrgId = Branded<'OrgId'>;
export type UserId = Branded<'UserId'>;
export type PackId = Branded<'PackId'>;
export type ProductId = Branded<'ProductId'>;

/** Asserts, at the edge where a value was validated, that a string is an id of this kind. */
export const asId = <Id extends Branded<string>>(value: string): Id => value as Id;
