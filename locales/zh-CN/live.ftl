# 实时更新
problem-crowded = 打开的窗口过多
problem-crowded-detail = 您同时监听更新的窗口过多，请关闭一些后刷新；不监听时页面照常可用。
