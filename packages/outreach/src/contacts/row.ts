import { parsePhone } from "mq-sms";
import { done, type OutreachResult, refused } from "../problems.ts";
import { isTimeZone } from "../time-zone.ts";
import type { ContactBody, ContactPatch } from "./schemas.ts";

/** What is known of whoever has a number, ready to be stored. */
export interface ContactRow extends ContactPatch {
  /** E.164, as `parsePhone` of mq-sms gives it. */
  readonly phone: string;
}

/** Checks what the schema cannot: `invalid_phone`, `invalid_time_zone`. */
export function toRow({ phone, ...patch }: ContactBody): OutreachResult<ContactRow> {
  const parsed = parsePhone(phone);
  if (!parsed.ok) return refused("invalid_phone", { path: "/phone", detail: parsed.reason });
  const checked = checkPatch(patch);
  return checked.ok ? done({ phone: parsed.e164, ...patch }) : checked;
}

/** The same of a change. */
export const checkPatch = ({ timeZone }: ContactPatch): OutreachResult<undefined> =>
  typeof timeZone === "string" && !isTimeZone(timeZone)
    ? refused("invalid_time_zone", { path: "/timeZone" })
    : done(undefined);
