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
