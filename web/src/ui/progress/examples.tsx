import { Button } from "../button/button.tsx";
import { Progress } from "./progress.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "progress",
  items: [
    { name: "Counted work", show: () => <Progress label="Exporting records" done={1240} total={3900} counted="1,240 of 3,900 records" estimate="about 2 minutes left" actions={<><Button icon="pause">Pause</Button><Button kind="quiet">Cancel safely</Button></>} /> },
  ],
};
