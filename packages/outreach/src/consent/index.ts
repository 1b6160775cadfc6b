import type { Access } from "@nx/core";
import type { Keyword, KeywordReceived, Said } from "@nx/gateway";
import type { OutreachContext } from "../context.ts";
import type { OutreachResult } from "../problems.ts";
import { answerKeyword } from "./answer-keyword.ts";
import { exportOptOuts } from "./export-opt-outs.ts";
import { importOptOuts } from "./import-opt-outs.ts";
import { readKeyword } from "./read-keyword.ts";
import type { OptOutImport } from "./schemas.ts";
import type { ConsentSettings } from "./settings.ts";
import { wordLists } from "./word-lists.ts";

/** Keywords and lists of opt-outs; who stands where is `gateway.consent`. */
export interface KeywordsAndLists {
  /** The keyword that a message is: `readConsent` of the gateway. */
  readKeyword(organizationId: string, said: Pick<Said, "text">): Keyword | undefined;
  /** Answers a keyword once: `answerKeyword` of the gateway. */
  answerKeyword(organizationId: string, keyword: KeywordReceived): Promise<void>;
  /** Opts out the numbers of a CSV file. */
  importOptOuts(
    organizationId: string,
    text: string,
    by: Pick<Access, "actor">,
  ): Promise<OutreachResult<OptOutImport>>;
  /** Everybody who opted out, as CSV. */
  exportOptOuts(organizationId: string): ReadableStream<Uint8Array>;
}

/** @param settingsOf of an organization at this moment */
export function createConsent(
  context: OutreachContext,
  settingsOf: (organizationId: string) => ConsentSettings,
): KeywordsAndLists {
  return {
    readKeyword(organizationId, { text }) {
      const settings = settingsOf(organizationId);
      const keyword = readKeyword(text, [settings, ...wordLists]);
      return keyword?.kind === "help" && !settings.answerHelp ? undefined : keyword;
    },
    answerKeyword: (organizationId, keyword) =>
      answerKeyword(context, settingsOf(organizationId), organizationId, keyword),
    importOptOuts: (organizationId, text, by) => importOptOuts(context, organizationId, text, by),
    exportOptOuts: (organizationId) => exportOptOuts(context, organizationId),
  };
}
