import type { ConnectionPoolSettings, HTTPPool, TCPPool } from '../model/istio-fields/destination-rule.ts';
import { checkDuration, durationOf } from './durations.ts';
import { type Field, get, isMessage, isNull, isTrue, numberOf, textOf } from './field.ts';
import type { Validation } from './validation.ts';

/** `connectionPool` of a traffic policy (AP-102). */
export function checkConnectionPool(validation: Validation, pool: Field<ConnectionPoolSettings>): void {
  const http = get(pool, 'http');
  const tcp = get(pool, 'tcp');
  if (isNull(http) && isNull(tcp)) {
    validation.error('AP-102', pool, 'connection pool must have at least one field');
  }
  if (isMessage(http)) checkHTTP(validation, http);
  if (isMessage(tcp)) checkTCP(validation, tcp);
}

function checkHTTP(validation: Validation, http: Field<HTTPPool>): void {
  checkCounter(validation, get(http, 'http1MaxPendingRequests'), 'http1 max pending requests');
  checkCounter(validation, get(http, 'http2MaxRequests'), 'http2 max requests');
  checkCounter(validation, get(http, 'maxRequestsPerConnection'), 'max requests per connection');
  checkCounter(validation, get(http, 'maxRetries'), 'max retries');
  checkDuration(validation, get(http, 'idleTimeout'));
  if (textOf(get(http, 'h2UpgradePolicy')) === 'UPGRADE' && isTrue(get(http, 'useClientProtocol'))) {
    const message = 'use client protocol must not be true when H2UpgradePolicy is UPGRADE';
    validation.error('AP-102', get(http, 'useClientProtocol'), message);
  }
  checkCounter(validation, get(http, 'maxConcurrentStreams'), 'max concurrent streams');
  const keepAlive = get(http, 'http2KeepAlive');
  if (!isMessage(keepAlive)) return;
  for (const field of [get(keepAlive, 'interval'), get(keepAlive, 'timeout')]) {
    if (isNull(field)) validation.error('AP-102', field, `http2 keepalive ${field.step} must be set`);
    checkDuration(validation, field);
  }
}

function checkTCP(validation: Validation, tcp: Field<TCPPool>): void {
  checkCounter(validation, get(tcp, 'maxConnections'), 'max connections');
  checkDuration(validation, get(tcp, 'connectTimeout'));
  checkDuration(validation, get(tcp, 'maxConnectionDuration'));
  // Here 0 means never.
  if (durationOf(get(tcp, 'idleTimeout')) !== 0n) checkDuration(validation, get(tcp, 'idleTimeout'));
  checkDuration(validation, get(get(tcp, 'tcpKeepalive'), 'time'));
  checkDuration(validation, get(get(tcp, 'tcpKeepalive'), 'interval'));
}

function checkCounter({ error }: Validation, field: Field<number>, name: string): void {
  if ((numberOf(field) ?? 0) < 0) error('AP-102', field, `${name} must be non-negative`);
}
