export const packId: string;
export const table: string;
export const firstDay: string;
export const days: number;
export const taskTypes: string[];
export function query(n: number, rows: number): Record<'taskType' | 'from' | 'to', string>;
