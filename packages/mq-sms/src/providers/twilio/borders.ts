type Values = Readonly<Record<string, string>>;

/**
 * Twilio's signature joins names and values without a border: whoever saw one signed request can
 * move the borders and keep the signature. Most moves leave a field without its name, and it is
 * missed; these are the others.
 */
export const bordersMayHaveMoved = (values: Values): boolean =>
  Object.keys(values).some((name) => !camelCase.test(name)) ||
  maySplitTheText(values) ||
  !keywords.has(values["OptOutType"]) ||
  hidesOptional(values);

/** Twilio's names. */
const camelCase = /^[A-Z][A-Za-z0-9]*$/;

/**
 * A word of the text, taken for the name of a parameter, would cut the text short. Parameters are
 * signed in order, so such a name stands between `Body` and `From`; Twilio has only these there.
 */
const maySplitTheText = (values: Values): boolean =>
  values["Body"] !== undefined &&
  Object.keys(values).some((name) => name > "Body" && name < "From" && !neighbours.test(name));

const neighbours = /^(Button|Call|Channel|Conversation|Flow)/;

/** A keyword cut short would leave its rest as a name. */
const keywords: ReadonlySet<string | undefined> = new Set([undefined, "STOP", "START", "HELP"]);

/** Parameters that change what a callback means and are not always there. */
const optional = ["ErrorCode", "OptOutType"];

/** One of them, in pieces or inside another value. The text alone may hold any word. */
function hidesOptional(values: Values): boolean {
  const names = Object.keys(values).sort();
  const signed = names.map((name) => (name === "Body" ? "" : name + values[name])).join("");
  return optional.some((name) => values[name] === undefined && signed.includes(name));
}
