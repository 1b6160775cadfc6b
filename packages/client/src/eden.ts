import { type Treaty, treaty } from "@elysiajs/eden";
import type { App } from "@nx/api";

/**
 * The API as Eden treaty sees it, typed by the app itself: for programs that are built together with it.
 *
 * @param baseUrl `https://sms.example.com`
 */
export const edenClient = (
  baseUrl: string,
  { apiKey }: { readonly apiKey?: string } = {},
): Treaty.Create<App> =>
  treaty<App>(baseUrl, {
    ...(apiKey !== undefined && { headers: { authorization: `Bearer ${apiKey}` } }),
  });
