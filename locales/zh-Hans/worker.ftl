# 一位工人的页面

console-worker-seat = 座位
console-worker-line = 排队
console-worker-ahead = 前面{ $ahead }人
console-worker-lacks = 还缺什么
console-worker-why = 理由（2到200字，存档）
console-worker-reason = 请写理由，2到200字。
console-worker-save = 保存
console-worker-class-title = 排队优先
console-worker-class = 优先类别
console-class-medical = 就医
console-class-pregnant = 孕妇
console-class-key-employer = 重点企业
console-class-ordinary = 无
console-worker-class-set = 优先类别已保存。
console-worker-waive-title = 免除一项要求
console-worker-trip = 车次
console-worker-requirement = 要求
console-worker-waived = 这位工人坐这趟车已免除这项要求。
console-worker-never-waived = 这项要求关系到同车人的安全，不能免除。
console-worker-name-title = 更正姓名
console-worker-name = 姓名（与身份证一致）
console-worker-name-wrong = 这不像姓名，请核对。
console-worker-name-set = 姓名已更正，座位和车票不变。
