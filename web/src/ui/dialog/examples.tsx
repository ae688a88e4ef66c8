import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../button/button.tsx";
import { Dialog } from "./dialog.tsx";
import type { Examples } from "../examples/example.ts";

function Ending(): JSX.Element {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Show the dialog</Button>
      <Dialog open={open} title="You'll be signed out at 22:00" onClose={close} actions={<><Button kind="main" onClick={close}>Sign in again now</Button><Button onClick={close}>Later</Button></>}>
        <p>Nothing you typed is lost.</p>
      </Dialog>
    </>
  );
}

export const examples: Examples = {
  component: "dialog",
  items: [
    { name: "Opens on a tap", show: () => <Ending /> },
  ],
};
