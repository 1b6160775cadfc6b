import type { Window } from "./windows.ts";

/** What the law of a country says of advertising by text. */
export interface CountryPreset {
  readonly window: Window;
  /** The law names the zone: wherever the recipient is, it is this one. */
  readonly timeZone?: string;
  /** Of one sender to one number in 24 hours. */
  readonly adsPerDay?: number;
}

/** By ISO 3166-1 alpha-2 code. Only what we are sure of; an organization's own windows come first. */
export const presets: Readonly<Record<string, CountryPreset>> = {
  // Decree 91/2020: from 07:00 to 22:00 of Vietnam, and three in 24 hours.
  VN: {
    window: { from: "07:00", to: "22:00" },
    timeZone: "Asia/Ho_Chi_Minh",
    adsPerDay: 3,
  },
  // 47 CFR 64.1200(c)(1): not before 8 a.m. or after 9 p.m. where the called party is.
  US: { window: { from: "08:00", to: "21:00" } },
  // TRAI, TCCCPR 2018: promotional messages from 10:00 to 21:00.
  IN: { window: { from: "10:00", to: "21:00" } },
};
