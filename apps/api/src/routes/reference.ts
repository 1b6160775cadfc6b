import { type AnyElysia, Elysia } from "elysia";
import { type ApiDocument, documentOf } from "../reference/document.ts";

const assets = {
  "swagger-ui.css": "text/css",
  "swagger-ui-bundle.js": "text/javascript",
} as const;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>SMS platform: API reference</title>
    <link rel="stylesheet" href="/openapi/swagger-ui.css">
  </head>
  <body>
    <div id="reference"></div>
    <script src="/openapi/swagger-ui-bundle.js"></script>
    <script src="/openapi/start.js"></script>
  </body>
</html>`;

const start = `SwaggerUIBundle({ url: "/openapi/json", dom_id: "#reference", deepLinking: true });`;

/** Everything the page needs comes from here: it works offline, and no stranger's script runs. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const reply = (body: string | Blob, type: string) =>
  new Response(body, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-security-policy": contentSecurityPolicy,
    },
  });

/**
 * `GET /openapi`: the API reference as a page; `GET /openapi/json`: the OpenAPI document.
 *
 * @param described the app whose routes they are, asked when it is whole
 */
export const referenceRoutes = (described: () => AnyElysia) => {
  let document: ApiDocument | undefined;
  const routes = new Elysia({ detail: { hide: true } })
    .get("/", ({ redirect }) => redirect("/openapi"))
    .get("/openapi", () => reply(page, "text/html"))
    .get("/openapi/json", () => {
      document ??= documentOf(described());
      return Response.json(document);
    })
    .get("/openapi/start.js", () => reply(start, "text/javascript"));
  for (const [name, type] of Object.entries(assets)) {
    const file = Bun.file(new URL(import.meta.resolve(`swagger-ui-dist/${name}`)));
    routes.get(`/openapi/${name}`, () => reply(file, type));
  }
  return routes;
};
