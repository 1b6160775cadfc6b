import { type AnyElysia, Elysia } from "elysia";

/** Names that other systems use, and the routes under `/v1` that they stand for; ids are called alike. */
const names = {
  "PUT /api/sms/contacts/:id": "PATCH /contacts/:id",
  "POST /api/sms/contacts/import": "POST /contacts/imports",
  "GET /api/sms/contacts/export": "GET /contacts/export.csv",
  "PUT /api/sms/groups/:id": "PATCH /groups/:id",
  "POST /api/sms/groups/:id/members": "PUT /groups/:id/members",
  "PUT /api/sms/campaigns/:id": "PATCH /campaigns/:id",
  "GET /api/sms/templates": "GET /templates",
  "POST /api/sms/templates": "POST /templates",
  "GET /api/sms/templates/:id": "GET /templates/:id",
  "PUT /api/sms/templates/:id": "PATCH /templates/:id",
  "DELETE /api/sms/templates/:id": "DELETE /templates/:id",
  "PUT /api/sms/providers/:id": "PATCH /providers/:id",
  "GET /api/sms/api-keys": "GET /api-keys",
  "POST /api/sms/api-keys": "POST /api-keys",
  "PUT /api/sms/api-keys/:id": "POST /api-keys/:id/rotate",
  "DELETE /api/sms/api-keys/:id": "DELETE /api-keys/:id",
  "GET /api/sms/webhooks": "GET /webhooks",
  "POST /api/sms/webhooks": "POST /webhooks",
  "GET /api/sms/webhooks/:id": "GET /webhooks/:id",
  "PUT /api/sms/webhooks/:id": "PATCH /webhooks/:id",
  "DELETE /api/sms/webhooks/:id": "DELETE /webhooks/:id",
  "GET /sms/campaigns": "GET /campaigns",
  "POST /sms/campaigns": "POST /campaigns",
  "GET /sms/campaigns/:id": "GET /campaigns/:id",
  "GET /sms/campaigns/:id/messages": "GET /campaigns/:id/recipients",
  "GET /sms/stats": "GET /analytics",
} as const;

/**
 * The routes of controllers under names that other systems use: handler, checks and replies are those
 * of the routes themselves. Mount it at the root of the app, and its rules are those of its names.
 */
export function aliasRoutes(controllers: readonly AnyElysia[]): Elysia {
  const routes = controllers.flatMap((controller) => controller.routes);
  const aliases = new Elysia({ normalize: false });
  for (const [name, original] of Object.entries(names)) {
    const route = routes.find(({ method, path }) => `${method} ${path}` === original);
    if (route === undefined) throw new Error(`There is no route ${original}`);
    const [method = "", path = ""] = name.split(" ");
    const detail = { ...route.hooks.detail, tags: ["Aliases"], summary: summaryOf(original) };
    aliases.route(method, path, route.handler, { ...route.hooks, detail });
  }
  return aliases;
}

const summaryOf = (original: string): string =>
  `Another name of ${original.replace(" ", " /v1").replace(":id", "{id}")}`;
