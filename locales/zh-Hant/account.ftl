# Accounts, sessions, the second step.

# The door

account-door-locked-until = 錯誤次數太多。請在 { $until } 之後再試，或者請管理員發新的登入連結。
account-second-step = 第二步驗證
account-second-step-ask = 請打開手機上的驗證器，輸入它顯示的數字。
account-second-code = 驗證碼
account-second-code-hint = 六位數字；手機不在身邊時，可輸入一個備用碼。
account-second-code-wrong = 驗證碼不對、已過期或已用過。請等下一個。
account-second-start-over = 重新登入

# The list of accounts

account-search = 登入名或單位
account-col-name = 姓名
account-col-role = 角色
account-col-for = 所屬
account-col-state = 狀態
account-col-second = 第二步驗證
account-col-seen = 最近使用
account-col-made = 建立
account-state-new = 已邀請
account-state-active = 使用中
account-state-disabled = 已停用
account-never = 從未
account-on = 已啟用
account-off = 未啟用
account-every-district = 全市
account-none-match = 沒有符合的帳號。
account-none-match-advice = 請少填些搜尋內容，或去掉篩選。

# An invitation

account-invite-title = 邀請
account-invite-advice = 您會得到一個連結，請轉給本人。連結一天內有效，只能用一次；登入後請本人設定密碼。
account-field-name = 姓名
account-field-login = 登入名
account-login-hint = 只用字母 a–z、數字、點和橫線。以後不能改。
account-field-role = 角色
account-field-district = 縣（市、區）
account-district-hint = 只用於經辦人。不選表示全市。
account-field-firm = 單位
account-firm-hint = 只用於單位人事。可輸入名稱、拼音或首字母。
account-choose = 請選擇
account-invite-button = 邀請並顯示連結
account-name-wrong = 請填寫姓名，1 到 { $most } 個字。
account-login-wrong = 請用字母 a–z、數字、點和橫線，1 到 { $most } 個。
account-login-taken = 這個登入名已有人用，請換一個。
account-role-missing = 請選擇角色。
account-firm-missing = 請填寫是哪個單位的人事。
account-firm-unknown = 沒有找到這樣的單位。
account-firm-several = 是下面哪一個？

# A one-time link

account-link-title = { $name } 的登入連結
account-link-advice = 連結只顯示這一次。請只交給本人：誰有它，誰就能登入一次，24 小時內有效。
account-to-account = 查看帳號

# One account

account-fact-password = 密碼
account-password-there = 已設定
account-password-none = 未設定
account-own-note = 這是您自己的帳號，只能由其他管理員改動；密碼和第二步驗證請自己改。
account-standing-title = 權限
account-standing-advice = 改動後，本人在所有裝置上登出，重新登入後按新權限使用。
account-standing-save = 儲存
account-standing-saved = 已儲存。本人需要重新登入。
account-reset-title = 重設帳號
account-reset-advice = 用於忘記密碼或遺失手機。會清除密碼和第二步驗證，結束所有登入，並給出新的一次性連結。
account-reset-button = 重設並顯示連結
account-disable-title = 停用帳號
account-disable-advice = 所有登入立即結束，之後無法再登入。已做的事仍留在日誌裡。
account-disable-button = 停用
account-done-disabled = 帳號已停用。
account-enable-title = 啟用帳號
account-enable-advice = 本人可以用原來的密碼登入。忘了的話，啟用後再重設。
account-enable-button = 啟用
account-done-enabled = 帳號已啟用。
account-refused-last = 這是最後一位能登入的管理員。請先增加一位。
account-refused-self = 不能在這裡改動自己的帳號。
account-refused-crew = 該人員在一輛尚未到達的車上當班。請先把他從該車撤下。
account-refused-disabled = 已停用的帳號不能重設。請先啟用。
account-locked-note = 錯誤次數太多，鎖定到 { $until }。
account-unlock-button = 立即解鎖
account-done-unlocked = 已解鎖。
account-did-link = 此人做過的事
account-done-to-link = 帳號的變動

# Sessions

account-sessions-title = 登入的裝置
account-sessions-theirs = 此人登入的裝置
account-sessions-advice = 有不認識的，請結束它，並修改密碼。
account-col-device = 裝置
account-col-from = 來自
account-col-since = 登入於
account-col-used = 最近使用
account-device-unknown = 不詳
account-session-here = 本機
account-end-one = 結束
account-end-one-of = 結束 { $device } 上的登入
account-end-others = 結束其他所有登入
account-end-all = 全部結束
account-done-ended = 已結束。
account-no-sessions = 目前沒有登入。

# The second step

account-second-advice = 啟用後，只有密碼還不能登入，還要輸入手機驗證器上的數字。
account-second-needs-password = 請先設定密碼。
account-second-begin = 開始設定
account-second-scan = 1. 用手機驗證器掃一掃。
account-second-secret = 不能掃碼？在驗證器裡輸入這個金鑰：
account-second-type = 2. 輸入驗證器顯示的數字。
account-second-confirm = 啟用
account-second-again = 換一個金鑰
account-second-since = { $when } 起已啟用。
account-codes-left = 剩餘備用碼：{ $count } 個
account-codes-title = 您的備用碼
account-codes-advice = 請現在抄下或列印，之後不再顯示。手機不在身邊時，每個可用一次。
account-codes-kept = 我已保存好
account-renew-title = 換新備用碼
account-renew-advice = 舊的備用碼作廢。
account-renew-button = 換新
account-off-title = 停用第二步驗證
account-off-advice = 停用後，只用密碼就能登入。
account-off-button = 停用
account-done-off = 第二步驗證已停用。
