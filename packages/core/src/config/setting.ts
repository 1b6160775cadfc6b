import { KindGuard, type Static, type TObject, type TSchema } from "@sinclair/typebox";

/**
 * One entry of the configuration, declared beside the code that owns it. Loading, the console's
 * form, masking and the docs all read this declaration.
 */
export interface Setting<Schema extends TObject = TObject> {
  /** For example `INTEGRATION`. */
  readonly group: string;
  /** For example `vnpay`. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /**
   * Fields carry `title`, `description` and `default`. A string field with `secret: true` is
   * encrypted at rest and never read back by an operator; with `rotateAfterDays` it also says when
   * it is due for a change.
   */
  readonly schema: Schema;
  /** The system does not do its work without it: where it is missing, that is a problem. */
  readonly required?: boolean;
  /** What the schema alone cannot see. Messages must not repeat the value. */
  check?(value: Static<Schema>): readonly { readonly path: string; readonly message: string }[];
}

/** A field that holds a plain value, or a list of them: a leaf of the schema. */
export interface SettingField {
  /** JSON pointer, for example `/encryption/key`. */
  readonly path: string;
  readonly schema: TSchema;
  readonly secret: boolean;
}

const isSecret = (schema: TSchema) => schema["secret"] === true;

const branchesOf = (schema: TSchema): TSchema[] | undefined => {
  if (KindGuard.IsUnion(schema)) return schema.anyOf;
  return KindGuard.IsIntersect(schema) ? schema.allOf : undefined;
};

const leaves = (schema: TSchema, path: string): SettingField[] => {
  if (isSecret(schema)) return [{ path, schema, secret: true }];
  if (KindGuard.IsObject(schema)) {
    return Object.entries(schema.properties).flatMap(([key, field]) =>
      leaves(field, `${path}/${key}`),
    );
  }
  const branches = branchesOf(schema)?.flatMap((branch) => leaves(branch, path));
  if (branches?.some((leaf) => leaf.path !== path)) return branches;
  return [{ path, schema, secret: false }];
};

const hidesSecret = (schema: unknown): boolean =>
  typeof schema === "object" &&
  schema !== null &&
  Object.entries(schema).some(
    ([key, value]) => (key === "secret" && value === true) || hidesSecret(value),
  );

/** The leaves of a schema; those of alternative shapes are listed once each. */
export const fieldsOf = (schema: TSchema): SettingField[] => [
  ...new Map(leaves(schema, "").map((field) => [field.path, field])).values(),
];

/** `INTEGRATION/vnpay`: how a setting is named in problems and logs. */
export const nameOf = (setting: { group: string; key: string }): string =>
  `${setting.group}/${setting.key}`;

/**
 * Declares a setting. Throws where a `secret` sits on anything but a string field of an object: in
 * a list it would be stored in clear.
 */
export const defineSetting = <Schema extends TObject>(
  setting: Setting<Schema>,
): Setting<Schema> => {
  for (const { path, schema, secret } of fieldsOf(setting.schema)) {
    if (secret ? !KindGuard.IsString(schema) : hidesSecret(schema)) {
      throw new TypeError(`${nameOf(setting)}${path}: only a string field can be secret`);
    }
  }
  return setting;
};
