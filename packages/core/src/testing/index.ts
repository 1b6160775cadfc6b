export { describeOnDatabases } from "./databases.ts";
export { type FakeClock, fakeClock } from "./fake-clock.ts";
export { type Fault, type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
export { openTestPglite } from "./pglite-template.ts";
export { type PostgresOptions, type PostgresServer, startPostgres } from "./postgres-server.ts";
export { createTestDatabase, type TestDatabase } from "./postgres-template.ts";
export { openAtSamePort } from "./same-port.ts";
export { type VirtualTime, virtualTime } from "./virtual-time.ts";
export { openWithoutFilters } from "./without-filters.ts";
