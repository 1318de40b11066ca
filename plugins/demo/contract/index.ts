/** Nobody calls the demo: it has no endpoints, no service and no events. */
export {};
