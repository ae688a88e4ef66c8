import { Button } from "../button/button.tsx";
import { Notification } from "./notification.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "notification",
  items: [
    { name: "Info", show: () => <Notification title="Opening a record is itself recorded">Residents and families can be given the list of who looked.</Notification> },
    { name: "Ok", show: () => <Notification kind="ok" title="Recovery kit confirmed">Two people now hold a copy.</Notification> },
    { name: "Warn", show: () => <Notification kind="warn" title="This phone may clear unsent records" actions={<Button>Install Careseal</Button>}>Install it, and the phone keeps them.</Notification> },
    { name: "Error: harm to a resident", show: () => <Notification kind="error" title="The same dose was recorded twice">Paracetamol 1 g at 14:00, by A. Khan and J. Price. Check Edie now and call the nurse in charge.</Notification> },
  ],
};
