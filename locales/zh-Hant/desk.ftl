# 窗口：找人、一位工友的全部情況、代辦、求助

desk-search-field = 姓名、手機號或身份證號
desk-search-hint = 姓名可以只寫一部分；號碼要寫全，空格不碍事。
desk-search-go = 查找
desk-search-empty = 請先填寫要找的姓名或號碼。
desk-search-number = 這不是完整的手機號（11位）或身份證號（18位）。
desk-search-no-name = 這不像姓名或號碼，請核對。
desk-search-nobody = 沒有找到
desk-search-nobody-advice = 可能還沒有登記，或者屬於別的區縣。人在窗口的話，可以馬上替他登記。
desk-search-found = 找到{ $count }人
desk-search-cut = 只列出前{ $count }人，請把姓名寫得更完整。
desk-search-declared = 在企業名單上，還沒有登記
desk-search-declared-hint = 請他們在聊天中登記，最好用企業頁面上的邀請連結。人在窗口的話，可以馬上替他登記。
desk-search-declared-cut = 只列出前{ $count }人，請把姓名寫得更完整。
desk-search-intro = 輸入的內容不會出現在網址裡，也不會被記錄。
desk-col-id = 身份證號
desk-col-district = 區縣
desk-col-registration = 登記
desk-col-by = 辦理人
desk-not-registered = 未登記

desk-state-submitted = 已提交
desk-state-employer-confirmed = 企業已確認
desk-state-travel-arranged = 行程已安排
desk-state-travelling = 在路上
desk-state-arrived = 已到達
desk-state-needs-fix = 待更正
desk-state-rejected = 已拒絕
desk-state-withdrawn = 已取消
desk-state-erased = 已刪除

desk-to-found = 查找工友
desk-fact-state = 登記狀態
desk-fact-origin = 出發地
desk-fact-mode = 出行方式
desk-fact-health = 健康碼
desk-fact-seen = { $when }報告
desk-fact-certificate = 健康證明
desk-fact-certificate-until = 有效至{ $date }
desk-fact-no-certificate = 還沒有
desk-fact-consents = 同意情況
desk-fact-consent =
    { $kind ->
        [service] 登記資訊
        [health] 健康資訊
       *[travel] 行程資訊
    }（第{ $version }版，{ $when }）
desk-fact-refused = 不同意
desk-fact-read-by = 由{ $name }代讀
desk-fact-submitted = 提交時間
desk-fact-entered-by = 由{ $name }代辦
desk-fact-ticket = 車票
desk-fact-ticket-print = 打印車票
desk-fact-no-ticket = 未出票
desk-fact-demand = 想坐的車還沒有開，已記下願望
desk-fact-chats = 聊天
desk-fact-no-chat = 沒有聊天，只能打電話
desk-chat-opted-out = 不收通知
desk-chat-blocked = 已屏蔽我們
desk-on-page = 本頁內容
desk-history = 經過
desk-messages = 消息往來
desk-records = 操作記錄
desk-actions = 辦理
desk-history-empty = 還沒有記錄。
desk-earlier = 更早的{ $count }條
desk-older = 更早
desk-newer = 更新

desk-hap-submitted = 提交了登記
desk-hap-consent =
    { $given ->
        [yes] 同意
       *[no] 不同意
    }使用{ $kind ->
        [service] 登記資訊
        [health] 健康資訊
       *[travel] 行程資訊
    }（第{ $version }版）
desk-hap-seat =
    { $change ->
        [held] 座位暫留
        [offered] 空出座位，等本人答覆
        [reserved] 訂了座位
        [confirmed] 座位已確認
        [boarded] 已上車
        [cancelled] 座位已取消
        [expired] 暫留到期，座位已放出
        [rejected] 座位被收回
        [replaced] 座位換給了別人
        [declined] 放棄了空出的座位
        [moved] 改乘別的車
        [no_show] 沒有上車
        [trip_cancelled] 車次取消，座位沒有了
       *[other] 座位有變動
    }：{ $seat }
desk-hap-line = 排隊：{ $trip }（{ $state ->
        [waiting] 還在排
        [offered] 有座位等答覆
        [accepted] 已接受座位
        [declined] 放棄了座位
        [expired] 沒有及時答覆
       *[left] 已離開
    }）
desk-hap-ticket = 出票：{ $trip }（票號尾號{ $tail }）
desk-hap-ticket-gone = 車票作廢：{ $trip }
desk-hap-roster =
    { $state ->
        [claimed] 報了企業，等待確認
        [confirmed] 企業已確認
        [rejected] 企業不認可
       *[replaced] 企業換成了別人
    }：{ $employer }
desk-hap-help = 找過工作人員
desk-hap-help-open = 看對話
desk-hap-door =
    { $kind ->
        [boarded] 驗票上車
        [refused] 沒有讓上車
       *[undone] 上車記錄已撤銷
    }：{ $vehicle }
desk-hap-temperature = 體溫{ $degrees }℃
desk-hap-arrived = 到達：{ $vehicle }
desk-hap-waived = 免除一項要求：{ $trip }
desk-hap-by = 辦理人：{ $name }
desk-hap-why = 原因：{ $reason }

desk-talk-empty = 還沒有消息。
desk-talk-entered = { $name }代填
desk-talk-notice = 通知
desk-out-queued = 等待發送
desk-out-sending = 正在發送
desk-out-sent = 已送達
desk-out-failed = 沒有送達
desk-out-unknown = 不確定是否送達
desk-out-excluded = 未發送

desk-record =
    { $action ->
        [worker_revealed] 查看完整號碼
        [worker_name_corrected] 更正姓名
        [waitlist_class] 設置排隊優先
        [waitlist_passed] 空座輪過
        [requirement_waived] 免除一項要求
        [roster_confirmed] 企業確認
        [roster_rejected] 企業不認可
        [roster_replaced] 企業換人
        [roster_override] 管理員代為決定
        [roster_lapsed] 企業沒有及時答覆
        [help_answered] 回答工友
        [help_closed] 結束對話
        [help_recognised] 確認本人
        [help_taken] 接手對話
        [help_handed_over] 轉交對話
        [help_released] 放回求助列表
        [ticket_reissued] 補發車票
        [on_behalf_begun] 開始代辦
        [on_behalf_taken_up] 打開代辦
        [on_behalf_consent] 代辦：同意事項
        [on_behalf_submitted] 代辦：提交登記
        [on_behalf_health] 代辦：記錄健康碼
        [on_behalf_withdrawn] 代辦：取消登記
        [on_behalf_offer_taken] 代辦：接受空座
        [on_behalf_offer_declined] 代辦：放棄空座
        [on_behalf_line_left] 代辦：退出排隊
        [on_behalf_seat_changed] 代辦：換座位
        [on_behalf_new_ticket] 代辦：換新車票
        [on_behalf_name] 代辦：更正姓名
        [on_behalf_party] 代辦：同行的人
        [on_behalf_notices] 代辦：通知設置
       *[other] { $code }
    }

desk-reveal-title = 查看完整號碼
desk-reveal-advice = 誰看的、為什麼看，都會存檔。號碼只顯示一次。
desk-reveal-reason = 請寫理由，2到200字。
desk-reveal-go = 顯示一次
desk-reveal-too-often = 您這一小時查看得太多了（最多{ $most }次）。請稍後再試，或請同事幫忙。
desk-reveal-mobile = 手機號
desk-reveal-done = 已存檔。離開本頁後號碼不再顯示。

desk-act-go = 替他辦理
desk-act-advice = 在這裡替工友回答機器人的問題：改答案、記錄健康碼、訂座、取消。本人會在聊天裡收到告知。
desk-counter-new = 替窗口前的人登記
desk-counter-title = 代辦
desk-counter-for = 替{ $name }辦理
desk-counter-intro = 請把問題念給本人聽，按本人的回答填寫。您的名字會和答案一起存檔。
desk-counter-no-phone = 沒有手機的人，可以填家人或企業聯絡人的號碼。
desk-counter-answer = 回答
desk-counter-send = 填入
desk-counter-photo = 健康證明照片（JPEG或PNG）
desk-counter-photo-send = 上傳照片
desk-counter-no-picture = 這不是JPEG或PNG圖片，或者文件太大。
desk-counter-blank = 請填寫回答，或按一個按鈕。
desk-counter-gone-on = 這份代辦剛才有人繼續填了。請看清現在的問題再回答。
desk-counter-before = 前面的{ $count }條
desk-counter-help = 這個人的情況需要核實：請到“求助”頁處理。
desk-counter-to-worker = 看這位工友的全部情況
desk-counter-print = 打印車票

desk-inbox-all = 全部
desk-inbox-mine = 我的
desk-inbox-free = 沒人接手
desk-inbox-show = 顯示哪些對話
desk-inbox-with = 接手人
desk-inbox-nobody = 沒人
desk-inbox-you = 您
desk-inbox-none = 這裡沒有對話
desk-inbox-none-advice = 可以看看全部對話。
desk-assign-title = 誰在處理
desk-assign-with = { $name }正在處理
desk-assign-you = 由您處理
desk-assign-nobody = 還沒有人接手
desk-assign-take = 接手
desk-assign-take-over = 從對方接過來
desk-assign-release = 放回求助列表
desk-assign-to = 轉交給
desk-assign-go = 轉交
desk-assign-gone = 剛才已經有人接手了，請看清現在由誰處理。
desk-assign-unknown = 請選擇一位同事。
desk-answer-taken = { $name }正在處理這個對話。確定要回答，請先接過來。
desk-inbox-call = 這個人沒有聊天，請打電話告知，再結束對話。

desk-canned-title = 常用回答
desk-canned-advice = 工作人員可以把常用回答放進回答框，改好再發。
desk-canned-pick = 常用回答
desk-canned-insert = 放入
desk-canned-empty = 還沒有常用回答
desk-canned-empty-advice = 在下面添加第一條。
desk-canned-name = 標題
desk-canned-text = 內容
desk-canned-locale = 語言
desk-canned-new = 添加
desk-canned-save = 儲存
desk-canned-drop = 刪除
desk-canned-saved = 已儲存。
desk-canned-dropped = 已刪除。
desk-canned-bad-title = 標題要寫1到{ $most }個字。
desk-canned-bad-text = 內容要寫1到{ $most }個字。
desk-canned-taken = 這種語言裡已經有同名的回答。
