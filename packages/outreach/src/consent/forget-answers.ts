import { defineJob, type Job } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";

/** Forgets to whom a keyword was answered, once they may be answered again. */
export const forgetAnswers = ({ database }: Pick<OutreachContext, "database">): Job<object> =>
  defineJob({
    name: "consent.forget-answers",
    every: 3600,
    async work() {
      await database.orm.execute(sql`
        delete from keyword_answers where answered_at < now() - interval '1 hour'`);
    },
  });
