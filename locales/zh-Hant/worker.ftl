# 一位工人的頁面

console-worker-seat = 座位
console-worker-line = 排隊
console-worker-ahead = 前面{ $ahead }人
console-worker-lacks = 還缺什麼
console-worker-why = 理由（2到200字，存檔）
console-worker-reason = 請寫理由，2到200字。
console-worker-save = 儲存
console-worker-class-title = 排隊優先
console-worker-class = 優先類別
console-class-medical = 就醫
console-class-pregnant = 孕婦
console-class-key-employer = 重點企業
console-class-ordinary = 無
console-worker-class-set = 優先類別已儲存。
console-worker-waive-title = 免除一項要求
console-worker-trip = 車次
console-worker-requirement = 要求
console-worker-waived = 這位工人坐這趟車已免除這項要求。
console-worker-never-waived = 這項要求關係到同車人的安全，不能免除。
console-worker-name-title = 更正姓名
console-worker-name = 姓名（與身份證一致）
console-worker-name-wrong = 這不像姓名，請核對。
console-worker-name-set = 姓名已更正，座位和車票不變。
