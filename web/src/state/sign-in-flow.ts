// web/src/state/sign-in-flow.ts: the messages of a sign-in (shared/docs/formats/api.md). The password never leaves the worker;
// what the server gets proves that it was known.

import type { ApiClient } from "../api/client.ts";
import type { CoreClient } from "../core/core-client.ts";
import { passwordBytes } from "../core/core-client.ts";
import type { SignedIn } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { HomeModel } from "./home.ts";

export type SignInAnswer =
  | { readonly kind: "signed_in"; readonly signedIn: SignedIn }
  | { readonly kind: "code_needed" }
  | { readonly kind: "failed"; readonly code: ErrorCode };

export interface SignInFlow {
  password(handle: string, typed: string): Promise<SignInAnswer>;
  /** The six digits, or one of the sign-in codes. */
  secondFactor(code: string): Promise<SignInAnswer>;
}

const failed = (code: ErrorCode): SignInAnswer => ({ kind: "failed", code });

export function buildSignInFlow(core: CoreClient, api: ApiClient, home: HomeModel): SignInFlow {
  let login: string | null = null;
  return {
    async password(handle, typed) {
      login = null;
      const state = home.state.value.kind === "home" ? home.state.value : await home.load();
      if (state.kind !== "home") return failed(state.kind === "unreachable" ? state.code : "host_unknown");
      const started = await core.signinStart(passwordBytes(typed), { handle });
      if (!started.ok) return failed(started.code);
      const offered = await api.request("startSignin", { body: { handle, ke1: started.value.ke1 } });
      if (!offered.ok) return failed(offered.code);
      const { account, ke2 } = offered.value;
      const finished = await core.signinFinish({ account, ke2, ws: state.facts.ws });
      // A wrong password shows here; the server counted the try when it answered.
      if (!finished.ok) return failed(finished.code === "out_of_memory" ? finished.code : "signin_failed");
      const answer = await api.request("finishSignin", { body: { login: offered.value.login, ke3: finished.value.ke3 } });
      if (answer.ok) return { kind: "signed_in", signedIn: answer.value };
      if (answer.code !== "second_factor_needed") return failed(answer.code);
      const open = answer.problem["login"];
      login = typeof open === "string" ? open : offered.value.login;
      return { kind: "code_needed" };
    },
    async secondFactor(code) {
      if (login === null) return failed("login_unknown");
      const answer = await api.request("secondFactorSignin", { body: { login, code } });
      if (answer.ok) {
        login = null;
        return { kind: "signed_in", signedIn: answer.value };
      }
      return failed(answer.code);
    },
  };
}
