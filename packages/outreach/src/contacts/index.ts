import type { OutreachContext } from "../context.ts";
import type { OutreachResult } from "../problems.ts";
import { readTimeline } from "../timeline/read.ts";
import type { TimelinePage, TimelineQuery } from "../timeline/schemas.ts";
import { createContact } from "./create.ts";
import { createContacts } from "./create-many.ts";
import { linkContact, unlinkContact } from "./links.ts";
import { listContacts } from "./list.ts";
import { readContact } from "./read.ts";
import { removeContact } from "./remove.ts";
import type {
  BatchBody,
  BatchReply,
  Contact,
  ContactBody,
  ContactLink,
  ContactPage,
  ContactPatch,
  ContactQuery,
} from "./schemas.ts";
import { updateContact } from "./update.ts";

/** People whom an organization knows by their numbers. Ids are those from outside. */
export interface Contacts {
  create(organizationId: string, body: ContactBody): Promise<OutreachResult<Contact>>;
  /** Makes or changes up to a thousand. */
  createMany(organizationId: string, body: BatchBody): Promise<BatchReply>;
  read(organizationId: string, id: string): Promise<OutreachResult<Contact>>;
  list(organizationId: string, query: ContactQuery): Promise<OutreachResult<ContactPage>>;
  /** With a `version`, only if it is still that one. */
  update(
    organizationId: string,
    id: string,
    patch: ContactPatch,
    version?: number,
  ): Promise<OutreachResult<Contact>>;
  remove(organizationId: string, id: string): Promise<OutreachResult<undefined>>;
  link(organizationId: string, id: string, link: ContactLink): Promise<OutreachResult<Contact>>;
  unlink(organizationId: string, id: string, link: ContactLink): Promise<OutreachResult<Contact>>;
  /** All that happened between the organization and the contact, newest first. */
  timeline(
    organizationId: string,
    id: string,
    query: TimelineQuery,
  ): Promise<OutreachResult<TimelinePage>>;
}

/** @param as the context as an organization may see it */
export const contactsOf = (as: (organizationId: string) => OutreachContext): Contacts => ({
  create: (organizationId, body) => createContact(as(organizationId), organizationId, body),
  createMany: (organizationId, body) => createContacts(as(organizationId), organizationId, body),
  read: (organizationId, id) => readContact(as(organizationId), organizationId, id),
  list: (organizationId, query) => listContacts(as(organizationId), organizationId, query),
  update: (organizationId, id, patch, version) =>
    updateContact(as(organizationId), organizationId, id, patch, version),
  remove: (organizationId, id) => removeContact(as(organizationId), organizationId, id),
  link: (organizationId, id, link) => linkContact(as(organizationId), organizationId, id, link),
  unlink: (organizationId, id, link) => unlinkContact(as(organizationId), organizationId, id, link),
  timeline: (organizationId, id, query) =>
    readTimeline(as(organizationId), organizationId, id, query),
});
