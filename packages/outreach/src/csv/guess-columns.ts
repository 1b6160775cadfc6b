import type { Region } from "mq-sms";
import { repairPhone } from "./repair-phone.ts";

/** The field of every column, and `null` for a column that is not read. */
export type Columns = readonly (string | null)[];

/** What a file's first rows tell about it. */
export interface Guess {
  /** Whether the first row holds the names of the columns. */
  readonly header: boolean;
  readonly columns: Columns;
}

const phoneNames = new Set(
  (
    "phone phones phonenumber phoneno mobile mobilephone mobilenumber cell cellphone tel telephone " +
    "msisdn number contactnumber receiver recipient to sdt sodt sodienthoai dienthoai didong " +
    "sodidong dtdd simo"
  ).split(" "),
);

/** A column's name without case, accents, spaces and signs: `Số điện thoại` is `sodienthoai`. */
export const plainName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/**
 * Guesses what the columns of a file are from its first rows: the phone number by the name of its
 * column or, failing that, by its cells; the others by `fieldOf`, which knows the names of fields.
 */
export function guessColumns(
  first: readonly (readonly string[])[],
  region: Region | undefined,
  fieldOf: (name: string) => string | null,
): Guess {
  const [top = [], ...rest] = first;
  const width = Math.max(0, ...first.map((cells) => cells.length));
  const isPhone = (cell: string | undefined) => repairPhone(cell ?? "", region).ok;
  const named = top.findIndex((name) => phoneNames.has(plainName(name)));
  const header = named !== -1 || !top.some(isPhone);
  const phone = named === -1 ? columnOfMost(header ? rest : first, width, isPhone) : named;
  const taken = new Set<string>(["phone"]);
  const columns = Array.from({ length: header ? top.length : width }, (_, at) => {
    if (at === phone) return "phone";
    const field = header ? fieldOf(top[at] ?? "") : null;
    // Of two columns of one name, the first.
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  return { header, columns };
}

/** The column in which most cells hold what is looked for; -1 where none does. */
function columnOfMost(
  rows: readonly (readonly string[])[],
  width: number,
  holds: (cell: string | undefined) => boolean,
): number {
  const counts = Array.from(
    { length: width },
    (_, at) => rows.filter((cells) => holds(cells[at])).length,
  );
  const most = Math.max(0, ...counts);
  return most === 0 ? -1 : counts.indexOf(most);
}
