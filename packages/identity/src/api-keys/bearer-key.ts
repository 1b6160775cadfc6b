import { coreProblems, Problem } from "@nx/core";
import { identityProblems } from "../problems.ts";
import { apiKeyPattern } from "./key-text.ts";

const key = new RegExp(apiKeyPattern);

/**
 * What a request carries as `Authorization: Bearer`; undefined without the header. A key anywhere in
 * the address ends the request, whatever the header says: addresses end up in logs and histories.
 */
export const bearerKey = (request: Request): string | undefined => {
  if (key.test(request.url))
    throw new Problem(identityProblems.api_key_in_address, {
      detail: "Rotate it, for others may have read it; then send it as Authorization: Bearer.",
    });
  const header = request.headers.get("authorization");
  if (header === null) return undefined;
  const given = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (given === undefined) throw new Problem(coreProblems.unauthorized);
  return given;
};
