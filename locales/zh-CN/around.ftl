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
label-file = 文件
field-document-empty = 文件是空的。
field-document-large = 文件超过 20 MiB。
field-document-kind = 不接受这种文件。可以上传 PDF、DOCX、XLSX、PNG、JPEG、TXT、CSV。
field-document-differs = 文件内容与扩展名不符。可以上传 PDF、DOCX、XLSX（不含宏）、PNG、JPEG、TXT、CSV。
field-document-bomb = 文件解压后过大，不予接受。
field-document-many = 待送达的文件过多，请先删除不用的文件。
