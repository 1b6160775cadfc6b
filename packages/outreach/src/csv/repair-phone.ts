import { type ParsedPhone, type PhoneProblem, parsePhone, type Region } from "mq-sms";
import { repairText } from "./repair-text.ts";
import type { Repair } from "./schemas.ts";

/** A phone number in E.164 and what was put right for it, or why it is none. */
export type ReadPhone =
  | { readonly ok: true; readonly phone: string; readonly repairs: readonly Repair[] }
  | { readonly ok: false; readonly reason: PhoneRefusal };

/** Why a cell is no phone number. */
export type PhoneRefusal =
  | PhoneProblem
  | "phone_missing"
  | "formula"
  | "control_character"
  /** A spreadsheet kept only the first digits: `8.49E+10`. */
  | "digits_lost";

/**
 * Reads the phone number of a cell as people, spreadsheets and programs leave it there. `region` is
 * the country in whose national form the file's numbers are. What cannot be told with certainty is
 * refused: a wrong number is somebody else's.
 */
export function repairPhone(cell: string, region: Region | undefined): ReadPhone {
  const read = repairText(cell);
  if (!read.ok) return read;
  const repairs = new Set<Repair>(read.repairs);
  const plain = toAscii(withoutApostrophe(read.text, repairs), repairs);
  if (plain === "") return { ok: false, reason: "phone_missing" };
  const digits = undoNumber(plain, repairs);
  if (digits === undefined) return { ok: false, reason: "digits_lost" };
  const phone = parseWith(digits, region, repairs);
  if (!phone.ok) return phone;
  return { ok: true, phone: phone.e164, repairs: [...repairs] };
}

/** In a spreadsheet an apostrophe before a number says that it is a text. */
function withoutApostrophe(text: string, repairs: Set<Repair>): string {
  if (!/^['’‘]/.test(text)) return text;
  repairs.add("text_marker");
  return text.slice(1);
}

/** Full-width digits and signs, and the spaces and dashes of typesetters, as ASCII has them. */
function toAscii(text: string, repairs: Set<Repair>): string {
  const narrow = text.replace(/[\uff01-\uff5e]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
  if (narrow !== text) repairs.add("full_width");
  const ascii = narrow
    .replace(/[^\S\r\n]/gu, " ")
    .replace(/[\u2010-\u2015\u2212\ufe63]/g, "-")
    .replace(/^"(.*)"$/, "$1")
    .trim();
  if (/[^ -~\r\n]/.test(narrow)) repairs.add("hidden_characters");
  return ascii;
}

/** Undoes what a program does that takes a phone number for a number; undefined if digits are gone. */
function undoNumber(text: string, repairs: Set<Repair>): string | undefined {
  const [, sign = "", whole = "", fraction = "", exponent] =
    /^(\+?)(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$/.exec(text) ?? [];
  if (exponent !== undefined) {
    // Shorter than the exponent says: the rest was rounded away, or was zeros, which nobody knows.
    if (fraction.length !== Number(exponent)) return undefined;
    repairs.add("scientific_notation");
    return `${sign}${whole}${fraction}`;
  }
  const [, beforePoint] = /^(\+?\d{7,})[.,]0{1,2}$/.exec(text) ?? [];
  if (beforePoint !== undefined) {
    repairs.add("decimal_point");
    return beforePoint;
  }
  if (/^\+?\d{1,3}(,\d{3})+$/.test(text)) {
    repairs.add("thousands_separators");
    return text.replaceAll(",", "");
  }
  return text;
}

function parseWith(text: string, region: Region | undefined, repairs: Set<Repair>): ParsedPhone {
  const phone = parsePhone(text, region);
  if (!phone.ok) return phone;
  const digits = text.replace(/\D/g, "");
  if (!digits.endsWith(phone.national)) repairs.add("old_prefix");
  if (text.includes("+")) return phone;
  if (digits === `${phone.countryCallingCode}${phone.national}`) repairs.add("lost_plus");
  else if (digits === phone.national && takesTrunkZero(phone.national, phone.e164, region)) {
    repairs.add("lost_zero");
  }
  return phone;
}

/** Whether the country dials its own numbers with a zero before them. */
const takesTrunkZero = (national: string, e164: string, region: Region | undefined): boolean => {
  const dialled = parsePhone(`0${national}`, region);
  return dialled.ok && dialled.e164 === e164;
};
