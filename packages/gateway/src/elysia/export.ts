import type { Access } from "@nx/core";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Gateway } from "../gateway.ts";
import { ListQuery } from "../messages/schemas.ts";

/** What the route of exports needs. */
export interface ExportControllerOptions {
  readonly gateway: Pick<Gateway, "exportCsv">;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

/** `GET /messages/export.csv` as a plugin: mount it under `/v1`, beside `problems`. */
export const exportController = ({ gateway, access }: ExportControllerOptions) =>
  new Elysia({ name: "nx-export", prefix: "/messages", normalize: false, tags: ["Messages"] }).get(
    "/export.csv",
    async ({ request, query }) => {
      const by = access(request);
      return new Response(await gateway.exportCsv(by.organizationId, query, by), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="messages.csv"',
        },
      });
    },
    {
      query: Type.Omit(ListQuery, ["limit", "cursor"]),
      detail: { summary: "The list of messages as CSV, all of it", description: "It is audited." },
    },
  );
