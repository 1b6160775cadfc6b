import { type Static, type TObject, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { FieldProblem } from "../validation.ts";
import { isDocument, splitSecrets } from "./document.ts";
import { fieldsOf } from "./setting.ts";

/** What may be told about a secret. */
export const SecretView = Type.Object(
  {
    set: Type.Boolean(),
    last4: Type.Optional(
      Type.String({ description: "The last four characters, of a secret of twelve or more." }),
    ),
    updatedAt: Type.Optional(Type.String({ format: "date-time" })),
    rotateBy: Type.Optional(Type.String({ format: "date-time" })),
  },
  { additionalProperties: false },
);
export type SecretView = Static<typeof SecretView>;

/** A setting as an API may show it. */
export const SettingView = Type.Object(
  {
    group: Type.String(),
    key: Type.String(),
    title: Type.String(),
    description: Type.String(),
    schema: Type.Unknown({ description: "JSON schema of the value, for a form." }),
    organization: Type.Union([Type.String(), Type.Null()], { description: "Null: the platform." }),
    state: Type.Union([Type.Literal("ok"), Type.Literal("missing"), Type.Literal("invalid")]),
    value: Type.Unknown({ description: "Defaults filled in, secrets left out." }),
    secrets: Type.Record(Type.String(), SecretView, { description: "By JSON pointer." }),
    problems: Type.Array(FieldProblem),
    origin: Type.Optional(Type.Union([Type.Literal("seed"), Type.Literal("operator")])),
    version: Type.Integer({ description: "Number of the last change; 0 where there was none." }),
    updatedAt: Type.Optional(Type.String({ format: "date-time" })),
    updatedBy: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type SettingView = Static<typeof SettingView>;

const Described = Type.Object({
  last4: Type.Optional(Type.String()),
  updatedAt: Type.String(),
  rotateBy: Type.Optional(Type.String()),
});

/** The views of all secrets of a schema; `secrets` is the column as it was read. */
export const viewSecrets = (schema: TObject, secrets: unknown): Record<string, SecretView> =>
  Object.fromEntries(
    fieldsOf(schema)
      .filter(({ secret }) => secret)
      .map(({ path }) => {
        const stored = isDocument(secrets) ? secrets[path] : undefined;
        if (!Value.Check(Described, stored)) return [path, { set: false }];
        const { updatedAt, last4, rotateBy } = stored;
        return [
          path,
          {
            set: true,
            updatedAt,
            ...(last4 !== undefined && { last4 }),
            ...(rotateBy !== undefined && { rotateBy }),
          },
        ];
      }),
  );

/** A row as the audit trail keeps it. */
export const maskSecrets = (schema: TObject, value: unknown, secrets: unknown) =>
  isDocument(value)
    ? { value: splitSecrets(schema, value).value, secrets: viewSecrets(schema, secrets) }
    : null;
