# 桌边：信息、会议、文件、本方备忘
withheld = 内容保密
withheld-hint = 本次行为的内容涉及商业秘密，只有双方协商代表可以查阅。行为本身、时间和凭证照常公开给有权查看协商的各方。
label-documents = 随附文件

# 文件
tab-documents = 文件
document = 文件
documents-own = 本方文件
documents-own-hint = 送达之前只有本方看得到。送达后对方可以查阅，不能撤回或者更换。
documents-own-none = 没有待送达的文件。
documents-served-by = { $side }已送达的文件
documents-served-none = 尚未送达文件。
document-add = 添加文件
document-add-hint = PDF、DOCX、XLSX、PNG、JPEG、TXT、CSV，每个不超过 20 MiB。
confidential-hint = 涉及商业秘密的文件和信息只供双方协商代表查阅，劳动行政部门和其他人都看不到内容。
document-store = 存入本方文件
document-remove = 删除
document-kind = 类型
document-text = 文本
document-sheet = 电子表格（XLSX）
document-prose = 文字文档（DOCX）
served-by-act = 以第 { $seq } 号行为送达
stored-at = 存入于
field-document-empty = 文件是空的。
field-document-large = 文件超过 20 MiB。
field-document-kind = 不接受这种文件。可以上传 PDF、DOCX、XLSX、PNG、JPEG、TXT、CSV。
field-document-differs = 文件内容与扩展名不符。可以上传 PDF、DOCX、XLSX（不含宏）、PNG、JPEG、TXT、CSV。
field-document-bomb = 文件解压后过大，不予接受。
field-record-full = 本方在本次协商中提交的大篇幅文本已达上限，请改用篇幅较小的文本。
field-document-many = 待送达的文件过多，请先删除不用的文件。

# 本方备忘
tab-notes = 本方备忘
notes-private = 只有本方看得到；对方、劳动行政部门和系统管理员都看不到。
notes-all = 全部备忘
notes-none = 还没有备忘。
note = 备忘
note-new = 写备忘
note-about = 针对
note-whole = 整体
note-write = 保存备忘
note-change = 修改
note-save = 保存修改
note-remove = 删除这条备忘
note-edited = 修改于
give-and-take = 取舍
marks-hint = 标明哪些条款不能让、哪些可以交换。
marks-save = 保存取舍
mark-must_have = 必争
mark-trade_off = 可让
label-mark = 取舍

# 信息
tab-information = 信息
information-hint = 双方应当在期限内向对方提供与协商有关的真实情况和资料；不能提供的应当说明理由。
information-none = 双方都还没有提出信息要求。
information-several = 随要约提出的信息要求
information-open = 待答复
information-asked = 提出
information-given = 已提供
information-refused = 不提供，理由如下

# 会议
tab-sessions = 会议
sessions-none = 还没有开过会。
session-number = 第 { $number } 次会议
next-chair = 下次会议由{ $side }首席代表主持。
next-chair-either = 下次会议可以由任一方首席代表主持。
minutes = 会议记录
minutes-signed = 会议记录已签署
minutes-to-sign = 会议记录待签署
minutes-missing = 待录入会议记录
signature-there = 已签
signature-missing = 待签
notes-count = 备注 { $count } 条
notes-all-count = 全部 { $count } 条备忘
