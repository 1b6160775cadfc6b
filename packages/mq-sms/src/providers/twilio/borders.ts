import type { Field } from "../../callbacks/fields.ts";

/**
 * Twilio's signature joins names and values without a border: whoever saw one signed request can
 * move the borders and keep the signature. Most moves leave a field without its name or its form,
 * and it is missed; these are the others. Twilio gives every name once.
 */
export function bordersMayHaveMoved(fields: readonly Field[]): boolean {
  const names = fields.map(([name]) => name);
  return (
    new Set(names).size !== names.length ||
    !names.every((name) => camelCase.test(name)) ||
    maySplitTheText(names) ||
    holdsAName(fields)
  );
}

/** Twilio's names. */
const camelCase = /^[A-Z][A-Za-z0-9]*$/;

/**
 * A word of the text, taken for the name of a parameter, would cut the text short. Parameters are
 * signed in order, so such a name stands between `Body` and `From`; Twilio has only these there.
 */
const maySplitTheText = (names: readonly string[]): boolean =>
  names.includes("Body") &&
  names.some((name) => name > "Body" && name < "From" && !neighbours.test(name));

const neighbours = /^(Button|Call|Channel|Conversation|Flow)[A-Z]/;

/**
 * Parameters that a move could hide, or put in where the text holds their names: some are not
 * always there, and whatever begins inside the text pushes the real `From` into another value.
 */
const guarded = ["Body", "ErrorCode", "From", "OptOutType"];

/** What people write, and what Twilio writes for people, may hold any word. */
const prose: ReadonlySet<string> = new Set(["Body", "ErrorMessage"]);

/** Whether a guarded name was signed elsewhere than as a name: in pieces, or inside a value. */
function holdsAName(fields: readonly Field[]): boolean {
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const signed = sorted.map(([name, value]) => (prose.has(name) ? " " : name + value)).join("");
  return guarded.some((guardedName) => {
    const own = sorted.filter(([name]) => !prose.has(name) && isOwn(name, guardedName));
    return signed.split(guardedName).length - 1 !== own.length;
  });
}

/** `FromCity` and its like hold the guarded `From`, and are names of Twilio. */
const isOwn = (name: string, guardedName: string): boolean =>
  name === guardedName || (guardedName === "From" && /^From[A-Z][a-z]+$/.test(name));
