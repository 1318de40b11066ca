export * from './endpoints';
export * from './permissions';
export * from './types';
