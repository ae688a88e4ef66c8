// web/src/features/sign-in/model.ts: a home that was just created hands the e-mail and the owner's name over in the fragment,
// which never leaves the browser; it is taken out of the address at once.

import { buildSignInModel, type SignInModel } from "../../credentials/sign-in-model.ts";
import type { AppState } from "../../state/app-state.ts";

export function buildPageModel(app: AppState): SignInModel {
  const given = new URLSearchParams(location.hash.slice(1));
  const email = given.get("email");
  const name = given.get("name");
  if (name !== null && name !== "") app.account.newcomerName.value = name;
  if (email !== null) history.replaceState(null, "", location.pathname);
  return buildSignInModel(app, email ?? "");
}
