# 檔案

export-title = 我們留存的您的資訊
export-made = 製作時間：{ $at }
export-person = 您本人
export-registered = 登記時間：{ $at }
export-health = 健康
export-health-at = 健康碼填報時間：{ $at }
export-certificate-number = 健康證明號碼：{ $number }
export-temperature = { $at } 車次{ $trip }：{ $degrees } °C
export-seen =
    { $at } 車次{ $trip }：{ $code ->
        [green] 看到綠碼
        [yellow] 看到黃碼
        [red] 看到紅碼
       *[none] 沒有健康碼
    }
export-photo = 照片，發送時間：{ $at }
export-travel = 行程
export-seat = 座位：車次{ $trip }，{ $departs }，{ $vehicle }，{ $seat }號
export-line = 車次{ $trip }排隊中，前面{ $ahead }人
export-wish = 已登記出行需求，還沒有車次
export-party = 與人同行，共{ $size }人
export-ticket = 車票{ $code }，車次{ $trip }，出票時間：{ $at }
export-ticket-revoked = 車票{ $code }，車次{ $trip }，出票時間：{ $at }，已作廢
export-consents = 您的同意
export-agreed =
    { $at }：{ $kind ->
        [service] 同意登記
        [health] 同意健康資訊
       *[travel] 同意行程資訊
    }
export-refused =
    { $at }：{ $kind ->
        [service] 不同意登記
        [health] 不同意健康資訊
       *[travel] 不同意行程資訊
    }
export-others = 其他
export-declared = { $employer }把您列入了自己的員工名單。
export-lists = 您在{ $count }份通知名單上。
export-help = 與工作人員的對話
export-talk = 這個聊天
export-you = { $at } 您：{ $text }
export-us = { $at } 我們：{ $text }
export-nothing = 無
