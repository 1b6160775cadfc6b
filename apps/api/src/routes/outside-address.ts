import { isIP } from "node:net";
import type { FieldProblem, OutboundHttp } from "@nx/core";

const addressFields = ["baseUrl", "restBaseUrl"];
const inner = /(^|\.)(localhost|local|internal|home\.arpa)$/;

/**
 * What is wrong with the addresses in settings that an organization gives, of whom nobody knows what
 * it is after: they must be names out there, and lead out there now. Where they lead later is looked at
 * whenever they are called.
 */
export const addressProblems = async (
  settings: object,
  outside: Pick<OutboundHttp, "check">,
): Promise<FieldProblem[]> => {
  const found = Object.entries(settings).map(async ([field, value]) => {
    if (field === "allowInsecureLoopback" && value === true)
      return [problemOf(field, "Only the platform's operator may allow this.")];
    if (!addressFields.includes(field) || typeof value !== "string") return [];
    return isOutside(value) && (await outside.check(value))
      ? []
      : [problemOf(field, "Must be https and name a public host.")];
  });
  return (await Promise.all(found)).flat();
};

const isOutside = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  // The parser turns every spelling of an address into the usual one.
  const { protocol, hostname } = new URL(text);
  const isName = isIP(hostname.replace(/^\[|\]$/g, "")) === 0 && /\.[a-z][^.]*$/.test(hostname);
  return protocol === "https:" && isName && !inner.test(hostname);
};

const problemOf = (field: string, message: string): FieldProblem => ({
  path: `/${field}`,
  code: "not_allowed",
  message,
});
