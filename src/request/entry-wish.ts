import type { Malformed } from './malformed.ts';

/** Where a user wants a request to enter, before it is known which Gateways and Services there are. */
export type EntryWish =
  | {
      readonly type: 'gateway';
      /** The only one if it is not named. */
      readonly gateway?: { readonly namespace: string; readonly name: string };
      /** The listener whose port is meant. */
      readonly listener?: string;
    }
  | {
      readonly type: 'mesh';
      readonly clientNamespace: string;
      /** Host of the Service; where it is absent, the host of the request says it. */
      readonly service?: string;
    };

/** A Gateway as `namespace/name`, or as a name in the default namespace. */
export function parseGatewayName(
  text: string,
  defaultNamespace: string,
): { readonly namespace: string; readonly name: string } | Malformed {
  const [first = '', second, ...more] = text.split('/');
  const [namespace, name] = second === undefined ? [defaultNamespace, first] : [first, second];
  if (more.length > 0 || namespace === '' || name === '') return { problem: `"${text}" is not NAMESPACE/NAME` };
  return { namespace, name };
}
