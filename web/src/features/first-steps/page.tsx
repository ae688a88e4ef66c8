// web/src/features/first-steps/page.tsx: asks a new owner for their name, unless it came along.

import { useLocation } from "preact-iso/router";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Field } from "../../ui/field/field.tsx";
import { errorFor, Form } from "../../ui/form/form.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Loading } from "../../ui/page-state/page-state.tsx";
import { buildFirstSteps } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const { route } = useLocation();
  const model = useMemo(() => buildFirstSteps(app, () => route("/recovery-kit", true)), []);
  const errors = model.errors.value;
  if (model.busy.value) return <div class="app-page"><Loading words={t("first-steps-working")} /></div>;
  return (
    <PageFrame title={t("first-steps-title")} width="reading" hasErrors={errors.length > 0} main={<Button kind="main" type="submit" form="name">{t("first-steps-save")}</Button>}>
      <div class="app-stack">
        <p class="app-prose">{t("first-steps-about")}</p>
        <Form id="name" errors={errors} onSubmit={model.save}>
          <Field name="name" label={t("first-steps-name")} autocomplete="name" value={model.name.value} onInput={model.setName} error={errorFor(errors, "name")} />
          <Field name="job" label={t("first-steps-job")} hint={t("first-steps-job-hint")} optional autocomplete="organization-title" value={model.job.value} onInput={model.setJob} />
        </Form>
      </div>
    </PageFrame>
  );
}
