#!/usr/bin/env node
// Writes every *.gen.* file from shared/schema. Only data is generated; the rules run in one C++ interpreter.
// Usage: scripts/generate.mjs [--check]   (--check writes nothing and fails if a committed file differs)
// Either way it fails if the schema has a mistake or one of its labels has no words.
import { finish } from "./generate/output.mjs";
import { errors } from "./generate/errors.mjs";
import { access } from "./generate/access.mjs";
import { loadRoutes, routes } from "./generate/routes.mjs";
import { openapi } from "./generate/openapi.mjs";
import { loadRecords } from "./generate/record_types.mjs";
import { records } from "./generate/records.mjs";
import { recordForms } from "./generate/record_forms.mjs";
import { dictionary } from "./generate/dictionary.mjs";
import { labels } from "./generate/labels.mjs";
import { assistUses } from "./generate/assist_uses.mjs";

loadRoutes();
loadRecords();
if (!finish()) process.exit(1);

errors();
access();
routes();
openapi();
records();
recordForms();
dictionary();
labels();
assistUses();
process.exit(finish() ? 0 : 1);
