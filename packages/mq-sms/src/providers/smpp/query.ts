import type { ReportFact } from "../../callbacks/facts.ts";
import { FieldReader, TruncatedBody } from "./fields.ts";
import { stateFact } from "./receipt.ts";
import type { SmppSettings } from "./settings.ts";

/** Reads the answer to a query (SMPP 3.4, section 4.8.2). */
export function readQueryAnswer(
  settings: SmppSettings,
  providerMessageId: string,
  body: Buffer,
): ReportFact | undefined {
  try {
    const reader = new FieldReader(body);
    reader.text();
    reader.text();
    const fact = stateFact(settings, reader.byte());
    return fact && { ...fact, providerMessageId };
  } catch (error) {
    if (error instanceof TruncatedBody) return undefined;
    throw error;
  }
}
