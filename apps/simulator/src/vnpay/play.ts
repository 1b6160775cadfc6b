import type { ProviderPlay } from "../providers.ts";
import { codes } from "./codes.ts";

/** VNPAY's scenarios: every code NN is at 0NN. */
export const vnpay: ProviderPlay = {
  codes,
  suffixes: Object.fromEntries(
    Object.keys(codes)
      .filter((code) => code !== "00")
      .map((code) => [`0${code}`, code]),
  ),
  notes: { "88": "unless encrypted", "89": "if encrypted" },
  delays: { "08": 2000 },
};
