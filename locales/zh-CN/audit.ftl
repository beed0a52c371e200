# 工资审计
audit-counts = 共 { $lines } 行：审计 { $audited } 行，拒收 { $rejected } 行；企业 { $enterprises } 家，职工 { $workers } 人。
audit-rule = 规则
audit-shortfall = 差额（{ $currency }）
audit-unknown-columns = 未使用的列：
audit-no-such-line = 文件中没有从第 { $line } 行开始的记录。
audit-required = 应为
audit-actual = 实为
audit-basis = 依据
audit-rounding = 舍入
audit-contract = 合同
audit-rulebook = 规则库
audit-missing = 差额
findings-kept = 共发现 { $total } 处，这里保存了文件中最前面的 { $kept } 处；统计数字包括全部。
