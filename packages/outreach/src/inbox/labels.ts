import { fromPublicId, isUniqueViolation, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { labelPrefix } from "./conversation-rows.ts";
import type { Label, LabelBody, LabelList } from "./schemas.ts";

type Context = Pick<OutreachContext, "database" | "newId">;
type Row = { readonly id: string; readonly name: string; readonly colour: string | null };

/** Labels of an organization. */
const mostLabels = 200;

const toView = ({ id, name, colour }: Row): Label => ({
  id: toPublicId(labelPrefix, id),
  name,
  ...(colour !== null && { colour }),
});

/** All labels, by name. */
export async function listLabels(
  { database }: Context,
  organizationId: string,
): Promise<LabelList> {
  const rows = await database.orm.execute<Row>(sql`
    select id, name, colour from inbox_labels where organization_id = ${organizationId}::uuid
    order by name`);
  return { data: [...rows].map(toView) };
}

/** Makes a label. */
export const createLabel = (
  { database, newId }: Context,
  organizationId: string,
  { name, colour }: LabelBody,
): Promise<OutreachResult<Label>> =>
  named(async () => {
    const [row] = await database.orm.execute<Row>(sql`
      insert into inbox_labels (organization_id, id, name, colour)
      select ${organizationId}::uuid, ${newId()}::uuid, ${name}, ${colour ?? null}
      where (select count(*) from inbox_labels
        where organization_id = ${organizationId}::uuid) < ${mostLabels}
      returning id, name, colour`);
    return row === undefined ? refused("too_many_entries") : done(toView(row));
  });

/** Gives a label another name or colour. */
export const updateLabel = (
  { database }: Context,
  organizationId: string,
  publicId: string,
  { name, colour }: LabelBody,
): Promise<OutreachResult<Label>> =>
  named(async () => {
    const id = fromPublicId(labelPrefix, publicId);
    if (id === undefined) return refused("label_not_found");
    const [row] = await database.orm.execute<Row>(sql`
      update inbox_labels set name = ${name}, colour = ${colour ?? null}
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid
      returning id, name, colour`);
    return row === undefined ? refused("label_not_found") : done(toView(row));
  });

/** Removes a label, also from the conversations that have it. */
export async function removeLabel(
  { database }: Context,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> {
  const id = fromPublicId(labelPrefix, publicId);
  if (id === undefined) return refused("label_not_found");
  const rows = await database.orm.execute(sql`
    delete from inbox_labels
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid returning id`);
  return rows.length === 0 ? refused("label_not_found") : done(undefined);
}

/** Two labels of one name could not be told apart. */
async function named(write: () => Promise<OutreachResult<Label>>): Promise<OutreachResult<Label>> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error)) return refused("label_exists", { path: "/name" });
    throw error;
  }
}
