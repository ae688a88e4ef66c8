import { Button } from "../button/button.tsx";
import { LinkButton } from "../link-button/link-button.tsx";
import { Denied, Empty, Failed, Loading, NotSaved, OfflineState } from "./page-state.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "page-state",
  items: [
    { name: "Loading", show: () => <Loading /> },
    { name: "Empty", show: () => <Empty title="No residents yet" actions={<LinkButton href="#new" kind="main">Add the first resident</LinkButton>}>Confirm the recovery kit first: it opens the records if every device is lost.</Empty> },
    { name: "Denied", show: () => <Denied what="medicines" /> },
    { name: "Offline", show: () => <OfflineState /> },
    { name: "Failed", show: () => <Failed actions={<Button icon="refresh">Try again</Button>} /> },
    { name: "Not saved", show: () => <NotSaved actions={<><Button>Make room</Button><Button>Save rescue file</Button></>} /> },
  ],
};
