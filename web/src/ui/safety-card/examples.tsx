import { SafetyCard } from "./safety-card.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "safety-card",
  items: [
    {
      name: "Everything known",
      show: () => <SafetyCard allergies={{ kind: "listed", items: [{ substance: "Penicillin", reaction: "swelling of the face" }, { substance: "Latex" }] }} resuscitation={{ kind: "dnacpr", detail: "Form of 4 Feb 2026, kept in the red folder" }}
        risks={[{ icon: "falls", words: "High risk of falls", detail: "Frame, one carer" }, { icon: "swallow", words: "Choking", detail: "Thickened fluids, level 2" }]} asOf="14:05" emergencyHref="#sheet" />,
    },
    { name: "None known, not recorded", show: () => <SafetyCard allergies={{ kind: "none_known" }} resuscitation={{ kind: "attempt" }} risks={[]} /> },
    { name: "Nothing recorded yet", show: () => <SafetyCard allergies={{ kind: "not_recorded" }} resuscitation={{ kind: "not_recorded" }} risks={[]} asOf="21 Nov 2026, 14:05" /> },
  ],
};
