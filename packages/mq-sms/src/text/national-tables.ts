import { defaultAlphabet, extensionTable, septetsOf } from "./gsm7.ts";

/** Languages with shift tables here, of the thirteen in 3GPP TS 23.038, annex A. */
export type NationalLanguage = "turkish" | "spanish" | "portuguese";

/**
 * A national table, which every message names in its header. `locking` stands in for the default
 * alphabet, `single` for the extension table.
 */
export interface NationalTable {
  readonly language: NationalLanguage;
  readonly shift: "single" | "locking";
}

/** The alphabet that a message has when its header names one national table. */
export interface NationalAlphabet {
  readonly table: NationalTable;
  readonly septets: Uint8Array;
}

/** What each single shift table adds to the extension table (3GPP TS 23.038, A.2.1 to A.2.3). */
const escaped = {
  turkish: "ŞçşĞğİı",
  spanish: "çÁÍÓÚáíóú",
  portuguese: "êçÔôÁáΦΓΩΠΨΣΘÊÀÍÓÚÃÕÂíóúãõâ",
};

/** The locking shift tables, row by row (3GPP TS 23.038, A.3.1 and A.3.3). Spanish has none. */
const locking = {
  turkish:
    "@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞŞşßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "İABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§çabcdefghijklmnopqrstuvwxyzäöñüà",
  portuguese:
    "@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|ÂâÊÉ !\"#º%&'()*+,-./0123456789:;<=>?" +
    "ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚÜ§~abcdefghijklmnopqrstuvwxyzãõ`üà",
};

const single = (language: NationalLanguage): NationalAlphabet => ({
  table: { language, shift: "single" },
  septets: septetsOf(defaultAlphabet, extensionTable + escaped[language]),
});

const locked = (language: keyof typeof locking): NationalAlphabet => ({
  table: { language, shift: "locking" },
  septets: septetsOf(locking[language], extensionTable),
});

/**
 * The alphabets of each language. None has both tables: a locking table already holds the letters
 * of its language, and a second header element would only take room.
 */
export const nationalAlphabets: Readonly<Record<NationalLanguage, readonly NationalAlphabet[]>> = {
  turkish: [single("turkish"), locked("turkish")],
  spanish: [single("spanish")],
  portuguese: [single("portuguese"), locked("portuguese")],
};
