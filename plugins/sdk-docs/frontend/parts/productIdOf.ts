/** An id made of a product's name: `Acme CRM 2` → `acme-crm-2`; empty where the name has no letter or digit. */
export const productIdOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
