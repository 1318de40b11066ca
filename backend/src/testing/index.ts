export { compiled, type CompiledProgram } from './compiled';
export { testDatabase, testDatabases, type TestDatabase } from './databases';
export { startTestPortal, type TestPortal, type TestPortalOptions, type TestUser } from './portal';
export { createWarehouse } from '../services/warehouse';
export { statementsOf, wholeReads, type SeenStatement } from './queryPlans';
