/** The groups of rules, by the two digits behind `GWX`. */
export const categories: Readonly<Record<string, string>> = {
  '01': 'Input',
  '02': 'Schema',
  '03': 'References',
  '04': 'Attachment',
  '05': 'Conflicts and collisions',
  '06': 'Unsupported or ignored by Istio',
  '07': 'Fail-closed and dangerous results',
  '08': 'Deprecated and version gates',
  '09': 'Gateway API next to Istio APIs',
  '10': "Istio's own kinds",
  '11': 'Deployment',
};

/** The two digits of a rule's category: `05` of GWX0502. */
export function categoryOf({ code }: { readonly code: string }): string {
  return code.slice(3, 5);
}
