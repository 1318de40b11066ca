export * from './endpoints';
export * from './permissions';
export * from './preview';
export * from './sensitive';
export * from './service';
export * from './taskTypes';
export * from './wire';
export * from './sendPatiently';
