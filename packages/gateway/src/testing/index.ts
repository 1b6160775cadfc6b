export { currentPosition, settled, settledMoney } from "./settled.ts";
export { createTestLedger, type TestLedger } from "./test-ledger.ts";
