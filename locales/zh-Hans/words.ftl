# 随时可用的词；| 分隔同义说法，大小写和前后空格不论。

word-start = 开始 | 重新开始
word-hello = 你好 | 您好 | 在吗
word-status = 状态 | 进度 | 查询 | 查一下
word-change = 修改 | 更改 | 改一下
word-cancel = 取消 | 放弃 | 不去了
word-language = 语言 | 换语言
word-help = 帮助 | 怎么用 | ？
word-stop = 退订 | 停止 | 不要再发
word-back = 返回 | 上一步 | 后退
word-more = 更多 | 下一页
word-human = 人工 | 客服 | 找人工 | 工作人员 | 转人工
word-end = 结束 | 再见
word-yes = 是 | 是的 | 对 | 好 | 好的 | 可以 | 同意 | 没错
word-no = 不 | 否 | 不是 | 不要 | 不同意 | 错 | 错了 | 不对
word-ticket = 车票 | 我的车票 | 票
word-group = 同行 | 结伴 | 一起走
word-newticket = 换新车票 | 换票 | 补票
word-privacy = 隐私 | 个人信息 | 我的信息 | 我的资料

word-roster = 名单 | 花名册 | 待确认
