import { toOpenAPISchema } from "@elysiajs/openapi";
import { ProblemBody } from "@nx/core";
import type { AnyElysia, InternalRoute } from "elysia";
import { ruleOf } from "../access/rules.ts";
import { repliesOf } from "./replies.ts";
import { type Security, securityOf, securitySchemes } from "./security.ts";

/** A route's operation as far as it is completed here. */
interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly security: Security;
  readonly requestBody?: { readonly required: boolean; readonly content: object };
  readonly responses: object;
}

/** An OpenAPI 3.1 document. */
export interface ApiDocument {
  readonly openapi: "3.1.2";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly securitySchemes: object; readonly schemas: object };
}

/** Providers call with either; whatever else comes to such a route is for nobody to send. */
const callbackMethods = ["get", "post"] as const;

/**
 * The OpenAPI document of an app: what its routes declare, and what holds for all of them. Who may call
 * comes from the table of rules, bodies from the routes, because the plugin takes a parser of our own
 * for no parser at all.
 */
export const documentOf = (app: AnyElysia): ApiDocument => {
  const { paths: found, components } = toOpenAPISchema(app, { staticFile: false });
  const paths: ApiDocument["paths"] = {};
  for (const route of app.routes.filter(({ hooks }) => !hooks.detail?.hide)) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    const methods = route.method === "ALL" ? callbackMethods : [verbOf(route)];
    for (const method of methods) {
      const declared = found[path]?.[method];
      if (declared === undefined) throw new Error(`${route.method} ${path} has no description`);
      paths[path] = { ...paths[path], [method]: complete(route, method, declared) };
    }
  }
  return {
    openapi: "3.1.2",
    info: {
      title: "SMS platform",
      version: "0.1.0",
      description: "One-time codes and text messages, honest about what became of them.",
    },
    paths,
    components: {
      securitySchemes,
      schemas: { ProblemBody, ...withoutIds(components.schemas) },
    },
  };
};

const verbs = ["get", "post", "put", "patch", "delete"] as const;

const verbOf = ({ method }: InternalRoute) => {
  const verb = verbs.find((each) => each === method.toLowerCase());
  if (verb === undefined) throw new Error(`${method} is not described`);
  return verb;
};

interface Declared {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly security?: Security;
  readonly responses?: object;
}

const complete = (
  { method: ruled, path, hooks }: InternalRoute,
  method: string,
  declared: Declared,
): Operation => {
  const rule = ruleOf(ruled, path);
  const { requestBody: _, ...rest } = { requestBody: undefined, ...declared };
  const body: unknown = hooks.body;
  return {
    ...rest,
    operationId: operationIdOf(method, path),
    security: securityOf(rule, declared.security),
    ...(isSchema(body) && {
      requestBody: {
        required: !("default" in body),
        content: { "application/json": { schema: body } },
      },
    }),
    responses: repliesOf(declared.responses ?? {}, { rule, method, hasBody: isSchema(body) }),
  };
};

const isSchema = (value: unknown): value is object => typeof value === "object" && value !== null;

/** `postV1MessagesByIdCancel`: what generators name functions by. */
const operationIdOf = (method: string, path: string): string =>
  method +
  path
    .replace(/:/g, "by-")
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** In JSON Schema an `$id` is an address; here the place in the document names a schema. */
const withoutIds = (schemas: Record<string, object>) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $id: _, ...rest } = { $id: undefined, ...schema };
      return [name, rest];
    }),
  );
