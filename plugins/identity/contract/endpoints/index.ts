export * from './account';
export * from './members';
export * from './organizations';
export * from './providers';
export * from './signIn';
