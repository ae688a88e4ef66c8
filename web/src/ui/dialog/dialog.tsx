// web/src/ui/dialog/dialog.tsx: the browser's own <dialog>: focus goes in and comes back, Esc closes where nothing
// is lost (`mustChoose` keeps it open).

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import "./dialog.css";

export interface DialogProps {
  open: boolean;
  title: string;
  children: ComponentChildren;
  actions?: ComponentChildren;
  onClose: () => void;
  mustChoose?: boolean;
  wide?: boolean;
}

export function Dialog({ open, title, children, actions, onClose, mustChoose = false, wide = false }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class={wide ? "app-dialog app-dialog--wide" : "app-dialog"}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!mustChoose) onClose();
      }}
      onClose={() => {
        if (open) onClose();
      }}
    >
      {open && (
        <>
          <div class="app-dialog__head">
            <h2 id={titleId} tabIndex={-1}>{title}</h2>
            {!mustChoose && (
              <button type="button" class="app-button app-button--quiet app-dialog__close" aria-label={t("ui-close")} onClick={onClose}>
                <Icon name="close" />
              </button>
            )}
          </div>
          <div class="app-dialog__body">{children}</div>
          {actions !== undefined && <div class="app-dialog__actions">{actions}</div>}
        </>
      )}
    </dialog>
  );
}
