import { type Static, Type } from "@sinclair/typebox";
import { FieldProblem } from "../validation.ts";
import type { Entry } from "./entry.ts";
import { nameOf, type Setting } from "./setting.ts";
import { viewSecrets } from "./view.ts";

/** Something that an operator should mend. Never holds a value. */
export const ConfigProblem = Type.Object(
  {
    setting: Type.String({ description: "For example `INTEGRATION/vnpay`." }),
    organization: Type.Optional(Type.String({ description: "Absent: the platform's." })),
    ...FieldProblem.properties,
  },
  { additionalProperties: false },
);
export type ConfigProblem = Static<typeof ConfigProblem>;

/** Why settings cannot be had while the database has not been read. */
export const unavailable: FieldProblem = {
  path: "",
  code: "database_unavailable",
  message: "The settings cannot be read from the database at present.",
};

/** Field problems of a setting, said with its name. */
export const ofSetting = (
  setting: Setting,
  organization: string | null,
  problems: readonly FieldProblem[],
): ConfigProblem[] =>
  problems.map((problem) => ({
    setting: nameOf(setting),
    ...(organization !== null && { organization }),
    ...problem,
  }));

/** What is wrong with an entry now: invalid fields, a required setting missing, secrets overdue. */
export const entryProblems = ({ setting, row, state, problems }: Entry, now: Date) => [
  ...problems,
  ...(state === "missing" && setting.required
    ? [{ path: "", code: "missing", message: "This setting is required and has no value." }]
    : []),
  ...Object.entries(viewSecrets(setting.schema, row?.secrets))
    .filter(([, { rotateBy }]) => rotateBy !== undefined && rotateBy < now.toISOString())
    .map(([path]) => ({ path, code: "rotation_due", message: "This secret is due for a change." })),
];
