// web/src/care/photo-field.tsx: a face for the record: choose, see, take away.

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import { Avatar } from "../ui/avatar/avatar.tsx";
import { Button } from "../ui/button/button.tsx";
import { HintAndError } from "../ui/field/form-group.tsx";
import { label } from "./labels.ts";
import { usePhoto } from "./photo.ts";
import "./photo-field.css";
import { scalePhoto } from "./scale-photo.ts";

export interface PhotoFieldProps {
  name: string;
  initials: string;
  image: string;
  onChange: (image: string) => void;
  error?: string | undefined;
}

type PhotoState = { kind: "ready" } | { kind: "scaling" } | { kind: "refused"; words: string };

export function PhotoField({ name, initials, image, onChange, error }: PhotoFieldProps): JSX.Element {
  const [state, setState] = useState<PhotoState>({ kind: "ready" });
  const input = useRef<HTMLInputElement>(null);
  const { photo } = usePhoto(image);

  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setState({ kind: "scaling" });
    const scaled = await scalePhoto(file);
    if (scaled.kind === "done") {
      onChange(scaled.image);
      setState({ kind: "ready" });
    } else {
      setState({ kind: "refused", words: t(scaled.kind === "not_a_picture" ? "care-photo-not-a-picture" : "care-photo-too-detailed") });
    }
  };

  return (
    <fieldset class="govuk-fieldset govuk-form-group">
      <legend class="govuk-fieldset__legend">{t("ui-optional", { label: label("field-photo") })}</legend>
      <HintAndError name={name} hint={t("care-photo-hint")} error={state.kind === "refused" ? state.words : error} />
      <div class="app-photo-field">
        <Avatar initials={initials} photo={photo} size="l" {...(photo === undefined ? {} : { alt: t("care-photo-chosen") })} />
        <div class="app-row">
          <input ref={input} id={`${name}-file`} type="file" accept="image/*" hidden tabIndex={-1}
            onChange={(event) => {
              const { currentTarget } = event;
              void choose(currentTarget.files?.[0]).finally(() => { currentTarget.value = ""; });
            }} />
          <Button icon="camera" busy={state.kind === "scaling"} onClick={() => input.current?.click()}>{t(photo === undefined ? "care-photo-choose" : "care-photo-change")}</Button>
          {photo !== undefined && <Button kind="quiet" icon="close" onClick={() => onChange("")}>{t("care-photo-remove")}</Button>}
        </div>
      </div>
    </fieldset>
  );
}
