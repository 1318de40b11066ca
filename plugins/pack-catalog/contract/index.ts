export * from './endpoints';
export * from './permissions';
export * from './slots';
export * from './types';
