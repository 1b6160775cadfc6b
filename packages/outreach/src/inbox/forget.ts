import { defineJob, type Job } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";

/** Rules answer the same person again after 30 days at the latest. */
const keptDays = 31;

/** Forgets which automatic answers were given, when no rule asks for it any more. */
export const forgetAutoReplies = ({ database }: Pick<OutreachContext, "database">): Job =>
  defineJob({
    name: "inbox.forget-auto-replies",
    every: "17 3 * * *",
    work: async () => {
      await database.orm.execute(
        sql`delete from auto_replies where at < now() - ${keptDays} * interval '1 day'`,
      );
    },
  });
