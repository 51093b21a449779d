# 我們留存的個人資訊：聊天裡

privacy-title = 我們留存的您的資訊
privacy-nothing = 您還沒有告訴我們任何個人資訊。
privacy-registered = 您登記的是：
privacy-typed = 還沒有提交。您已經填寫：
privacy-messages = 💬 這個聊天裡的{ $count }條訊息
privacy-photos = 📷 { $count }張照片
privacy-readings = 🌡 途中記錄的{ $count }次健康檢查
privacy-consents = ✅ 您對徵求同意的{ $count }次答覆
privacy-declared = 🏢 { $employer }把您列入了自己的員工名單。這份名單屬於單位，請向單位人事詢問。
privacy-why =
    這些資訊只用來幫您返工。只有我們和您單位的人事能看到，號碼部分隱藏。
    健康資訊在您到達{ $days }天後自動刪除。
ask-privacy = 您想做什麼？
button-privacy = 🔒 我的資訊
button-download = 📥 做成檔案給我
button-correct = ✏️ 更正
button-erase = 🗑 刪除
privacy-file = 📥 我們留存的您的全部資訊都在這個檔案裡，號碼是完整的，請妥善保管。{ $hours }小時內可以打開，過後再要一次就行。
privacy-file-name = 我的資訊
ask-erase-title = 全部刪除嗎？
ask-erase =
    這些會永久刪除：
    • 姓名、身份證號、手機號和健康資訊
    • 您的照片和聊天內容
    • 您的座位、排隊位置和車票
    • 您在單位名單上的位置
ask-erase-typed =
    這些會永久刪除：
    • 您填寫過的全部內容
    • 您的照片和聊天內容
erase-stays =
    這些會留下：不帶姓名的統計數字、一條「何時已刪除」的記錄，以及「這個聊天不收通知」。單位自己的名單歸單位所有。您手機裡可能還有聊天記錄，請自行刪除。
button-erase-yes = 🗑 是，全部刪除
button-erase-no = ↩️ 不，保留
erase-declined = 沒有刪除任何內容。
erase-travelling = 車次{ $code }正在上車或在路上。為了同車人的安全，到達之前要保留您的資訊；到達後可以在這裡刪除。
erase-done-title = 已刪除
erase-done = 我們掌握的您的資訊已全部刪除，以後也不再給您發通知。
erase-gave-up = 您的座位或排隊位置已讓給別人。
button-register-anew = 📝 重新登記
command-privacy = 我們留存的您的資訊

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

# 後臺

console-privacy-title = 隱私
console-privacy-intro = 到期自動刪除了什麼，哪些人已刪除。已刪除的人只留下編號和數量。
console-privacy-runs = 自動刪除的健康資訊
console-privacy-run-at = 時間
console-privacy-run-kind = 內容
console-privacy-run-removed = 刪除數量
console-privacy-run-oldest = 現存最早
console-privacy-no-runs = 還沒有清理過。
console-privacy-no-runs-advice = 每天自動清理一次。
console-privacy-kind-answers = 健康填報（人）
console-privacy-kind-photos = 照片
console-privacy-kind-messages = 訊息文字
console-privacy-kind-temperatures = 途中體溫
console-privacy-kind-doors = 上車時的記錄
console-privacy-kind-expired = 過期的鏈接、會話和檔案
console-privacy-erasures = 已刪除的人
console-privacy-erasure-at = 時間
console-privacy-erasure-by = 操作人
console-privacy-erasure-self = 本人
console-privacy-erasure-subject = 編號
console-privacy-erasure-reason = 理由
console-privacy-erasure-counts = 刪除了什麼
console-privacy-erasure-went = 訊息{ $messages }條，照片{ $photos }張，座位或排隊{ $seats }個，健康記錄{ $health }條
console-privacy-no-erasures = 還沒有人被刪除。
console-privacy-no-erasures-advice = 工人在聊天裡輸入「隱私」可以自己刪除。
console-erase-title = 刪除一個人
console-erase-goes = 永久刪除：姓名、身份證號、手機號、健康資訊、照片、全部訊息文字、座位、排隊位置、車票、名單上的位置。
console-erase-stays = 留下：數量、不帶文字的操作記錄、這次刪除的證明。單位自己的申報歸單位所有。工人的聊天不再收到通知。
console-erase-name = 姓名
console-erase-id = 身份證號
console-erase-mobile = 手機號
console-erase-chats = 聊天
console-erase-photos = 照片
console-erase-readings = 途中健康記錄
console-erase-reason = 理由（2到200字，存檔）
console-erase-reason-hint = 不要寫姓名和號碼：理由會留下。
console-erase-reason-needed = 請寫理由，2到200字。
console-erase-sure = 我知道這無法恢復
console-erase-sure-needed = 請勾選確認。
console-erase-button = 刪除
console-erase-travelling = 車次{ $code }正在上車或在路上，到達之前不能刪除車上的人。
console-erase-done = 此人的資訊已刪除。
