import { done, type OutreachResult, refused } from "../problems.ts";
import { isTimeZone } from "../time-zone.ts";
import { isRenderable } from "../writing/render.ts";
import type { CampaignBody, CampaignPatch, Repeat, Variant } from "./schemas.ts";

/** The texts of a request, as they are kept. `invalid_variants`, `invalid_text`. */
export function variantsOf({
  variants,
  body,
  template,
  language,
}: Pick<CampaignBody | CampaignPatch, Texts>): OutreachResult<Variant[]> {
  if ((body ?? template) !== undefined && variants !== undefined)
    return refused("invalid_variants", { path: "/variants", detail: "Several, or a single text." });
  const single = {
    name: "A",
    ...(body !== undefined && { body }),
    ...(template !== undefined && { template }),
    ...(language !== undefined && { language }),
  };
  const given = variants ?? [single];
  if (new Set(given.map(({ name }) => name)).size < given.length)
    return refused("invalid_variants", { path: "/variants", detail: "Two have the same name." });
  for (const [at, variant] of given.entries()) {
    const path = variants === undefined ? "" : `/variants/${at}`;
    if ((variant.body === undefined) === (variant.template === undefined))
      return refused("invalid_variants", {
        path: `${path}/body`,
        detail: "Either a `body` or a `template`.",
      });
    if (variant.body !== undefined && variant.language !== undefined)
      return refused("invalid_variants", { path: `${path}/language`, detail: "Of a template." });
    if (variant.body !== undefined && !isRenderable(variant.body))
      return refused("invalid_text", { path: `${path}/body` });
  }
  return done(given.map((variant) => ({ weight: 1, ...variant })));
}

type Texts = "body" | "template" | "language" | "variants";

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
