// web/src/ui/examples/gallery.tsx: every example under its name, in the theme chosen on top.

import type { JSX } from "preact";
import type { SampleState } from "./sample-state.ts";
import type { Theme } from "../../state/display.ts";
import { Radios } from "../choices/radios.tsx";
import type { Examples } from "./example.ts";
import "./gallery.css";
import { samplePages } from "./sample-pages.tsx";

const themes: readonly { value: Theme; label: string }[] = [
  { value: "device", label: "As device" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "night", label: "Night" },
];

export function Gallery({ app, examples }: { app: SampleState; examples: readonly Examples[] }): JSX.Element {
  return (
    <main class="app-gallery">
      <h1>Careseal components</h1>
      <div class="app-screen-only">
        <Radios name="gallery-theme" label="Theme" inline choices={themes} value={app.display.theme.value} onChange={(value) => { app.display.theme.value = value as Theme; }} />
        <p>Sample pages: {Object.keys(samplePages).map((name) => <span key={name}><a class="app-gallery__link" href={`?page=${name}`}>{name}</a> </span>)}</p>
      </div>
      {examples.map(({ component, items }) => (
        <section key={component} class="app-gallery__component" aria-labelledby={`component-${component}`}>
          <h2 id={`component-${component}`} class="app-gallery__name"><a href={`?component=${component}`}>{component}</a></h2>
          {items.map(({ name, show: Show }) => (
            <div key={name} class="app-gallery__example" data-example={`${component} / ${name}`}>
              <p class="app-gallery__label">{name}</p>
              <Show />
            </div>
          ))}
        </section>
      ))}
    </main>
  );
}
