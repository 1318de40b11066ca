export function asProduction<T>(work: () => Promise<T>): Promise<T>;
