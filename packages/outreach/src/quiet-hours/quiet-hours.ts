import { isTestOrganization } from "@nx/core";
import type { Departure, HourVerdict, QuietHours } from "@nx/gateway";
import { countryOf, type SmsCategory } from "mq-sms";
import { isTimeZone } from "../time-zone.ts";
import { presets } from "./presets.ts";
import type { QuietHoursSettings } from "./settings.ts";
import { createTimetable } from "./timetable.ts";
import type { Gate } from "./windows.ts";
import { zonesOfPhone } from "./zones.ts";

export interface QuietHoursOptions {
  /** Of this moment: `quietHoursOf(config)`. */
  readonly settings: (organizationId: string) => QuietHoursSettings;
  /** IANA zones of those contacts that have one of their own, by phone. */
  readonly zonesOf?: (
    organizationId: string,
    phones: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

/** What is open for a day at least is asked about again by then: settings change. */
const longestMs = 86_400_000;

/**
 * The quiet hours of organizations, for `createGateway`: in the zone of the contact, else in every zone
 * that the number may be in, else in the organization's. One-time codes and test twins have none.
 */
export function createQuietHours({ settings, zonesOf }: QuietHoursOptions): QuietHours {
  const hoursOf = createTimetable();

  const judge = (own: QuietHoursSettings, departure: Departure, zone: string | undefined) => {
    const { open, until } = hoursOf(gatesFor(own, departure, zone), departure.at);
    const latest = new Date(departure.at.getTime() + longestMs);
    if (open) return { kind: "go", until: until ?? latest } satisfies HourVerdict;
    if (own.policy === "drop" || until === undefined) return { kind: "drop" } satisfies HourVerdict;
    return { kind: "wait", until } satisfies HourVerdict;
  };

  return {
    concerns: (organizationId, category) =>
      category !== "otp" &&
      !isTestOrganization(organizationId) &&
      holds(settings(organizationId), category),
    judge: async (organizationId, departures) => {
      const own = settings(organizationId);
      const zones = await zonesOf?.(organizationId, [...new Set(departures.map(({ to }) => to))]);
      return departures.map((departure) => judge(own, departure, zones?.get(departure.to)));
    },
    mostADay: (organizationId, to, category) => {
      if (category !== "promotional" || isTestOrganization(organizationId)) return undefined;
      const { policy, adsPerDay } = settings(organizationId);
      if (policy === "ignore") return undefined;
      return adsPerDay ?? presetOf(countryOf(to))?.adsPerDay;
    },
  };
}

const holds = ({ policy, categories }: QuietHoursSettings, category: SmsCategory): boolean =>
  policy !== "ignore" && categories.some((each) => each === category);

const presetOf = (country: string | undefined) => presets[country ?? ""];

/**
 * All that must be open: the hours of the number's country, which the organization's own stand for,
 * and the organization's for all countries.
 */
function gatesFor(
  { windows, timeZone }: QuietHoursSettings,
  { to, category }: Departure,
  contactZone: string | undefined,
): Gate[] {
  const country = countryOf(to);
  const known = contactZone !== undefined && isTimeZone(contactZone);
  const zones = known ? [contactZone] : zonesOfPhone(to, country);
  const inZones = zones.length > 0 ? zones : [timeZone];
  const meant = windows.filter((each) => each.category === undefined || each.category === category);
  const ofCountry = meant.filter((each) => each.country !== undefined && each.country === country);
  const everywhere = meant.filter((each) => each.country === undefined);
  const gates = [...ofCountry, ...everywhere].flatMap(({ from, to: end }) =>
    inZones.map((zone) => ({ zone, window: { from, to: end } })),
  );
  const preset =
    category === "promotional" && ofCountry.length === 0 ? presetOf(country) : undefined;
  if (preset === undefined) return gates;
  const lawful = preset.timeZone === undefined ? inZones : [preset.timeZone];
  return [...gates, ...lawful.map((zone) => ({ zone, window: preset.window }))];
}
