import type { WireEvent } from '@netcrab/plugin-telemetry/contract';

/** A session of a task with a dead click, all of whose events tell by their segment whose they are. */
export function eventsOf(name: string, now: string): WireEvent[];
