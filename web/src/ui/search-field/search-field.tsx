// web/src/ui/search-field/search-field.tsx: finds while typing, in one line; the words are also its name for readers.

import type { JSX } from "preact";
import { Icon } from "../icon/icon.tsx";
import "./search-field.css";

export interface SearchFieldProps {
  name: string;
  label: string; // "Name or room"
  value: string;
  onInput: (value: string) => void;
}

export function SearchField({ name, label, value, onInput }: SearchFieldProps): JSX.Element {
  return (
    <div class="app-search" role="search">
      <label class="app-search__icon" for={name}><Icon name="search" /><span class="app-visually-hidden">{label}</span></label>
      <input id={name} name={name} class="govuk-input app-search__input" type="search" placeholder={label} autocomplete="off" spellcheck={false} value={value}
        onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  );
}
