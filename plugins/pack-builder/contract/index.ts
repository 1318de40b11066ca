export * from './builds';
export * from './definition';
export * from './endpoints';
export * from './permissions';
export * from './service';
