import { type OptOut, toCell } from "@nx/gateway";
import type { OutreachContext } from "../context.ts";

const columns = [
  "phone",
  "category",
  "sender",
  "source",
  "at",
] as const satisfies readonly (keyof OptOut)[];
const pageSize = 100;

/** Everybody who opted out, as CSV (RFC 4180) that no spreadsheet runs; read page by page. */
export function exportOptOuts(
  { gateway }: Pick<OutreachContext, "gateway">,
  organizationId: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let head = `${columns.join(",")}\r\n`;
  return new ReadableStream({
    async pull(controller) {
      const page = await gateway.consent.list(organizationId, {
        limit: pageSize,
        ...(cursor !== undefined && { cursor }),
      });
      // The cursor is one that was just given out.
      if (!page.ok) throw new Error(page.error.code);
      controller.enqueue(encoder.encode(head + page.value.data.map(toLine).join("")));
      head = "";
      cursor = page.value.nextCursor;
      if (cursor === undefined) controller.close();
    },
  });
}

const toLine = (optOut: OptOut): string =>
  `${columns.map((column) => toCell(optOut[column])).join(",")}\r\n`;
