// web/src/ui/number-pad/number-pad.tsx: large keys for numbers and PINs at the bedside, never the phone's keyboard.
// A keyboard works too: digits, the point and Backspace anywhere inside the pad.

import type { ComponentChildren, JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import "./number-pad.css";

export interface NumberPadProps {
  label: string; // "Pulse"
  value: string;
  onChange: (value: string) => void;
  maxLength: number;
  unit?: string;
  hint?: string; // "usually 60 to 90"
  error?: string | undefined; // instead of the hint, where it is in view above the keys
  action?: ComponentChildren; // a button beside the hint: to leave it out, to go on
  decimal?: boolean;
  secret?: boolean; // a PIN: dots, and no digit is said aloud
  onComplete?: (value: string) => void; // when maxLength is reached
}

export function NumberPad({ label, value, onChange, maxLength, unit, hint, error, action, decimal = false, secret = false, onComplete }: NumberPadProps): JSX.Element {
  const add = (key: string): void => {
    if (value.length >= maxLength || (key === "." && (value === "" || value.includes(".")))) return;
    const next = value + key;
    onChange(next);
    if (next.length === maxLength) onComplete?.(next);
  };
  const back = (): void => onChange(value.slice(0, -1));
  return (
    <div
      class="app-pad"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (/^\d$/.test(event.key) || (decimal && event.key === ".")) add(event.key);
        else if (event.key === "Backspace") back();
      }}
    >
      <div class="app-pad__screen">
        <span class="app-pad__label">{label}</span>
        <output class="app-pad__value" aria-live={secret ? "off" : "polite"}>
          {secret
            ? <span class="app-pad__dots" role="img" aria-label={t("ui-pad-entered", { count: value.length, total: maxLength })}>{[...Array(maxLength).keys()].map((place) => <span key={place} class={place < value.length ? "app-pad__dot app-pad__dot--full" : "app-pad__dot"} />)}</span>
            : <>{value === "" ? "–" : value}{unit !== undefined && <span class="app-pad__unit"> {unit}</span>}</>}
        </output>
        {(hint !== undefined || error !== undefined || action !== undefined) && (
          <div class={action === undefined ? "app-pad__help" : "app-pad__help app-pad__help--row"}>
            <span class={error === undefined ? "app-pad__hint" : "app-pad__wrong"} role="status">{error ?? hint}</span>
            {action}
          </div>
        )}
      </div>
      <div class="app-pad__keys">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((key) => <Key key={key} words={key} onTap={() => add(key)} />)}
        {decimal ? <Key words="." name={t("ui-pad-point")} onTap={() => add(".")} /> : <span />}
        <Key words="0" onTap={() => add("0")} />
        <button type="button" class="app-pad__key" aria-label={t("ui-pad-back")} onClick={back}><Icon name="backspace" size="l" /></button>
      </div>
    </div>
  );
}

function Key({ words, name, onTap }: { words: string; name?: string; onTap: () => void }): JSX.Element {
  return <button type="button" class="app-pad__key" aria-label={name} onClick={onTap}>{words}</button>;
}
