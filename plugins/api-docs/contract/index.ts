/** Nobody calls the reference: it has no endpoints, no service and no events. */
export {};
