/** Who a visitor of the demo can be with one click; the demo makes these users with `ensureUser`. */
export const demoPersonas = [
  { id: 'buyer', name: 'Bea Buyer', email: 'buyer@demo.example' },
  { id: 'seller', name: 'Sam Seller', email: 'seller@demo.example' },
  { id: 'admin', name: 'Ada Admin', email: 'admin@demo.example' },
] as const;
export const demoPersonaIds = ['buyer', 'seller', 'admin'] as const;
export type DemoPersonaId = (typeof demoPersonaIds)[number];
