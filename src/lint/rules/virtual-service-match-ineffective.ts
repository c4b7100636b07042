import type { Rule } from '../rule.ts';

export const virtualServiceMatchIneffective: Rule = {
  code: 'GWX1010',
  name: 'virtual-service-match-ineffective',
  severity: 'info',
  description: 'a match of a VirtualService repeats an earlier one, or is covered by its prefix',
  rationale:
    'Istio compares matches as texts: equal ones, and prefixes of paths with the same other conditions. What it finds is true of the requests that both let in.',
  remedy: 'remove the match, or move it up',
  examples: {
    bad: 'match: [{uri: {prefix: /}}, {uri: {prefix: /api}}]',
    good: 'match: [{uri: {prefix: /}}]',
  },
  equivalents: { istioctl: ['IST0131'] },
  check({ istio, report }) {
    for (const { resource, findings } of istio.validated()) {
      for (const { rule, message, path } of findings) {
        const ofMatch = rule === 'AP-55' || (rule === 'AP-54' && path.length > 3);
        if (!ofMatch) continue;
        const help = 'remove it, or move it above the match that covers it';
        report({ message: message.replace(/^v(.*)$/s, 'V$1.'), place: { resource, path }, help });
      }
    }
  },
};
