// web/src/ui/field/text-area.tsx: longer words, with a count when there is a limit. Typing past the limit is
// allowed and said, so that nothing pasted is cut off in silence.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { classNames } from "../class-names.ts";
import "./field.css";
import { describedBy, FormGroup, type ControlProps } from "./form-group.tsx";

export interface TextAreaProps extends ControlProps {
  value: string;
  onInput: (value: string) => void;
  rows?: number;
  limit?: number;
  lang?: string;
}

export function TextArea(props: TextAreaProps): JSX.Element {
  const { name, value, onInput, rows = 5, limit, lang, error } = props;
  const left = limit === undefined ? undefined : limit - [...value].length;
  return (
    <FormGroup {...props}>
      <textarea
        autocomplete="off"
        id={name}
        name={name}
        lang={lang}
        class={classNames("govuk-textarea", error !== undefined && "govuk-textarea--error")}
        rows={rows}
        value={value}
        spellcheck
        aria-describedby={describedBy(props, left === undefined ? undefined : `${name}-count`)}
        aria-invalid={error === undefined ? undefined : "true"}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {left !== undefined && limit !== undefined && (
        <>
          <p id={`${name}-count`} class={classNames("app-count", left < 0 && "app-count--over")}>
            {left >= 0 ? t("ui-characters-left", { count: left }) : t("ui-characters-over", { count: -left })}
          </p>
          <span class="app-visually-hidden" role="status">
            {left < 0 ? t("ui-characters-over", { count: -left }) : left <= limit / 10 ? t("ui-characters-left", { count: Math.ceil(left / 10) * 10 }) : ""}
          </span>
        </>
      )}
    </FormGroup>
  );
}
