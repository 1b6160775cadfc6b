import { pgTable, uuid } from "drizzle-orm/pg-core";

/** How far the texts of each organization were deleted. */
export const retentionMarks = pgTable("retention_marks", {
  organizationId: uuid("organization_id").primaryKey(),
  /** No message with a smaller id has a text: the first bits of an id are its time. */
  bodiesBefore: uuid("bodies_before").notNull(),
});
