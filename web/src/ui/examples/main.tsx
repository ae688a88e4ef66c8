// web/src/ui/examples/main.tsx: /examples.html, never part of the production build.
//
//   ?component=button   only one component      ?theme=dark|night|light    ?tiles=large    ?letters=easy
//   ?page=residents     a sample page in the real frame (residents, resident, entry, audit, sign-in, lock)

import { render } from "preact";
import { loadShellStrings } from "../../i18n/load.ts";
import "../../styles/main.scss";
import type { Examples } from "./example.ts";
import { Gallery } from "./gallery.tsx";
import { samplePages } from "./sample-pages.tsx";
import { buildSampleState } from "./sample-state.ts";

const modules = import.meta.glob<{ examples: Examples }>("../*/examples.tsx", { eager: true });
const all = Object.values(modules).map((module) => module.examples).sort((a, b) => (a.component < b.component ? -1 : 1));

loadShellStrings();
const app = buildSampleState();
const query = new URLSearchParams(location.search);
const theme = query.get("theme");
app.display.theme.value = theme === "light" || theme === "dark" || theme === "night" ? theme : "device";
app.display.tiles.value = query.get("tiles") === "large" ? "large" : "normal";
app.display.letters.value = query.get("letters") === "easy" ? "easy" : "system";

const root = document.getElementById("app");
const Page = samplePages[query.get("page") ?? ""];
const wanted = query.get("component");
if (root !== null) render(Page !== undefined ? <Page app={app} /> : <Gallery app={app} examples={wanted === null ? all : all.filter((each) => each.component === wanted)} />, root);
