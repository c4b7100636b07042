const longestHost = 255;
const label = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;

/** Whether a name has several labels and is no address: a destination that means the same in every namespace (AF-52). */
export function isFullHost(host: string): boolean {
  // A dot may end it.
  const labels = host.replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  return (
    host.length <= longestHost && labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d+$/.test(last)
  );
}
