import type { Region } from "mq-sms";
import { areaZones } from "./area-zones.ts";

declare global {
  namespace Intl {
    // The compiler does not know it yet.
    interface Locale {
      getTimeZones(): string[] | undefined;
    }
  }
}

/**
 * Where the owner of a number may be, as IANA zones: those of the area code, where mobile numbers have
 * one, or else all of its country. Empty where no country is known.
 */
export function zonesOfPhone(e164: string, country: Region | undefined): readonly string[] {
  if (country === undefined) return [];
  const hasAreaCode = country === "US" || country === "CA";
  const area = hasAreaCode ? areaZones.get(e164.slice(2, 5)) : undefined;
  return area ?? zonesOfCountry(country);
}

const byCountry = new Map<string, readonly string[]>();

function zonesOfCountry(country: string): readonly string[] {
  const known = byCountry.get(country);
  if (known !== undefined) return known;
  const zones = new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
  byCountry.set(country, zones);
  return zones;
}
