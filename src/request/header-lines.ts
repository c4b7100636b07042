import type { Malformed } from './malformed.ts';

/** Name and value of a header. */
export type HeaderLine = readonly [name: string, value: string];

/** The headers of a request as a user wrote them. */
export interface HeaderLines {
  readonly headers: readonly HeaderLine[];
  /** `Host:` without a value: none is sent. */
  readonly withoutHost: boolean;
}

/** What a header's name consists of. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Headers as curl's `-H` takes them: `Name: value`; `Name;` for one without a value; `Name:` takes away what would be
 * sent otherwise, which is `Host` alone.
 */
export function parseHeaderLines(lines: readonly string[]): HeaderLines | Malformed {
  const headers: HeaderLine[] = [];
  let withoutHost = false;
  for (const line of lines) {
    const [, name = '', separator = '', rest = ''] = /^([^:;]*)([:;]?)(.*)$/s.exec(line) ?? [];
    const value = rest.trim();
    const problem = lineProblem(line, name.trim(), separator, value);
    if (problem !== undefined) return { problem };
    if (separator === ';') headers.push([name.trim(), '']);
    else if (value !== '') headers.push([name.trim(), value]);
    else if (name.trim().toLowerCase() === 'host') withoutHost = true;
  }
  return { headers, withoutHost };
}

function lineProblem(line: string, name: string, separator: string, value: string): string | undefined {
  if (separator === '' || (separator === ';' && value !== '')) return `header "${line}": not "Name: value"`;
  if (!token.test(name)) return `header "${line}": "${name}" is no name of a header`;
  return headerValueProblem(value) && `header "${name}": ${headerValueProblem(value)}`;
}

/** Whether a text can be the name of a header, or a method: RFC 9110 has one grammar for both. */
export function isHeaderName(name: string): boolean {
  return token.test(name);
}

/** Why a text cannot be sent as the value of a header. */
export function headerValueProblem(value: string): string | undefined {
  return /[\0\r\n]/.test(value) ? 'the value holds a line break or a null character' : undefined;
}

/** Whether a header says what the body is. */
export function isContentType([name]: HeaderLine): boolean {
  return name.toLowerCase() === 'content-type';
}

/** Whether a header makes its request a gRPC call. */
export function isGrpc(header: HeaderLine): boolean {
  return isContentType(header) && header[1].startsWith('application/grpc');
}

/** What a gRPC client says of its body. */
export const contentTypeOfGrpc: HeaderLine = ['content-type', 'application/grpc'];
