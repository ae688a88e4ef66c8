// web/src/credentials/totp-setup.tsx: the key for an authenticator app as QR and as text, and the code that proves it arrived.

import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { CoreClient } from "../core/core-client.ts";
import { t } from "../i18n/translate.ts";
import { CodeInput } from "../ui/code-input/code-input.tsx";
import { CopyValue } from "../ui/copy-value/copy-value.tsx";
import { Qr, type QrMatrix } from "../ui/qr/qr.tsx";

export interface TotpSecret {
  readonly secret: string;
  readonly uri: string;
}

export interface TotpSetupProps {
  core: CoreClient;
  totp: TotpSecret;
  code: string;
  onCode: (code: string) => void;
  error?: string | undefined;
}

export function TotpSetup({ core, totp, code, onCode, error }: TotpSetupProps): JSX.Element {
  const matrix = useQr(core, totp.uri);
  return (
    <div class="app-stack app-stack--wide">
      <section class="app-stack" aria-labelledby="totp-scan">
        <h2 id="totp-scan">{t("credentials-totp-scan")}</h2>
        <p class="app-prose">{t("credentials-totp-apps")}</p>
        {matrix !== null && <Qr matrix={matrix} name={t("credentials-totp-qr")} />}
        <p>{t("credentials-totp-text")}</p>
        <CopyValue label={t("credentials-totp-key")} value={totp.secret.replaceAll(" ", "")} groupsOf={4} />
      </section>
      <section class="app-stack" aria-labelledby="totp-confirm">
        <h2 id="totp-confirm">{t("credentials-totp-confirm")}</h2>
        <CodeInput name="code" label={t("credentials-code")} hint={t("credentials-code-hint")} value={code} onInput={onCode} error={error} />
      </section>
    </div>
  );
}

/** A QR code made by the core; null until it is there. */
export function useQr(core: CoreClient, text: string): QrMatrix | null {
  const matrix = useSignal<QrMatrix | null>(null);
  const wanted = useSignal(text);
  wanted.value = text;
  useSignalEffect(() => {
    const asked = wanted.value;
    void core.makeQr(asked).then((answer) => {
      if (answer.ok && asked === wanted.peek()) matrix.value = { size: answer.value.size, modules: decodeModules(answer.value.modules) };
    });
  });
  return matrix.value;
}

function decodeModules(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (unit) => unit.charCodeAt(0));
}
