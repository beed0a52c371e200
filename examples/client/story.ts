// A negotiation from sign-in to audit, by a client generated from the OpenAPI document and nothing else of Concord's.
// Every call, act and answer is typed: `tsc --strict` refuses a field, word or status that the document does not have.

import { createClient, createConfig, type Client } from './generated/client/index.js';
import * as api from './generated/sdk.gen.js';
import type { Act, MandateRole, OrganisationKind, Problem, SignedSheet } from './generated/types.gen.js';

const baseUrl = process.env['CONCORD_URL'] ?? 'http://127.0.0.1:8080';
const operatorPassword = process.env['CONCORD_OPERATOR_PASSWORD'] ?? '';

/** The answer, or the problem as an exception. */
async function got<T>(asked: Promise<{ data?: T; error?: Problem | unknown; response?: Response }>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response?.ok) throw new Error(`${response?.status} ${response?.url}: ${JSON.stringify(error)}`);
  return data as T;
}

async function signedIn(login: string, password: string): Promise<Client> {
  const anybody = createClient(createConfig({ baseUrl }));
  const { token } = await got(api.createToken({ client: anybody, body: { login, password } }));
  return createClient(createConfig({ baseUrl, auth: token }));
}

const operator = await signedIn('operator', operatorPassword);
const marker = Date.now().toString(36);

async function organisation(name: string, kind: OrganisationKind): Promise<string> {
  const body = { name: `${name} ${marker}`, kind, area: '640205', industry: 'F' };
  return (await got(api.createOrganisation({ client: operator, body }))).id;
}

// A second operator confirms what the first asks for: nobody grants a first mandate alone.
const second = `second-${marker}`;
await got(api.createAccount({ client: operator, body: { login: second, name: '第二操作员', password: `${second}-password`, operator: true } }));
const confirming = await signedIn(second, `${second}-password`);

async function person(login: string, name: string, organisation: string, role: MandateRole): Promise<Client> {
  const own = `${login}-${marker}`;
  const account = await got(api.createAccount({ client: operator, body: { login: own, name, password: `${own}-password` } }));
  const from = new Date(Date.now() - 86_400_000 * 7).toISOString().slice(0, 10);
  const mandate = await got(api.requestMandate({ client: operator, body: { account: account.id, organisation, role, from } }));
  await got(api.confirmMandate({ client: confirming, path: { id: mandate.id } }));
  return signedIn(own, `${own}-password`);
}

const unionOrg = await organisation('商贸流通行业工会联合会', 'union_federation');
const employerOrg = await organisation('商贸流通行业协会', 'employer_organisation');
const bureauOrg = await organisation('人力资源和社会保障局', 'labour_bureau');
const union = await person('union', '马秀英', unionOrg, 'chief_representative');
const employer = await person('employer', '王建国', employerOrg, 'chief_representative');
const bureau = await person('bureau', '赵敏', bureauOrg, 'reviewer');

const opened = await got(api.openNegotiation({
  client: union,
  body: {
    title: `工资集体协商 ${marker}`, jurisdiction: 'CN-64', area: '640205', industry: 'F',
    worker_org: unionOrg, employer_org: employerOrg, bureau_org: bureauOrg, reopening: 'mutual',
  },
}));
const path = { id: opened.id };

/** Does an act; its number and what was decided come back. */
async function act(client: Client, body: Act) {
  const done = await got(api.doAct({ client, path, body }));
  console.log(`#${done.seq} ${done.act} (${done.by.capacity})`);
  return done;
}

const year = new Date().getUTCFullYear() + 1;
await act(union, {
  act: 'invite', topics: ['行业最低工资标准', '加班工资'], proposed_at: new Date(Date.now() + 86_400_000 * 10).toISOString(),
  place: '会议室', message: '请予答复',
});
await act(employer, { act: 'reply', decision: 'accept' });
const members = (chief: string, side: string) => [
  { name: chief, post: '首席', chief: true }, { name: `${side}代表1` }, { name: `${side}代表2` },
];
await act(union, { act: 'name_delegation', members: members('马秀英', '职工') });
await act(employer, { act: 'name_delegation', members: members('王建国', '企业') });

// A wrong word, told as a typed problem.
const refused = await api.doAct({ client: employer, path, body: { act: 'accept_offer', offer: 1 } });
if (refused.response?.status !== 422) throw new Error('accepting nothing must be refused');
console.log(`refused: ${(refused.error as Problem).code}`);

const sheet: SignedSheet = {
  schema: 'concord.term-sheet/1', jurisdiction: 'CN-64', area: '640205', currency: 'CNY',
  effective: { from: `${year}-01-01`, to: `${year}-12-31` },
  items: [
    { key: 'minimum_wage', kind: 'minimum_wage', unit: 'month', amount: '3000.00' },
    { key: 'wage_adjustment', kind: 'wage_adjustment', basis: 'percent', low: '4', high: '8' },
    { key: 'overtime', kind: 'overtime', base: 'agreed_wage', weekday: '1.5', rest_day: '2', holiday: '3', monthly_cap_hours: '36' },
  ],
};
const breaches = (await got(api.checkFloor({ client: union, body: sheet }))).filter((result) => result.outcome === 'breach');
if (breaches.length > 0) throw new Error(`unlawful: ${JSON.stringify(breaches)}`);
const offer = await act(union, { act: 'table_offer', sheet });
const table = await got(api.getTable({ client: employer, path }));
console.log(`on the table: ${table.rows.length} cells, ${table.tally.agreed} agreed`);
await act(employer, { act: 'accept_offer', offer: offer.seq });

const stands = async () => got(api.getNegotiation({ client: union, path }));
const need = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error('missing');
  return value;
};
for (const chief of [union, employer]) await act(chief, { act: 'agree_draft', sha256: need((await stands()).draft_sha256) });
await act(union, { act: 'open_ballot', body: '行业职工代表大会', roll: 30 });
await act(union, { act: 'record_vote', present: 28, in_favour: 25, against: 2, abstained: 1 });
for (const chief of [union, employer]) await act(chief, { act: 'sign', sha256: need((await stands()).contract_sha256) });
await act(employer, {
  act: 'file',
  pack: {
    copies: 3, explanation: '说明', average_wage_last_year: '48000.00', adjustment_percent: '6', workers_covered: 320,
    enterprises_covered: 1, credentials: true, resolution: true, minutes: true,
  },
});
await act(bureau, { act: 'acknowledge', number: '人社收〔1〕号' });
await act(bureau, {
  act: 'give_opinion', number: '人社审〔1〕号', opinion: { result: 'no_objection' },
  heads: { qualification: '合格', procedure: '合法', content: '不低于法定标准' },
});
for (const chief of [union, employer]) await act(chief, { act: 'publish', means: '公告栏' });

const registered = need((await stands()).contract);
const anybody = createClient(createConfig({ baseUrl }));
const contract = await got(api.getContract({ client: anybody, path: { id: registered } }));
console.log(`registered: ${contract.number}, in force since ${contract.in_force_since}`);

const acts = await got(api.listActs({ client: union, path }));
const tabled = acts.find((one) => one.act === 'table_offer');
// The union of acts narrows by its word: an offer has a sheet, a vote has counts.
if (tabled?.act === 'table_offer') console.log(`offered: ${tabled.sheet.items.length} items`);

const payroll = [
  'enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay',
  `9164020589MXMRUW56,W1,${year}-06,full_time,2000.00,21.75,2000.00`,
].join('\n');
// A payroll is taken and worked through by a job.
let audit = await got(api.auditPayroll({ client: bureau, path: { id: registered }, body: payroll }));
for (let asked = 0; asked < 60 && (audit.state === 'queued' || audit.state === 'running'); asked += 1) {
  await new Promise((again) => setTimeout(again, 250));
  audit = await got(api.getAudit({ client: bureau, path: { id: audit.id } }));
}
const findings = await got(api.listFindings({ client: bureau, path: { id: audit.id } }));
console.log(`audited: ${findings.total} findings, the first by ${findings.findings[0]?.rule}`);
if (findings.total === 0) throw new Error('a wage below the agreed minimum must be found');
console.log('the story is told');
