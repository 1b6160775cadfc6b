import { BodyTooLarge, type Handler, type Reply } from "./listen.ts";
import { problem } from "./problem.ts";

/** Routes by `"METHOD /path/:parameter"`. */
export type Routes = Record<string, Handler>;

/** Turns a table of routes into one handler; what no route takes is a 404 problem. */
export function createRouter(routes: Routes, log: (line: string) => void): Handler {
  const table = Object.entries(routes).map(([route, handler]) => {
    const [method = "", path = ""] = route.split(" ");
    return { method, segments: path.split("/"), handler };
  });
  return async (call): Promise<Reply> => {
    const segments = call.url.pathname.split("/");
    for (const route of table) {
      const params = route.method === call.method ? match(route.segments, segments) : undefined;
      if (!params) continue;
      try {
        return await route.handler({ ...call, params });
      } catch (error) {
        if (error instanceof BodyTooLarge) return problem(413, "The body is larger than 1 MiB.");
        if (call.gone.aborted) return "reset";
        log(`${call.method} ${call.url.pathname} failed: ${error}`);
        return problem(500, "The simulator failed.");
      }
    }
    return problem(404, "No such route.");
  };
}

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (expected.startsWith(":")) params[expected.slice(1)] = decode(segment);
    else if (expected !== segment) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a stray % is in no number; the handler refuses it
  }
}
