# 实时更新
problem-crowded = 打开的窗口过多
problem-crowded-detail = 您同时监听更新的窗口过多，请关闭一些后刷新；不监听时页面照常可用。
live-updated = 本页已更新。
live-editing = 有新的内容送达，您正在填写的内容未作改动。
live-look = 载入最新状态
live-ended = 您已退出登录，或不再有权查看本页。
live-away = 连接中断，正在重试。

# 各项协商的期限
what-runs-out = 即将到期
all-deadlines = 全部期限
all-deadlines-hint = 您可查看的全部协商中的期限，已逾期的在前，其余按到期日排列。
see-all-deadlines = 全部期限（{ $count }）
no-deadlines-found = 没有符合条件的期限。
when-it-runs-out = 到期未办理的后果
to-do = 办理
whose-all = 各方
whose-mine = 本方
whose-theirs = 其他方
which-open = 进行中或已逾期
which-running = 进行中
which-overdue = 已逾期
which-all = 全部，含已办结
runs-out-reply = 不答复不视为同意；逾期仍可答复，对方可向劳动行政部门反映。
runs-out-disclosure = 记为逾期；对方可向劳动行政部门反映。
runs-out-replacement = 记为逾期；缺额仍应补足。
runs-out-talks = 记为超期；协商不自动终止，任何一方可申请协调处理。
runs-out-suspension = 中止期满，协商自动恢复。
runs-out-coordination = 记为超期；争议并不因此了结。
runs-out-offer_expiry = 方案失效，不能再被接受。
runs-out-ballot = 记为逾期；草案不因此通过，仍应组织表决。
runs-out-second_vote = 记为逾期；草案不因此通过。
runs-out-filing = 记为逾期；合同仍应报送。
runs-out-correction = 记为逾期；补正之前审查不再继续。
runs-out-review = 期满未提出异议的，合同依该规定即行生效。
runs-out-publication = 记为逾期；合同仍应公布。
runs-out-renewal = 合同期满终止。

# 日历
calendar-name = 薪约期限
calendar-summary = { $deadline }（{ $who }）：{ $title }
calendar-summary-nobody = { $deadline }：{ $title }
calendar-feeds = 日历订阅
calendar-hint = 在您自己的日历中订阅各项期限。知道地址的人都能读取：请妥善保管，如有疑虑请撤销。日历只显示您当时有权查看的内容。
calendar-once = 您的日历地址，只显示这一次。
calendar-make = 生成订阅地址
calendar-number = 第 { $number } 号
field-too-many = 您已有十个地址，请先撤销一个。
label-calendar = 日历
