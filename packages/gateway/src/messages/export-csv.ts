import { appendAudit, type By } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { listMessages } from "./list.ts";
import type { ListQuery, MessageView } from "./schemas.ts";

const columns = [
  "id",
  "createdAt",
  "direction",
  "status",
  "to",
  "from",
  "category",
  "provider",
  "segments",
  "error",
  "body",
] as const satisfies readonly (keyof MessageView)[];

const pageSize = 200;

/**
 * The messages that a list would show, all pages of them, as CSV (RFC 4180). Read page by page as
 * the reader takes them, so that an export of any size needs the memory of one page. That it was asked
 * for is audited, and by what fields it was narrowed.
 */
export async function exportCsv(
  context: Pick<GatewayContext, "database">,
  organizationId: string,
  query: Omit<ListQuery, "limit" | "cursor">,
  { actor, requestId }: By,
): Promise<ReadableStream<Uint8Array>> {
  await appendAudit(context.database.orm, {
    organizationId,
    actor,
    requestId,
    action: "messages.exported",
    target: "messages.csv",
    details: { narrowedBy: Object.keys(query) },
  });
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!begun) controller.enqueue(encoder.encode(`${columns.join(",")}\r\n`));
      begun = true;
      const page = await listMessages(context, organizationId, {
        ...query,
        limit: pageSize,
        ...(cursor !== undefined && { cursor }),
      });
      if (page.data.length > 0) controller.enqueue(encoder.encode(page.data.map(toLine).join("")));
      cursor = page.nextCursor;
      if (cursor === undefined) controller.close();
    },
  });
}

const toLine = (message: MessageView): string =>
  `${columns.map((column) => toCell(message[column])).join(",")}\r\n`;

/**
 * A cell that begins like a formula is run by spreadsheets (CWE-1236), so an apostrophe goes before
 * it; that includes the plus of a phone number.
 */
export function toCell(value: unknown): string {
  const text = value === undefined || value === null ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
