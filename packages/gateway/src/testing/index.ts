export { currentPosition, settled } from "./settled.ts";
export { createTestLedger, type TestLedger } from "./test-ledger.ts";
