# 我们留存的个人信息：聊天里

privacy-title = 我们留存的您的信息
privacy-nothing = 您还没有告诉我们任何个人信息。
privacy-registered = 您登记的是：
privacy-typed = 还没有提交。您已经填写：
privacy-messages = 💬 这个聊天里的{ $count }条消息
privacy-photos = 📷 { $count }张照片
privacy-readings = 🌡 途中记录的{ $count }次健康检查
privacy-consents = ✅ 您对征求同意的{ $count }次答复
privacy-declared = 🏢 { $employer }把您列入了自己的员工名单。这份名单属于单位，请向单位人事询问。
privacy-why =
    这些信息只用来帮您返工。只有我们和您单位的人事能看到，号码部分隐藏。
    健康信息在您到达{ $days }天后自动删除。
ask-privacy = 您想做什么？
button-privacy = 🔒 我的信息
button-download = 📥 做成文件给我
button-correct = ✏️ 更正
button-erase = 🗑 删除
privacy-file = 📥 我们留存的您的全部信息都在这个文件里，号码是完整的，请妥善保管。{ $hours }小时内可以打开，过后再要一次就行。
privacy-file-name = 我的信息
ask-erase-title = 全部删除吗？
ask-erase =
    这些会永久删除：
    • 姓名、身份证号、手机号和健康信息
    • 您的照片和聊天内容
    • 您的座位、排队位置和车票
    • 您在单位名单上的位置
ask-erase-typed =
    这些会永久删除：
    • 您填写过的全部内容
    • 您的照片和聊天内容
erase-stays =
    这些会留下：不带姓名的统计数字、一条“何时已删除”的记录，以及“这个聊天不收通知”。单位自己的名单归单位所有。您手机里可能还有聊天记录，请自行删除。
button-erase-yes = 🗑 是，全部删除
button-erase-no = ↩️ 不，保留
erase-declined = 没有删除任何内容。
erase-travelling = 车次{ $code }正在上车或在路上。为了同车人的安全，到达之前要保留您的信息；到达后可以在这里删除。
erase-done-title = 已删除
erase-done = 我们掌握的您的信息已全部删除，以后也不再给您发通知。
erase-gave-up = 您的座位或排队位置已让给别人。
button-register-anew = 📝 重新登记
command-privacy = 我们留存的您的信息

# 文件

export-title = 我们留存的您的信息
export-made = 制作时间：{ $at }
export-person = 您本人
export-registered = 登记时间：{ $at }
export-health = 健康
export-health-at = 健康码填报时间：{ $at }
export-certificate-number = 健康证明号码：{ $number }
export-temperature = { $at } 车次{ $trip }：{ $degrees } °C
export-seen =
    { $at } 车次{ $trip }：{ $code ->
        [green] 看到绿码
        [yellow] 看到黄码
        [red] 看到红码
       *[none] 没有健康码
    }
export-photo = 照片，发送时间：{ $at }
export-travel = 行程
export-seat = 座位：车次{ $trip }，{ $departs }，{ $vehicle }，{ $seat }号
export-line = 车次{ $trip }排队中，前面{ $ahead }人
export-wish = 已登记出行需求，还没有车次
export-party = 与人同行，共{ $size }人
export-ticket = 车票{ $code }，车次{ $trip }，出票时间：{ $at }
export-ticket-revoked = 车票{ $code }，车次{ $trip }，出票时间：{ $at }，已作废
export-consents = 您的同意
export-agreed =
    { $at }：{ $kind ->
        [service] 同意登记
        [health] 同意健康信息
       *[travel] 同意行程信息
    }
export-refused =
    { $at }：{ $kind ->
        [service] 不同意登记
        [health] 不同意健康信息
       *[travel] 不同意行程信息
    }
export-others = 其他
export-declared = { $employer }把您列入了自己的员工名单。
export-lists = 您在{ $count }份通知名单上。
export-help = 与工作人员的对话
export-talk = 这个聊天
export-you = { $at } 您：{ $text }
export-us = { $at } 我们：{ $text }
export-nothing = 无

# 后台

console-privacy-title = 隐私
console-privacy-intro = 到期自动删除了什么，哪些人已删除。已删除的人只留下编号和数量。
console-privacy-runs = 自动删除的健康信息
console-privacy-run-at = 时间
console-privacy-run-kind = 内容
console-privacy-run-removed = 删除数量
console-privacy-run-oldest = 现存最早
console-privacy-no-runs = 还没有清理过。
console-privacy-no-runs-advice = 每天自动清理一次。
console-privacy-kind-answers = 健康填报（人）
console-privacy-kind-photos = 照片
console-privacy-kind-messages = 消息文字
console-privacy-kind-temperatures = 途中体温
console-privacy-kind-doors = 上车时的记录
console-privacy-kind-expired = 过期的链接、会话和文件
console-privacy-erasures = 已删除的人
console-privacy-erasure-at = 时间
console-privacy-erasure-by = 操作人
console-privacy-erasure-self = 本人
console-privacy-erasure-subject = 编号
console-privacy-erasure-reason = 理由
console-privacy-erasure-counts = 删除了什么
console-privacy-erasure-went = 消息{ $messages }条，照片{ $photos }张，座位或排队{ $seats }个，健康记录{ $health }条
console-privacy-no-erasures = 还没有人被删除。
console-privacy-no-erasures-advice = 工人在聊天里输入“隐私”可以自己删除。
console-erase-title = 删除一个人
console-erase-goes = 永久删除：姓名、身份证号、手机号、健康信息、照片、全部消息文字、座位、排队位置、车票、名单上的位置。
console-erase-stays = 留下：数量、不带文字的操作记录、这次删除的证明。单位自己的申报归单位所有。工人的聊天不再收到通知。
console-erase-name = 姓名
console-erase-id = 身份证号
console-erase-mobile = 手机号
console-erase-chats = 聊天
console-erase-photos = 照片
console-erase-readings = 途中健康记录
console-erase-reason = 理由（2到200字，存档）
console-erase-reason-hint = 不要写姓名和号码：理由会留下。
console-erase-reason-needed = 请写理由，2到200字。
console-erase-sure = 我知道这无法恢复
console-erase-sure-needed = 请勾选确认。
console-erase-button = 删除
console-erase-travelling = 车次{ $code }正在上车或在路上，到达之前不能删除车上的人。
console-erase-done = 此人的信息已删除。
