//! What `--help` teaches beyond the options: examples, exit status, what is left behind.

pub(super) const CONCORD: &str = "\
薪约 Concord: a negotiation table, law book, contract register and audit desk for collective wage bargaining, in one \
program.

Begin with `concord demo`. `check` and `audit` need no server and no database: files in, answers out.";

pub(super) const FIRST: &str = "\
Examples:
  concord demo                                 the Huinong case at http://127.0.0.1:8080
  concord check --terms sheet.json             is this offer lawful?
  concord audit --contract sheet.json --payroll payroll.csv --out out
  concord help audit explain                   help of one command

Exit status: 0 done, nothing found; 1 a breach was found (check, audit); 2 it could not run.";

pub(super) const DEMO: &str = "\
Examples:
  concord demo                                 loads the case on the first start, prints the sign-ins, serves
  concord demo --reset                         starts over
  concord demo --data my-demo --listen 127.0.0.1:9000

Its data is invented and its password is known to everybody: never for real bargaining. Ctrl-C ends it.

Exit status: 0 ended, 2 could not load or listen.";

pub(super) const SERVE: &str = "\
Examples:
  concord serve                                SQLite in data/concord.db, at http://127.0.0.1:8080
  concord serve --database-url 'postgres://concord@localhost/concord' --secure-cookies --behind-proxy

On an empty database it makes the schema and the account `operator`, whose password it prints once. On one that is \
behind it refuses to start: see `concord migrate`. RUST_LOG=info says more on standard error.

Exit status: 0 ended by SIGTERM or Ctrl-C, 2 could not start.";

pub(super) const MIGRATE: &str = "\
Examples:
  concord migrate                              after a new program was installed, before `concord serve`
  DATABASE_URL='postgres://concord@localhost/concord' concord migrate

Back up first. What is up to date stays as it is.

Exit status: 0 up to date, 2 failed (nothing half done).";

pub(super) const WORKER: &str = "\
Examples:
  DATABASE_URL='postgres://concord@localhost/concord' concord worker

`concord serve` does the same in process: workers of their own are for more of it. Several may run at once.

Exit status: 0 told to stop, 2 failed.";

pub(super) const REBUILD: &str = "\
Examples:
  concord projections rebuild                  prints how many negotiations there were

Numbers and ids of contracts stay as they are. It may run while the server does.

Exit status: 0 done, 2 failed.";

pub(super) const USER_ADD: &str = "\
Examples:
  printf '%s' \"$PASSWORD\" | concord user add li.hua --name 李华
  printf '%s' \"$PASSWORD\" | concord user add admin --name 管理员 --operator

At least 10 characters. Prints the account's id and login. What it may see and do comes with a mandate, which the \
operator grants on the pages.

Exit status: 0 added, 2 not (the login is taken, the password too short).";

pub(super) const CHECK: &str = "\
Examples:
  concord check --terms fixtures/sheets/valid/lawful.json
  concord check --terms sheet.json --json | jq '.[] | select(.outcome == \"breach\")'

One line for each rule and item: pass, breach, warning, omitted (the sheet is silent, the statute applies), cannot \
conclude (the rulebook has no value for a day or area). Every fault of an unreadable sheet goes to standard error.

Exit status: 0 no breach, 1 a breach, 2 unreadable input.";

pub(super) const AUDIT: &str = "\
Examples:
  concord audit --contract sheet.json --payroll payroll.csv --roster roster.csv --out out
  concord audit --contract sheet.json --payroll payroll.csv --out out --json
  concord audit --contract sheet.json --payroll payroll.xlsx --profile profile.json --out out
  concord audit explain --contract sheet.json --payroll payroll.csv --line 2

The payroll is CSV, or the first sheet of an XLSX workbook. Columns may have English or Chinese names, in any order; lines that cannot be read are rejected, counted and listed. \
Writes findings.csv, rejects.csv and summary.json, all or nothing. Columns, outcomes, limits: docs/PAYROLL.md.

Exit status: 0 no breach, 1 breaches found, 2 the run failed (nothing half-written is left).";

pub(super) const EXPLAIN: &str = "\
Examples:
  concord audit explain --contract sheet.json --payroll payroll.csv --line 2
  concord audit explain --contract sheet.json --payroll payroll.csv --line 2 --rule S4 --json

The formula with its numbers, the value before rounding, the rounding, the clause or article. Lines are those of \
findings.csv.

Exit status: 0 shown, 2 no record begins on that line, or it cannot be read.";

pub(super) const PROFILE: &str = "\
Examples:
  concord audit profile guess payroll.xlsx > profile.json
  concord audit profile apply payroll.xlsx --profile profile.json --out payroll.csv
  concord audit --contract sheet.json --payroll payroll.xlsx --profile profile.json --out out

Exit status: 0 done, 3 questions or rejected rows, 2 it could not run.";

pub(super) const PROFILE_GUESS: &str = "\
Examples:
  concord audit profile guess payroll.xlsx > profile.json
  concord audit profile guess payroll.xlsx --contract sheet.json --name 'Works payroll'

By the audit's own names of columns, their aliases and words usual in payrolls. What may mean two things is not chosen: it \
stands in `ask`, and a profile with questions reads nothing. Answer them in the file (each column has its source) and take \
`ask` out. What was taken as probable stands in `unsure`. The form, with examples: docs/PAYROLL-PROFILES.md.

Exit status: 0 nothing to ask, 3 there are questions, 2 no table, or no row like a header.";

pub(super) const PROFILE_APPLY: &str = "\
Examples:
  concord audit profile apply payroll.xlsx --profile profile.json --out payroll.csv
  concord audit profile apply payroll.xlsx --profile profile.json | head

Rows that the profile leaves out, and rows with a cell that it does not cover, go to standard error with line, column, value \
and reason.

Exit status: 0 every row read, 3 rows were rejected, 2 it could not run (nothing half-written is left).";

pub(super) const USER_CLOSE: &str = "\
Examples:
  concord user close li.hua
  concord user reopen li.hua

Sessions, tokens, calendar feeds and open streams of the account end at once. At least one operator stays. Whoever holds \
a mandate for an organisation is told of in its log.

Exit status: 0 done, 2 not (no such login, closed already, the last operator).";

pub(super) const MANDATE_CONFIRM: &str = "\
Examples:
  concord mandate confirm 3f0c6c1e-6f0e-4f4e-9a58-0d0c53b9d0f7

A mandate that an operator asked for counts once a representative of the organisation has confirmed it. Where it has none \
yet, a second operator confirms it on the pages, or this command does.

Exit status: 0 confirmed, 2 not (no such mandate, answered before).";
