import { readFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { parse } from 'yaml';
import { loadRegularExpressions } from '../../src/model/regular-expressions.ts';
import { evaluateGatewayAPI } from '../../src/request/gateway-api.ts';
import { gatewayAPIWorld } from '../../src/request/gateway-api-world.ts';
import { convertWorld } from './conformance-tests.ts';
import { upstreamPath } from './data.ts';

test('adhoc', async () => {
  const tests: any[] = parse(readFileSync(`${upstreamPath('gateway-api','conformance')}/tests.yaml`, 'utf8'));
  const ex = await loadRegularExpressions();
  let ok = 0, bad = 0, skipped = 0;
  const out: string[] = [];
  for (const t of tests) {
    for (const r of t.requests ?? []) {
      if (r.scheme === 'udp') { skipped++; continue; }
      let world;
      try { world = gatewayAPIWorld(await convertWorld(t, r.step ?? 0, true)); } catch (e) { out.push(`${t.shortName} LOAD ${e}`); continue; }
      const q = r.request;
      let entry: any, port = r.port, service = '';
      if (t.profile === 'gateway') { const [namespace, name] = r.gateway.split('/'); entry = { type: 'gateway', namespace, name }; }
      else {
        if (!r.toHost) { skipped++; continue; }
        const [n, ns] = r.toHost.split('.');
        service = `${n}.${ns ?? r.client.namespace}.svc.cluster.local`;
        entry = { type: 'mesh', clientNamespace: r.client.namespace, service };
        port = r.port ?? 80;
      }
      const transport = t.profile === 'mesh' ? 'http' : r.scheme;
      const host = q.host === null ? '10.0.0.1' : q.host ?? '';
      const headers: any[] = Object.entries(q.headers ?? {}).map(([k, v]) => [k, String(v)]);
      const isGrpc = String(q.protocol).includes('gRPC');
      const request = { entry, port, transport, sni: q.sni ?? '', method: q.method ?? 'GET', authority: host, path: q.path ?? '/', headers, grpc: isGrpc } as const;
      const e = evaluateGatewayAPI(world, request, ex);
      const o: any = e.outcome;
      const x = r.expect;
      const problems: string[] = [];
      const status = o.kind === 'backends' ? 200 : o.kind === 'default-forward' ? 200 : o.status;
      if (x.statusCodes && !x.statusCodes.includes(status) && !(o.kind==='backends' && o.choices.every((c:any)=>c.probability===0||c.response && x.statusCodes.includes(c.response)))) problems.push(`status ${status} not in ${x.statusCodes}`);
      const hosts = o.choices?.filter((c: any) => c.probability > 0).map((c: any) => c.host);
      const want = x.backendService ?? x.backend;
      if (want && o.kind !== 'default-forward') { if (!hosts?.length || !hosts.every((h: string) => h.startsWith(`${want}.`) || h.split('.')[0].startsWith(want))) problems.push(`backend ${hosts} not ${want}`); }
      if (x.requestAtBackend && o.kind === 'backends') for (const rq of o.requests) {
        const a = x.requestAtBackend;
        if (a.path && a.path !== rq.path) problems.push(`path ${rq.path} not ${a.path}`);
        if (a.host && a.host !== rq.authority && t.profile !== 'mesh') problems.push(`host ${rq.authority} not ${a.host}`);
        for (const [k, v] of Object.entries(a.headers ?? {})) if (String(rq.headers[k.toLowerCase()]) !== String(v)) problems.push(`header ${k} ${rq.headers[k.toLowerCase()]} not ${v}`);
        for (const k of a.absentHeaders ?? []) if (k.toLowerCase() in rq.headers) problems.push(`header ${k} there`);
      }
      if (x.responseHeaders) {
        const cors = o.cors?.responseHeaders ?? {};
        const ch = o.responses?.[0] ?? { set: {}, add: {}, remove: [] };
        const base: any = {};
        for (const [k, v] of Object.entries(q.backendSetsResponseHeaders ?? {})) base[k.toLowerCase()] = String(v);
        const res: any = { ...base, ...cors, ...ch.set };
        for (const [k, v] of Object.entries(ch.add)) res[k] = res[k] ? `${res[k]},${v}` : v;
        for (const k of ch.remove) delete res[k];
        const norm = (s: any) => String(s).replace(/\s/g, '');
        for (const [k, v] of Object.entries(x.responseHeaders.set ?? {})) if (norm(res[k.toLowerCase()]) !== norm(v)) problems.push(`res ${k} ${res[k.toLowerCase()]} not ${v}`);
        for (const [k, v] of Object.entries(x.responseHeaders.oneOf ?? {})) if (!(v as any[]).map(norm).includes(norm(res[k.toLowerCase()]))) problems.push(`res ${k} ${res[k.toLowerCase()]} not one of ${v}`);
        for (const k of x.responseHeaders.absent ?? []) if (k.toLowerCase() in res) problems.push(`res ${k} there`);
      }
      if (x.redirect) {
        if (o.kind !== 'redirect') problems.push('no redirect');
        else {
          const u = new URL(o.location);
          const sch = x.redirect.scheme ?? r.scheme;
          if (u.protocol !== `${sch}:`) problems.push(`scheme ${u.protocol}`);
          if (x.redirect.host && u.hostname !== x.redirect.host) problems.push(`host ${u.hostname} not ${x.redirect.host}`);
          if (u.pathname !== (x.redirect.path ?? q.path)) problems.push(`path ${u.pathname}`);
          const p = u.port === '' ? null : Number(u.port);
          const xp = x.redirect.port === undefined ? null : x.redirect.port === null ? null : Number(x.redirect.port);
          const def = sch === 'http' ? 80 : 443;
          if (p !== (xp === def ? null : xp)) problems.push(`port ${u.port} not ${x.redirect.port}: ${o.location}`);
        }
      }
      if (x.mirroredTo) for (const m of x.mirroredTo) { const n = m.service ?? m.name ?? m; if (!o.mirrors?.some((mm: any) => mm.host.startsWith(`${n}.`))) problems.push(`mirror ${JSON.stringify(m)} in ${JSON.stringify(o.mirrors)}`); }
      if (x.grpcCodeNumber !== undefined) { const g = o.kind === 'backends' ? 0 : o.grpcStatus; if (g !== x.grpcCodeNumber) problems.push(`grpc ${g} not ${x.grpcCodeNumber}`); }
      if (x.outcome && !problems.length) {
        const good: any = { 'http-error': ['direct', 'not-found', 'rejected', 'misdirected'], 'grpc-error': ['direct', 'not-found'], 'connection-error': ['rejected'], 'connection-rejected': ['rejected'], connected: ['tcp', 'tls-passthrough'], 'websocket-echo': ['backends'] };
        if (!good[x.outcome]?.includes(o.kind)) problems.push(`outcome ${o.kind} not ${x.outcome}`);
      }
      if (problems.length) { bad++; out.push(`${t.istio.run ? 'RUN ' : ''}${r.dynamic ? 'DYN ' : ''}${t.shortName} | ${r.case} | ${JSON.stringify(request)} | ${problems.join('; ')} | ${JSON.stringify(o).slice(0, 300)} | ${JSON.stringify(x)}`); }
      else ok++;
    }
  }
  console.log(`ok ${ok} bad ${bad} skipped ${skipped}\n${out.join('\n')}`);
}, 300000);
