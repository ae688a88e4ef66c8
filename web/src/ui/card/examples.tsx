import { Button } from "../button/button.tsx";
import { Card } from "./card.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "card",
  items: [
    { name: "Two versions of a section", show: () => <div class="app-stack"><Card title="Yours" headingLevel={3} chosen actions={<Button>Keep this one</Button>}><p>Two carers and her frame.</p></Card><Card title="James's" headingLevel={3} actions={<Button>Keep this one</Button>}><p>One carer, hand on her back.</p></Card></div> },
  ],
};
