import type { ProviderPlay } from "../providers.ts";
import { reportCodes, sendCodes } from "./codes.ts";

/** Twilio's scenarios: 21NNN is at NNN, a failed delivery with 300NN at 0NN. */
export const twilio: ProviderPlay = {
  codes: { ...reportCodes, ...sendCodes },
  reportCodes,
  suffixes: byEnd(Object.keys(sendCodes), "21"),
  reportSuffixes: byEnd(Object.keys(reportCodes), "300", "0"),
};

function byEnd(codes: string[], start: string, lead = ""): Record<string, string> {
  const known = codes.filter((code) => code.startsWith(start));
  return Object.fromEntries(known.map((code) => [lead + code.slice(start.length), code]));
}
