import type { WireEvent } from '@netcrab/plugin-telemetry/contract';

/** The verticals of the demo, and words of the wire format that its models use. */
export const demoVerticals = ['B2B_CRM', 'SUPPORT_DESK', 'ERP'] as const;
export type Vertical = (typeof demoVerticals)[number];
export type DeviceType = NonNullable<WireEvent['deviceType']>;
export type ErrorCode = string;
