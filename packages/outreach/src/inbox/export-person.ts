import { toPublicId } from "@nx/core";
import type { KnownPerson } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { first, inPages } from "../in-pages.ts";
import { conversationPrefix } from "./conversation-rows.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly assignee: string | null;
  readonly labels: readonly string[];
  readonly created_at: Date;
}

/** The conversations with a person: whose they are and how they are labelled. */
export async function* exportConversations(
  { database }: Pick<OutreachContext, "database">,
  { organizationId, phone }: KnownPerson,
): AsyncGenerator<readonly object[]> {
  const pages = inPages<Row>((after, limit) =>
    database.orm.execute<Row>(sql`
      select c.id, c.number, c.status, c.assignee, c.created_at, array(
        select l.name from conversation_labels t join inbox_labels l
          on l.organization_id = t.organization_id and l.id = t.label_id
        where t.organization_id = c.organization_id and t.conversation_id = c.id
        order by l.name) as labels
      from conversations c
      where c.organization_id = ${organizationId}::uuid and c.phone = ${phone}
        and c.id > ${after?.id ?? first}::uuid
      order by c.id limit ${limit}`),
  );
  for await (const page of pages) yield page.map(toItem);
}

const toItem = ({ id, number, status, assignee, labels, created_at }: Row): object => ({
  id: toPublicId(conversationPrefix, id),
  ...{ number, status, labels },
  ...(assignee !== null && { assignee }),
  createdAt: created_at.toISOString(),
});
