# 對話用語，繁體中文。由簡體轉寫並通讀一遍，尚未經母語者審校。

welcome-title = 返崗登記
ask-language =
    您好！在這裡登記返回溫州上班，領取座位和車票。大約五分鐘，全程免費。

    请选择语言 · 請選擇語言 · Please choose a language:
ask-language-again = 🌐 請選擇語言：
button-language =
    { $locale ->
        [zh-Hans] 简体中文
        [zh-Hant] 繁體中文
       *[en] English
    }
invited-by = { $employer }邀請了您，已記為您的用人單位。
stale-button = 這個按鈕是前面問題的。現在到這一步：
choose-one = 請點下面的一個答案，或者輸入它前面的數字。
nothing-before = 這是第一個問題，前面沒有了。
nothing-more = 全部都在這裡了。
blank-text = 您發來的是空白。之前填的都還在，請再發一次。
text-too-long = 太長了，我最多能讀{ $max }個字。請說得短一些。
only-symbols = 🙂 我只看得懂文字和數字。
not-text = 我看不懂表情、語音和位置。請打字，或者點按鈕。
photo-unexpected = 謝謝，這一步不需要照片，我沒有保存。
photo-wanted = 請發一張健康證明的照片；還沒有的話，請返回選「還沒有」。
photo-kept = 照片收到了，只有人社局工作人員能看。
contact-unexpected = 謝謝，這一步不需要手機號。
contact-not-own = 這是別人的號碼。請分享自己的，或者直接輸入。
sorry = 我們這邊出了點問題。您填的都還在，請過一分鐘再發一次，或者回覆0找人工。
help-text =
    這些詞隨時可用：
    狀態 – 看看辦到哪一步
    修改 – 改一個答案
    返回 – 回上一個問題
    取消 – 放棄座位或已填的內容
    語言 – 換語言
    退訂 – 不再收通知
    隱私 – 我們留存的您的資訊
    0 – 找工作人員
recap = 歡迎回來。目前已填：{ $known }。
recap-nothing = 還沒有填寫
recap-origin = 從{ $place }出發
recap-employer = 單位{ $employer }
recap-mode =
    { $mode ->
        [coach] 坐大巴
        [train] 坐專列
        [self_drive] 自己開車
       *[public] 自己坐車
    }
status-open = 還沒有提交。目前已填：{ $known }。

# 同意

consent-service-title = 同意事項 1/3：登記
consent-service = 登記需要保存您的姓名、身份證號和手機號。只有人社局和您單位的人事能看到，號碼會遮住一部分。您隨時可以要求更正或刪除。
consent-health-title = 同意事項 2/3：健康資訊
consent-health = 健康碼是綠碼才能上車。為此我們保存您的健康碼顏色和健康證明，到達30天後刪除。
consent-travel-title = 同意事項 3/3：行程資訊
consent-travel = 為了給您找座位，我們保存您的出發地和所坐車次。
button-agree = ✅ 同意
button-disagree = ❌ 不同意
button-agree-after-all = ✅ 我改為同意
refused-service = 不同意就沒法登記。我們沒有保存任何資訊。您以後可以再同意，或者回覆0找人工。
refused-health = 不同意就沒法安排上車。您以後可以再同意，或者回覆0找人工。
refused-travel = 不同意就沒法找座位。您以後可以再同意，或者回覆0找人工。

# 健康

ask-health-code = 您今天的溫州健康碼是什麼顏色？
button-code =
    { $code ->
        [green] 🟢 綠碼
        [yellow] 🟡 黃碼
        [red] 🔴 紅碼
       *[none] ⚪ 還沒有申領
    }
wait-red = 🔴 紅碼不能出行。請留在原地，按當地防疫部門的要求做。
wait-yellow = 🟡 黃碼暫時不能出行。請在家觀察，每天看一次健康碼。
wait-none = ⚪ 請先申領溫州健康碼：開啟支付寶或微信，搜尋「溫州健康碼」。
wait-seat = 座位先給您留著，但不是綠碼不能上車。如果確定走不了，請把座位讓出來。
wait-kept = 您填的都給您留著。一變綠碼，就回來點下面的按鈕。
button-green-now = 🟢 現在是綠碼了
code-green-now = 太好了，我們繼續。
ask-certificate = 您有現在所在地的健康證明嗎？有的車必須要。
button-certificate-number = 🔢 有，我輸入編號
button-certificate-photo = 📷 有，我發照片
button-certificate-later = ⏳ 還沒有
ask-certificate-number = 請輸入健康證明上的編號。
certificate-number-wrong = 編號是4到32個字，至少有一個數字。請再看一下。
ask-certificate-photo = 請發一張健康證明的照片，要拍全、拍清楚。
ask-certificate-until = 有效期到哪一天？例如：{ $example }
date-wrong = 沒看懂這個日期。請這樣寫：{ $example }
certificate-expired = { $date }已經過期。請輸入仍然有效的證明的截止日期，或者返回選「還沒有」。
date-too-far = { $date }太遠了，不像健康證明的有效期。請再看一下。

# 出發地

ask-province = 您從哪裡出發？請選省份，也可以直接輸入地名，例如「懷化」或「huaihua」。
ask-within = { $place }的哪裡？請選擇，也可以直接輸入地名。
ask-which-place = 您說的是哪一個？
place-name = { $place }
place-short = { $place }
place-unknown = 沒找到「{ $text }」這個地方。請換個寫法，輸入縣或市的名字，例如「懷化」或「huaihua」。
origin-is = 📍 { $place }
button-place-enough = 📍 說不準，到這裡就行

# 用人單位

ask-employer = 您回哪家單位？請輸入單位名稱裡的幾個字。
ask-which-employer = 是哪一家？
ask-this-employer = 是這一家嗎？
employer-name = { $employer }
employer-unknown = 沒找到這家單位。請少輸幾個字試試，或者選「還沒有單位」。
button-no-employer = 還沒有單位
button-employer-not-here = 不是，再找一次

# 個人

ask-name = 您叫什麼名字？請按身份證上的寫。
name-wrong = 這不像名字。請輸入身份證上的姓名。
name-too-long = 姓名最多{ $max }個字，請只輸入姓名。
ask-resident-id = 您的身份證號（18位）？號碼會加密保存，只顯示一部分。
id-length =
    { $digits ->
        [0] 身份證號是18位，請重新輸入。
       *[other] 身份證號是18位，您輸入了{ $digits }位，請核對。
    }
id-fifteen = 這是15位的老號碼。請輸入現在身份證上的18位號碼。
id-not-digits = 身份證號只有數字，最後一位可能是X。請核對。
id-province = 前兩位不是省份代碼，請核對。
id-birth-date = 第7到14位是出生日期，沒有這一天，請核對。
id-too-young = 須年滿{ $min_age }週歲。如果有誤，請回覆0找人工。
id-checksum = 有一位輸錯了：最後一位和前面對不上。請對照身份證再輸一次。
ask-mobile = 您的手機號（11位）？
button-contact = 📱 傳送我的手機號
mobile-length = 手機號是11位，請核對。
mobile-wrong = 這不是大陸手機號（以13到19開頭），請核對。

# 出行

ask-transport = 您想怎麼回來？
button-mode =
    { $mode ->
        [coach] 🚌 坐返工大巴
        [train] 🚄 坐返工專列
        [self_drive] 🚗 自己開車
       *[public] 🎫 自己坐火車或客車
    }
ask-departure =
    { $mode ->
        [train] 🚄 有這些專列，您坐哪一趟？
       *[coach] 🚌 有這些大巴，您坐哪一趟？
    }
nothing-runs =
    { $mode ->
        [train] { $place }目前沒有專列。要登記您的需求嗎？人社局按需求安排車次。
       *[coach] { $place }目前沒有大巴。要登記您的需求嗎？人社局按需求安排車次。
    }
nothing-runs-anywhere =
    { $mode ->
        [train] 目前沒有專列。
       *[coach] 目前沒有大巴。
    }
none-open =
    { $mode ->
        [train] 有專列，但您現在還不能坐：
       *[coach] 有大巴，但您現在還不能坐：
    }
closed-departure = ✖ { $departs } { $from }到{ $district }：{ $reasons }
button-departure = { $departs } { $from }到{ $district } · 剩{ $free }座
button-line = { $departs } { $from }到{ $district } · { $waiting ->
        [0] 已滿，可排第一位
       *[other] 已滿，{ $waiting }人在排隊
    }
button-wish = 📝 登記我的需求
button-none-suits = 📝 都不合適，登記需求
button-other-transport = 換交通方式
unmet-not-open = 不能預訂
unmet-departed = 已經出發
unmet-origin = 不經過您那裡
unmet-area = 您所在地區屬於重點疫區
unmet-code = 您的健康碼不是綠碼
unmet-code-old = 您的健康碼資訊太舊，請重新出示
unmet-certificate = 需要健康證明
unmet-certificate-expires = 您的健康證明在出發前就到期
unmet-employer-missing = 只接指定單位的員工
unmet-employer-not-listed = 您的單位不在專列名單裡
unmet-employer-elsewhere = 只接其他縣（市、區）單位的員工
unmet-roster = 單位人事還沒有確認您

# 核對

read-back-title = 請核對
read-back-intro = 您填寫的是：
read-back-ask = 都對嗎？
back-name = 姓名：{ $name }
back-id = 身份證號：{ $mask }
back-mobile = 手機號：{ $mask }
back-code =
    { $code ->
        [green] 健康碼：🟢 綠碼
        [yellow] 健康碼：🟡 黃碼
        [red] 健康碼：🔴 紅碼
       *[none] 健康碼：⚪ 沒有
    }
back-certificate = 健康證明：有效期到{ $date }
back-no-certificate = 健康證明：還沒有
back-origin = 出發地：{ $place }
back-employer = 單位：{ $employer }
back-no-employer = 單位：還沒有
back-mode =
    { $mode ->
        [coach] 交通方式：🚌 返工大巴
        [train] 交通方式：🚄 返工專列
        [self_drive] 交通方式：🚗 自己開車
       *[public] 交通方式：🎫 自己坐車
    }
back-trip = 車次：{ $departs }到{ $district }
back-no-trip = 車次：還沒有，請登記需求
button-submit = ✅ 沒錯，提交
button-change = ✏️ 要修改
ask-change = 要改哪一項？其他的不用重填。
change-later = 等全部看過一遍就可以改任何一項。現在可以輸入「返回」回到上一個問題。
field-transport = 交通方式或車次
field-origin = 出發地
field-employer = 單位
field-health-code = 健康碼
field-certificate = 健康證明
field-name = 姓名
field-resident-id = 身份證號
field-mobile = 手機號

# 結果

seat-yours = 🎉 座位已為您留好
already-seated = 您已經有座位了
full-keeps-seat = 那趟車滿了，您原來的座位不變
seat-confirmed = 🎉 您的車票
ticket-again = 您的車票
ticket-trip = 車次：{ $code }，開往{ $district }
ticket-when = 出發：{ $departs }
ticket-where = 集合：{ $meeting_point }
ticket-seat = 座位：{ $seat }，車輛 { $vehicle }
ticket-bring = 請帶：身份證、有綠碼的手機、健康證明、口罩、吃的和水。
ticket-show = 請提前30分鐘到，上車時出示這個QR碼。
awaiting-hr = 還要等您單位的人事確認。一確認，車票就發到這裡。
ticket-lacks = 座位給您留著，但還不能出票：{ $reasons }。請回覆「修改」補正。
queued-title = 您在排隊
queued-text = { $ahead ->
        [0] 車次 { $code }（{ $departs }），您排在第一位。
       *[other] 車次 { $code }（{ $departs }），前面還有{ $ahead }人。
    }
queued-next = 一有空座就在這裡問您，您有30分鐘時間決定。
demand-title = 需求已登記
demand-text = 一安排合適的車次，就在這裡通知您。
self-return-title = 登記完成
self-return-text = 您自己回來。請留好車票和票據，有的縣可以補貼一部分路費。
trip-refused = 這趟車您現在不能坐了：{ $reasons }。您填的都還在，請重新選。
other-person = 這個對話已經給另一位登記過。要給別人登記，或者更正號碼，請工作人員幫您。
other-mobile = 這個身份證號已經用另一個手機號登記過。為保護個人資訊，要請工作人員核對。
home-seated = 🎫 您有座位：車次 { $code }，{ $departs }，車輛 { $vehicle }，座位 { $seat }。
home-awaiting = ⏳ 座位已留：車次 { $code }，{ $departs }，車輛 { $vehicle }，座位 { $seat }。等單位人事確認。
home-lacks = ⏳ 座位已留：車次 { $code }，{ $departs }，車輛 { $vehicle }，座位 { $seat }。還不能出票：{ $reasons }。請回覆「修改」補正。
home-confirmed = ✅ 單位已確認：車次 { $code }，{ $departs }，車輛 { $vehicle }，座位 { $seat }。
home-aboard = 🚌 您已上車：車次 { $code }，車輛 { $vehicle }，座位 { $seat }。一路平安。
home-queued = { $ahead ->
        [0] ⏳ 您在排隊：車次 { $code }，{ $departs }，您排在第一位。
       *[other] ⏳ 您在排隊：車次 { $code }，{ $departs }，前面還有{ $ahead }人。
    }
home-demand = 📝 您的出行需求已登記，一安排車次就通知您。
home-nothing = 您已登記，目前沒有車次。
home-self-return = 您已登記，自己回來。
home-next = 有事隨時在這裡說，對話一直開著。
home-not-understood = 沒看懂。請點下面的按鈕，或者回覆0找人工。
button-ticket = 🎫 看我的車票
button-again = 🔍 找車次
button-cancel = ❌ 放棄
no-ticket = 您目前沒有車票。
ask-cancel = 真的要放棄座位或排隊嗎？會讓給別人。
ask-cancel-draft = 真的要刪除已填的內容嗎？
button-cancel-yes = ❌ 是，放棄
button-cancel-no = ↩️ 不，保留
draft-deleted = 您填的都刪除了。想登記時隨時可以重新開始。
cancel-aboard = 您已經上車了。如果又下了車，請告訴乘務人員；其他事情請回覆0找人工。
released-nothing = 您的登記已撤回。
released = 辦好了。謝謝您告訴我們，座位會讓給別人。

# 訊息

roster-replaced = { $employer }把您在名單上的位置換給了別人，座位也一併轉出。如有疑問，請聯繫單位人事，或發送 0 找人工。
roster-lapsed = { $employer }的人事還沒有確認您，期限已過。請聯繫單位人事；一旦確認，我們會告訴您。
roster-lapsed-seat = { $employer }的人事沒有在期限內確認您，座位已讓給排隊的人。請聯繫單位人事；確認以後可以重新選車。
roster-locked = ✅ { $employer }的返崗名單已最終確定，您在名單上。
roster-confirmed-title = ✅ 單位已確認您
roster-confirmed = { $employer }的人事說，等您回來上班。
roster-rejected-title = 單位沒有確認您
roster-rejected =
    { $employer }的人事說：{ $reason }

    如果有誤，請給單位打電話，或者回覆0找人工。也可以換單位：回覆「修改」。
offer-title = 有空座了！
offer-text = 車次 { $code }，{ $departs }。給您留到{ $until }。您要嗎？
button-take-seat = ✅ 要，我坐
button-leave-seat = ❌ 不要，讓給下一位
offer-declined = 好的，讓給下一位。
offer-expired = 給您留的座位已讓給下一位。如果還要坐車，請再找一次車次。
offer-gone = 這個座位已經不再為您保留。
walked-up = 您已上車：{ $code }，{ $vehicle } 車 { $seat } 號座位，由乘務人員從候補中安排。一路平安。
line-closed = 車次 { $code } 不再上客，沒有等到空座。這趟車的排隊已結束。

# 排隊、換車次、同行

queued-beside = { $ahead ->
        [0] ⏳ 您在排車次 { $code }（{ $departs }），排在第一位。一有空座就問您，在那之前您的座位不變。
       *[other] ⏳ 您在排車次 { $code }（{ $departs }），前面還有{ $ahead }人。輪到您就問您，在那之前您的座位不變。
    }
queued-pace = { $lately ->
        [0] 最近一天沒有空出座位。
       *[other] 最近一天空出了{ $lately }個座位。
    }
line-moved-title = 您的排隊位置有變化
button-leave-line = 不排了
left-line = 您已退出排隊。您現有的座位不變。
offer-swap = 車次 { $code }，{ $departs }。給您留到{ $until }。如果要，您在車次 { $own } 的座位就讓給別人。要換嗎？
button-take-swap = ✅ 要，換車次
button-keep-own = ❌ 不換，保留原座位
seat-kept = 好的，您在車次 { $code } 的座位不變。
offer-expired-keeps = 給您留的座位已讓給下一位。您在車次 { $code } 的座位不變。
offer-party = 你們一行有{ $seats }個座位：車次 { $code }，{ $departs }。給你們留到{ $until }。要嗎？
button-take-seats = ✅ 要，我們坐
trip-cancelled-title = ⚠️ 您的車次取消了
trip-cancelled = 車次 { $code }（{ $departs }）不開了，很抱歉。您的車票已失效。
trip-cancelled-next = 您已在下一趟車的名單上。您想怎麼辦？
button-other-trip = 🔍 看別的車次
button-own-way = 🚗 我自己回來
button-stay-listed = ⏳ 我等下一趟
stay-listed = 好的。一安排合適的車次，就在這裡通知您。
ask-own-way = 您怎麼回來？
trip-moved-title = ⚠️ 您的車次改時間了
trip-moved = 車次 { $code } 改為{ $departs }出發，原來是{ $was }。您的座位不變。新時間可以嗎？
trip-reason = 原因：{ $reason }
trip-elsewhere-title = ⚠️ 您的車次換了集合地點
trip-elsewhere = 車次 { $code }（{ $departs }）：請到{ $meeting_point }集合。您的座位不變。這樣可以嗎？
trip-moved-unmet = 按新的日期，還缺：{ $reasons }。補上之前車票無效：請回覆「修改」。
trip-moved-ticket = 這是您的新車票，舊車票作廢。
trip-moved-line = 您排隊的車次 { $code } 改為{ $departs }出發，原來是{ $was }。您的排隊位置不變。
wish-met-title = 🎉 有適合您的車次了
wish-met = 車次 { $code }，{ $departs } 發車，經過您的出發地。{ $free ->
    [0] 座位已訂滿，但您可以排隊候補。
   *[other] 還有 { $free } 個座位，先訂先得。
}
button-departures = 🔍 查看車次
button-keep-trip = ✅ 可以，座位我要
trip-kept = 好的，您的座位不變。
button-party = 👥 我們一起走
party-after = 👥 請先給自己登記。登記完就可以說和誰一起走。
ask-party = 最多{ $max }人可以結伴：座位盡量挨著，要有就都有。
button-party-found = 👥 發起結伴
button-party-join = 🔑 我有結伴碼
ask-party-size = 連您在內一共幾個人？請回覆{ $min }到{ $max }的數字。
party-size-wrong = 請回覆{ $min }到{ $max }的數字。
ask-party-code = 請輸入結伴碼（6位字母和數字）。
party-unknown = 沒有這個結伴碼，請核對一下。
party-full = 這個結伴的人已經齊了。請問問給您碼的人。
party-left = 您現在沒有結伴。已有的座位不變。
party-gathers = 你們的結伴碼是 { $code }。{ $size }人已到{ $joined }人，還差{ $missing }人：請他們在這裡登記，回覆「同行」，再輸入結伴碼。
party-ready = 👥 你們{ $size }人都到齊了。現在給大家找座位嗎？
party-has-seats = 👥 你們{ $size }人一起走。
button-party-other = 🔍 大家換一趟
party-waits = 👥 你們{ $size }人都到齊了。由發起人選車次，有結果就在這裡告訴您。
party-queued = { $ahead ->
        [0] 👥 你們{ $size }人在排車次 { $code }（{ $departs }），排在第一位。
       *[other] 👥 你們{ $size }人在排車次 { $code }（{ $departs }），前面還有{ $ahead }位。
    }
button-party-seats = ✅ 給大家找座位
button-party-fewer = 👥 就我們{ $joined }人走
button-party-leave = ❌ 退出結伴
ask-party-trip = 大家坐哪一趟？
party-no-trip = 目前沒有大家都能坐的車次。
party-seated = 🎉 你們都有座位了
party-unfit = 你們中有{ $count }人不能坐這趟車：{ $reasons }。請換一趟，或者先補齊。
button-choose-seat = 💺 換個座位
ask-seat = 您現在是{ $seat }座。想換到哪個？
button-seat = { $row ->
        [1] 💺 { $seat }，第一排，車輛 { $vehicle }
       *[other] 💺 { $seat }，第{ $row }排，車輛 { $vehicle }
    }
button-keep-seat = ↩️ 不換了
no-other-seat = 這趟車沒有別的空座。
seat-changed = 🎉 您的新座位
seat-gone = 那個座位剛被別人選了。您的座位不變。
button-new-ticket = 🔁 換新車票
ticket-new = 您的新車票（舊車票作廢）
name-corrected = ✅ 姓名已改為{ $name }。座位、車票和排隊都不變。

# 人工

help-opened = 👤 工作人員會在這裡回覆您。請寫下您的問題。
help-already = 👤 工作人員知道您在等。可以繼續寫，也可以結束。
passed-on = ✓ 已轉給工作人員。
help-ended = 與工作人員的對話已結束。我們繼續：
help-not-open = 現在沒有與工作人員的對話。
clerk-name = 👤 { $name }
clerk-text = { $text }
recognised = ✅ 工作人員已核實這份登記是您本人的。請再按一次提交。
clerk-closed = 工作人員已結束對話。還需要的話，請回覆0。
button-end-help = 結束人工對話
staff-chat-bound = 這個聊天已與您的工作帳號綁定，試發的通知會發到這裡。
staff-code-unknown = 這個綁定碼無效或已過期，請到帳號頁面重新取得。
opted-out = 以後不再給您發通知。與您行程有關的訊息照常發。想恢復，請回覆「開始」。
opted-in = 以後又會給您發通知。
button-get-notices = 🔔 重新接收通知
button-register = 📝 馬上登記
button-read-more = 🔗 了解更多
button-stop-notices = 🔕 不再接收通知
trip-in-letter = { $code }，{ $departs }，{ $meeting_point }

# 控制

button-back = ‹ 返回
button-more = 更多 ›
button-human = 0 找人工
button-status = 狀態

# 命令

command-start = 開始，或恢復接收通知
command-status = 看看辦到哪一步
command-change = 修改一個答案
command-cancel = 放棄座位或已填內容
command-language = 语言 · 語言 · Language
command-help = 這裡能做什麼
command-stop = 不再收通知
command-ticket = 看我的車票
command-group = 我們一起走

desk-done-title = 🏢 工作人員替您辦理了
desk-done-by = { $name }（返崗服務窗口）剛才替您：
desk-deed = { $deed ->
    [consent] • 告知了用途並記錄了您的同意
   *[submitted] • 提交了登記
    [health] • 記錄了健康碼
    [withdrawn] • 取消了登記，座位或排隊位置已放棄
    [offer_taken] • 接受了空出的座位
    [offer_declined] • 放棄了空出的座位
    [line_left] • 退出了排隊
    [seat_changed] • 換了座位
    [new_ticket] • 換了一張新車票，舊票作廢
    [name] • 更正了姓名
    [party] • 辦理了同行的人
    [notices] • 更改了是否接收通知
    }
desk-done-wrong = 如果不對，請回覆0告訴我們。

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

# 人事在聊天中確認

hr-chat-bound = 此聊天已綁定您的人事帳號。有人填報您的企業時，會在這裡通知您，您可以直接確認或退回。隨時發送「名單」查看待確認人員。
hr-not-bound = 此聊天沒有綁定人事帳號。請在管理後台的帳號頁面綁定。
hr-wait-title = 有 { $count } 人等您確認
hr-wait = { $count } 人填報在 { $employer } 工作。請逐個確認，他們的座位要等您答覆。
hr-waiting = 待確認 { $count } 人：
hr-name = 👤 { $name }
hr-id = 身份證號：{ $id }
hr-mobile = 手機號：{ $mobile }
hr-from = 出發地：{ $place }
hr-trip = 班次：{ $code }，{ $departs }
hr-since = 填報時間：{ $since }
hr-due = 請在 { $due } 前答覆
hr-ask = 這是您企業的員工嗎？
button-hr-go = 👀 逐個查看
button-hr-again = 🔄 再看一次
button-hr-yes = ✅ 是，確認
button-hr-no = ❌ 不是，退回
button-hr-later = ⏭ 以後再說
button-hr-keep = ↩ 先不退回
ask-hr-reason = 為什麼退回 { $name }？請選擇，或自己寫明原因（2 到 200 字）；本人會看到。
hr-reason-unknown = 查無此人
hr-reason-left = 已離職
hr-reason-not-yet = 暫不安排返崗
hr-reason-wrong = 原因應為 2 到 200 字。
hr-confirmed = ✅ 已確認 { $name }，並通知本人。
hr-rejected = ❌ 已退回 { $name }，並把原因告知本人。
hr-already-confirmed = { $name } 此前已確認，無需重複辦理。
hr-already-rejected = { $name } 此前已退回，無需重複辦理。
hr-locked = 🔒 名單已鎖定，不能再改動。如需修改，請聯繫人社局。
hr-gone = 此人已不在待確認名單：可能已撤回，或改填了別的企業。
hr-nobody = { $employer } 目前沒有待確認的人。有新的填報會在這裡通知您。
hr-last = 已到最後一位，還有 { $count } 人待確認。
