# Payroll audit
audit-counts = { $lines } lines: { $audited } audited, { $rejected } rejected; { $enterprises } enterprises, { $workers } workers.
audit-rule = Rule
audit-shortfall = shortfall ({ $currency })
audit-unknown-columns = Columns not used:
audit-no-such-line = No record begins on line { $line }.
audit-required = required
audit-actual = actual
audit-basis = basis
audit-rounding = rounding
audit-contract = contract
audit-rulebook = rulebook
audit-missing = shortfall
findings-kept = { $total } findings in all; the first { $kept } of the file are kept here. The counts include all of them.
