export { createTestLedger, type TestLedger } from "./test-ledger.ts";
