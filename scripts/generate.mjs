#!/usr/bin/env node
// Writes every *.gen.* file from shared/schema. Only data is generated; the rules run in one C++ interpreter.
// Usage: scripts/generate.mjs [--check]   (--check fails if a committed file differs or a label has no words)
import { finish } from "./generate/output.mjs";
import { errors } from "./generate/errors.mjs";
import { access } from "./generate/access.mjs";
import { routes } from "./generate/routes.mjs";
import { openapi } from "./generate/openapi.mjs";
import { records } from "./generate/records.mjs";
import { recordForms } from "./generate/record_forms.mjs";
import { dictionary } from "./generate/dictionary.mjs";
import { labels } from "./generate/labels.mjs";

errors();
access();
routes();
openapi();
records();
recordForms();
dictionary();
labels();

process.exit(finish() ? 0 : 1);
