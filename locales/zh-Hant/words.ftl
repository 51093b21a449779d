# 隨時可用的詞；| 分隔同義說法，大小寫和前後空格不論。

word-start = 開始 | 重新開始
word-hello = 你好 | 您好 | 在嗎
word-status = 狀態 | 進度 | 查詢 | 查一下
word-change = 修改 | 更改 | 改一下
word-cancel = 取消 | 放棄 | 不去了
word-language = 語言 | 換語言
word-help = 幫助 | 說明 | 怎麼用 | ？
word-stop = 退訂 | 停止 | 不要再發
word-back = 返回 | 上一步 | 後退
word-more = 更多 | 下一頁
word-human = 人工 | 客服 | 找人工 | 工作人員 | 轉人工
word-end = 結束 | 再見
word-yes = 是 | 是的 | 對 | 好 | 好的 | 可以 | 同意 | 沒錯
word-no = 不 | 否 | 不是 | 不要 | 不同意 | 錯 | 錯了 | 不對
word-ticket = 車票 | 我的車票
word-group = 同行 | 結伴 | 一起走
word-newticket = 換新車票 | 換票 | 補票
word-privacy = 隱私 | 個人資料 | 個人信息 | 我的資料

word-roster = 名單 | 花名冊 | 待確認
