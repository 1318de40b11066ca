export * from './endpoints';
export * from './fit';
export * from './nextBuild';
export * from './permissions';
export * from './service';
export * from './types';
