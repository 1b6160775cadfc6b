import { type Config, defineSetting } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";

const tenYears = 3650;
const days = (title: string, description: string, fallback: number, minimum: number) =>
  Type.Integer({ title, description, default: fallback, minimum, maximum: tenYears });

/** For how many days what is kept; an organization's own setting stands for the platform's. */
const Retention = Type.Object({
  // A message may wait 90 days for its time, three more to be sent, and three for its report.
  messageDays: days("Messages", "Days for which messages and their events are kept.", 365, 100),
  bodyDays: days("Texts", "Days after which the text of a message is deleted.", 90, 1),
  inboundDays: days("Replies", "Days for which what people sent to us is kept.", 365, 1),
  auditDays: days("Audit", "Days for which the audit is kept.", 400, 90),
});
export type Retention = Static<typeof Retention>;

export const retentionSetting = defineSetting({
  group: "RETENTION",
  key: "days",
  title: "Retention",
  description: "For how long messages, texts and the audit are kept.",
  schema: Retention,
});

/** For how long an organization's data is kept; `undefined` where that is not known at the moment. */
export type RetentionOf = (organizationId: string) => Retention | undefined;

/** What holds where nothing else is said. */
export const defaultRetention: Retention = Value.Create(Retention);

/** Reads each organization's retention from the configuration, as it is at that moment. */
export const retentionOf =
  (config: Pick<Config, "read">): RetentionOf =>
  (organizationId) => {
    const reading = config.read(retentionSetting, { organization: organizationId });
    return reading.state === "ok" ? reading.value : undefined;
  };
