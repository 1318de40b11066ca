export * from './endpoints';
export * from './permissions';
export * from './service';
export * from './types';
