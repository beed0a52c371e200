# 演示
demo-loading = 正在装入惠农案例……
demo-ready = 薪约演示已启动：{ $address }
demo-union = 马秀英，行业工会联合会首席代表
demo-employer = 王建国，行业协会首席代表
demo-bureau = 赵敏，惠农区人社局审查人员
demo-store = 吴海涛，百货大楼首席代表（看不到行业协商）
demo-operator = 系统管理员
demo-only = 演示数据在 { $folder }；重新开始：concord demo --reset。口令只用于演示。
