/** `ERROR_FILTER` with its `ERROR_CODE`; only the first pair was ever seen, the others are invented. */
export const filters: Readonly<Record<string, string>> = {
  LOW_BALANCE: "TAPI-149730721",
  INVALID_HASH: "TAPI-000000001",
  INVALID_SENDER: "TAPI-000000402",
  INVALID_RECEIVER: "TAPI-000000403",
  INVALID_TEXT: "TAPI-000000406",
  RATE_LIMIT: "TAPI-000000429",
  UNKNOWN_FAULT: "TAPI-000000999",
};
