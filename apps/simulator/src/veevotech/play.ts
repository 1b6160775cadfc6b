import type { ProviderPlay } from "../providers.ts";
import { filters } from "./codes.ts";

/** Veevo Tech's scenarios. */
export const veevotech: ProviderPlay = {
  codes: filters,
  suffixes: { "402": "INVALID_SENDER", "403": "INVALID_RECEIVER", "405": "LOW_BALANCE" },
};
