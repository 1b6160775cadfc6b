import { fromPublicId, type Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { groupPrefix } from "../groups/schemas.ts";
import { fold } from "../inbox/fold.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { checkQuery } from "../segments/check-query.ts";
import { isTimeZone } from "../time-zone.ts";
import { isRenderable } from "../writing/render.ts";
import { findTemplates } from "../writing/writers.ts";
import { allSteps } from "./flatten.ts";
import { type Automation, mostSteps, type Step, type Trigger } from "./schemas.ts";

/** What of an automation may be wrong though its schema holds. */
export type Checked = Pick<
  Automation,
  "trigger" | "who" | "again" | "timeZone" | "category" | "steps" | "exits"
>;

/**
 * The trigger as it is kept, its keywords folded, where all of an automation can be done: else
 * `invalid_automation`, `invalid_text`, `invalid_template`, `unknown_group`, `invalid_time_zone`…
 */
export async function checkAutomation(
  orm: Orm,
  organizationId: string,
  wanted: Checked,
): Promise<OutreachResult<Trigger>> {
  if (!isTimeZone(wanted.timeZone)) return refused("invalid_time_zone", { path: "/timeZone" });
  const steps = allSteps(wanted.steps);
  if (steps.length > mostSteps)
    return refused("invalid_automation", { path: "/steps", detail: `At most ${mostSteps}.` });
  const trigger = checkTrigger(wanted);
  if (!trigger.ok) return trigger;
  const queries = [
    ...(wanted.who === undefined ? [] : [wanted.who]),
    ...(wanted.exits.query === undefined ? [] : [wanted.exits.query]),
    ...steps.flatMap((step) => (step.do === "if" ? [step.query] : [])),
  ];
  for (const query of queries) {
    const checked = await checkQuery(orm, organizationId, query);
    if (!checked.ok) return checked;
  }
  const groups = [wanted.trigger, ...steps].flatMap((part) =>
    "group" in part ? [part.group] : [],
  );
  if (!(await areGroups(orm, organizationId, groups))) return refused("unknown_group");
  const texts = checkTexts(steps);
  if (!texts.ok) return texts;
  const templates = await checkTemplates(orm, organizationId, wanted, steps);
  return templates.ok ? trigger : templates;
}

function checkTrigger({ trigger, again }: Checked): OutreachResult<Trigger> {
  const path = "/trigger";
  if (trigger.on === "date" && trigger.yearly && !again)
    return refused("invalid_automation", { path: "/again", detail: "What is yearly comes again." });
  if (trigger.on === "message.delivered" || trigger.on === "message.failed") {
    const isCampaign =
      trigger.campaign === undefined || fromPublicId("cmp", trigger.campaign) !== undefined;
    return isCampaign ? done(trigger) : refused("invalid_automation", { path: `${path}/campaign` });
  }
  if (trigger.on !== "message.inbound") return done(trigger);
  const { keywords: given = [], ...rest } = trigger;
  const keywords = [...new Set(given.map(fold))].filter((keyword) => keyword !== "");
  if (trigger.match === "any") return done(rest);
  return keywords.length === 0
    ? refused("keywords_required", { path: `${path}/keywords` })
    : done({ ...rest, keywords });
}

async function areGroups(
  orm: Orm,
  organizationId: string,
  groups: readonly string[],
): Promise<boolean> {
  const names = new Set(groups);
  if (names.size === 0) return true;
  const ids = [...names].flatMap((name) => fromPublicId(groupPrefix, name) ?? []);
  const [row] = await orm.execute<{ count: number }>(sql`
    select count(*)::int as count from contact_groups
    where organization_id = ${organizationId}::uuid and id = any(${sql.param(ids)}::uuid[])`);
  return row?.count === names.size;
}

function checkTexts(steps: readonly Step[]): OutreachResult<undefined> {
  for (const step of steps) {
    if (step.do !== "send") continue;
    if ((step.body === undefined) === (step.template === undefined))
      return refused("invalid_automation", {
        path: "/steps",
        detail: "A message has either a `body` or a `template`.",
      });
    if (step.body !== undefined && (step.language !== undefined || !isRenderable(step.body)))
      return refused("invalid_text", { path: "/steps" });
  }
  return done(undefined);
}

async function checkTemplates(
  orm: Orm,
  organizationId: string,
  { category }: Checked,
  steps: readonly Step[],
): Promise<OutreachResult<undefined>> {
  const asked = steps.flatMap((step) =>
    step.do === "send" && step.template !== undefined ? [step.template] : [],
  );
  const templates = await findTemplates(orm, organizationId, asked, false);
  const found = asked.map((name) => templates.get(name));
  if (found.includes(undefined))
    return refused("invalid_template", { path: "/steps", detail: "There is no such template." });
  if (found.some((template) => template?.content.category !== category))
    return refused("invalid_template", { path: "/steps", detail: "It is of another category." });
  return done(undefined);
}
