/** Nobody calls the import: it is a command, and uses the endpoints of others. */
export {};
