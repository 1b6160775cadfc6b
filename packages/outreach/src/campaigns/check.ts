import { isTimeZone } from "../contacts/time-zone.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { isRenderable } from "./render.ts";
import type { CampaignBody, CampaignPatch, Repeat, Variant } from "./schemas.ts";

/** The texts of a request, as they are kept. `invalid_variants`, `invalid_text`. */
export function variantsOf({
  body,
  variants,
}: Pick<CampaignBody | CampaignPatch, "body" | "variants">): OutreachResult<Variant[]> {
  if ((body === undefined) === (variants === undefined))
    return refused("invalid_variants", {
      path: "/body",
      detail: "Either a `body`, or several `variants`.",
    });
  if (body !== undefined)
    return isRenderable(body)
      ? done([{ name: "A", body, weight: 1 }])
      : refused("invalid_text", { path: "/body" });
  const given = variants ?? [];
  if (new Set(given.map(({ name }) => name)).size < given.length)
    return refused("invalid_variants", { path: "/variants", detail: "Two have the same name." });
  const wrong = given.findIndex((variant) => !isRenderable(variant.body));
  if (wrong >= 0) return refused("invalid_text", { path: `/variants/${wrong}/body` });
  return done(given.map(({ weight = 1, ...variant }) => ({ ...variant, weight })));
}

/** What parts of a campaign do not go together, or do not exist. */
export function checkPlan({
  variants,
  trial,
  startAt,
  repeat,
}: {
  readonly variants: readonly Variant[];
  readonly trial?: unknown;
  readonly startAt?: unknown;
  readonly repeat?: Repeat | null | undefined;
}): OutreachResult<undefined> {
  if (trial && variants.length < 2)
    return refused("invalid_variants", {
      path: "/trial",
      detail: "A trial needs several variants.",
    });
  if (!repeat) return done(undefined);
  if (startAt)
    return refused("invalid_schedule", {
      path: "/startAt",
      detail: "What repeats starts by its rule.",
    });
  if (!isTimeZone(repeat.timeZone))
    return refused("invalid_time_zone", { path: "/repeat/timeZone" });
  const { every, weekdays, dayOfMonth } = repeat;
  if (weekdays && every !== "week")
    return refused("invalid_schedule", { path: "/repeat/weekdays", detail: "Only of a week." });
  if (dayOfMonth && every !== "month")
    return refused("invalid_schedule", { path: "/repeat/dayOfMonth", detail: "Only of a month." });
  return done(undefined);
}
