# 对话用语，简体中文（以此为准）。

welcome-title = 返岗登记
ask-language =
    您好！在这里登记返回温州上班，领取座位和车票。大约五分钟，全程免费。

    请选择语言 · 請選擇語言 · Please choose a language:
ask-language-again = 🌐 请选择语言：
button-language =
    { $locale ->
        [zh-Hans] 简体中文
        [zh-Hant] 繁體中文
       *[en] English
    }
invited-by = { $employer }邀请了您，已记为您的用人单位。
stale-button = 这个按钮是前面问题的。现在到这一步：
choose-one = 请点下面的一个答案，或者输入它前面的数字。
nothing-before = 这是第一个问题，前面没有了。
nothing-more = 全部都在这里了。
blank-text = 您发来的是空白。之前填的都还在，请再发一次。
text-too-long = 太长了，我最多能读{ $max }个字。请说得短一些。
only-symbols = 🙂 我只看得懂文字和数字。
not-text = 我看不懂表情、语音和位置。请打字，或者点按钮。
photo-unexpected = 谢谢，这一步不需要照片，我没有保存。
photo-wanted = 请发一张健康证明的照片；还没有的话，请返回选“还没有”。
photo-kept = 照片收到了，只有人社局工作人员能看。
contact-unexpected = 谢谢，这一步不需要手机号。
contact-not-own = 这是别人的号码。请分享自己的，或者直接输入。
sorry = 我们这边出了点问题。您填的都还在，请过一分钟再发一次，或者回复0找人工。
help-text =
    这些词随时可用：
    状态 – 看看办到哪一步
    修改 – 改一个答案
    返回 – 回上一个问题
    取消 – 放弃座位或已填的内容
    语言 – 换语言
    退订 – 不再收通知
    隐私 – 我们留存的您的信息
    0 – 找工作人员
recap = 欢迎回来。目前已填：{ $known }。
recap-nothing = 还没有填写
recap-origin = 从{ $place }出发
recap-employer = 单位{ $employer }
recap-mode =
    { $mode ->
        [coach] 坐大巴
        [train] 坐专列
        [self_drive] 自己开车
       *[public] 自己坐车
    }
status-open = 还没有提交。目前已填：{ $known }。

# 同意

consent-service-title = 同意事项 1/3：登记
consent-service = 登记需要保存您的姓名、身份证号和手机号。只有人社局和您单位的人事能看到，号码会遮住一部分。您随时可以要求更正或删除。
consent-health-title = 同意事项 2/3：健康信息
consent-health = 健康码是绿码才能上车。为此我们保存您的健康码颜色和健康证明，到达30天后删除。
consent-travel-title = 同意事项 3/3：行程信息
consent-travel = 为了给您找座位，我们保存您的出发地和所坐车次。
button-agree = ✅ 同意
button-disagree = ❌ 不同意
button-agree-after-all = ✅ 我改为同意
refused-service = 不同意就没法登记。我们没有保存任何信息。您以后可以再同意，或者回复0找人工。
refused-health = 不同意就没法安排上车。您以后可以再同意，或者回复0找人工。
refused-travel = 不同意就没法找座位。您以后可以再同意，或者回复0找人工。

# 健康

ask-health-code = 您今天的温州健康码是什么颜色？
button-code =
    { $code ->
        [green] 🟢 绿码
        [yellow] 🟡 黄码
        [red] 🔴 红码
       *[none] ⚪ 还没有申领
    }
wait-red = 🔴 红码不能出行。请留在原地，按当地防疫部门的要求做。
wait-yellow = 🟡 黄码暂时不能出行。请在家观察，每天看一次健康码。
wait-none = ⚪ 请先申领温州健康码：打开支付宝或微信，搜索“温州健康码”。
wait-seat = 座位先给您留着，但不是绿码不能上车。如果确定走不了，请把座位让出来。
wait-kept = 您填的都给您留着。一变绿码，就回来点下面的按钮。
button-green-now = 🟢 现在是绿码了
code-green-now = 太好了，我们继续。
ask-certificate = 您有现在所在地的健康证明吗？有的车必须要。
button-certificate-number = 🔢 有，我输入编号
button-certificate-photo = 📷 有，我发照片
button-certificate-later = ⏳ 还没有
ask-certificate-number = 请输入健康证明上的编号。
certificate-number-wrong = 编号是4到32个字，至少有一个数字。请再看一下。
ask-certificate-photo = 请发一张健康证明的照片，要拍全、拍清楚。
ask-certificate-until = 有效期到哪一天？例如：{ $example }
date-wrong = 没看懂这个日期。请这样写：{ $example }
certificate-expired = { $date }已经过期。请输入仍然有效的证明的截止日期，或者返回选“还没有”。
date-too-far = { $date }太远了，不像健康证明的有效期。请再看一下。

# 出发地

ask-province = 您从哪里出发？请选省份，也可以直接输入地名，例如“怀化”或“huaihua”。
ask-within = { $place }的哪里？请选择，也可以直接输入地名。
ask-which-place = 您说的是哪一个？
place-name = { $place }
place-short = { $place }
place-unknown = 没找到“{ $text }”这个地方。请换个写法，输入县或市的名字，例如“怀化”或“huaihua”。
origin-is = 📍 { $place }
button-place-enough = 📍 说不准，到这里就行

# 用人单位

ask-employer = 您回哪家单位？请输入单位名称里的几个字。
ask-which-employer = 是哪一家？
ask-this-employer = 是这一家吗？
employer-name = { $employer }
employer-unknown = 没找到这家单位。请少输几个字试试，或者选“还没有单位”。
button-no-employer = 还没有单位
button-employer-not-here = 不是，再找一次

# 个人

ask-name = 您叫什么名字？请按身份证上的写。
name-wrong = 这不像名字。请输入身份证上的姓名。
name-too-long = 姓名最多{ $max }个字，请只输入姓名。
ask-resident-id = 您的身份证号（18位）？号码会加密保存，只显示一部分。
id-length =
    { $digits ->
        [0] 身份证号是18位，请重新输入。
       *[other] 身份证号是18位，您输入了{ $digits }位，请核对。
    }
id-fifteen = 这是15位的老号码。请输入现在身份证上的18位号码。
id-not-digits = 身份证号只有数字，最后一位可能是X。请核对。
id-province = 前两位不是省份代码，请核对。
id-birth-date = 第7到14位是出生日期，没有这一天，请核对。
id-too-young = 须年满{ $min_age }周岁。如果有误，请回复0找人工。
id-checksum = 有一位输错了：最后一位和前面对不上。请对照身份证再输一次。
ask-mobile = 您的手机号（11位）？
button-contact = 📱 发送我的手机号
mobile-length = 手机号是11位，请核对。
mobile-wrong = 这不是大陆手机号（以13到19开头），请核对。

# 出行

ask-transport = 您想怎么回来？
button-mode =
    { $mode ->
        [coach] 🚌 坐返工大巴
        [train] 🚄 坐返工专列
        [self_drive] 🚗 自己开车
       *[public] 🎫 自己坐火车或客车
    }
ask-departure =
    { $mode ->
        [train] 🚄 有这些专列，您坐哪一趟？
       *[coach] 🚌 有这些大巴，您坐哪一趟？
    }
nothing-runs =
    { $mode ->
        [train] { $place }目前没有专列。要登记您的需求吗？人社局按需求安排车次。
       *[coach] { $place }目前没有大巴。要登记您的需求吗？人社局按需求安排车次。
    }
nothing-runs-anywhere =
    { $mode ->
        [train] 目前没有专列。
       *[coach] 目前没有大巴。
    }
none-open =
    { $mode ->
        [train] 有专列，但您现在还不能坐：
       *[coach] 有大巴，但您现在还不能坐：
    }
closed-departure = ✖ { $departs } { $from }到{ $district }：{ $reasons }
button-departure = { $departs } { $from }到{ $district } · 剩{ $free }座
button-line = { $departs } { $from }到{ $district } · { $waiting ->
        [0] 已满，可排第一位
       *[other] 已满，{ $waiting }人在排队
    }
button-wish = 📝 登记我的需求
button-none-suits = 📝 都不合适，登记需求
button-other-transport = 换交通方式
unmet-not-open = 不能预订
unmet-departed = 已经出发
unmet-origin = 不经过您那里
unmet-area = 您所在地区属于重点疫区
unmet-code = 您的健康码不是绿码
unmet-code-old = 您的健康码信息太旧，请重新出示
unmet-certificate = 需要健康证明
unmet-certificate-expires = 您的健康证明在出发前就到期
unmet-employer-missing = 只接指定单位的员工
unmet-employer-not-listed = 您的单位不在专列名单里
unmet-employer-elsewhere = 只接其他县（市、区）单位的员工
unmet-roster = 单位人事还没有确认您

# 核对

read-back-title = 请核对
read-back-intro = 您填写的是：
read-back-ask = 都对吗？
back-name = 姓名：{ $name }
back-id = 身份证号：{ $mask }
back-mobile = 手机号：{ $mask }
back-code =
    { $code ->
        [green] 健康码：🟢 绿码
        [yellow] 健康码：🟡 黄码
        [red] 健康码：🔴 红码
       *[none] 健康码：⚪ 没有
    }
back-certificate = 健康证明：有效期到{ $date }
back-no-certificate = 健康证明：还没有
back-origin = 出发地：{ $place }
back-employer = 单位：{ $employer }
back-no-employer = 单位：还没有
back-mode =
    { $mode ->
        [coach] 交通方式：🚌 返工大巴
        [train] 交通方式：🚄 返工专列
        [self_drive] 交通方式：🚗 自己开车
       *[public] 交通方式：🎫 自己坐车
    }
back-trip = 车次：{ $departs }到{ $district }
back-no-trip = 车次：还没有，请登记需求
button-submit = ✅ 没错，提交
button-change = ✏️ 要修改
ask-change = 要改哪一项？其他的不用重填。
change-later = 等全部看过一遍就可以改任何一项。现在可以输入“返回”回到上一个问题。
field-transport = 交通方式或车次
field-origin = 出发地
field-employer = 单位
field-health-code = 健康码
field-certificate = 健康证明
field-name = 姓名
field-resident-id = 身份证号
field-mobile = 手机号

# 结果

seat-yours = 🎉 座位已为您留好
already-seated = 您已经有座位了
full-keeps-seat = 那趟车满了，您原来的座位不变
seat-confirmed = 🎉 您的车票
ticket-again = 您的车票
ticket-trip = 车次：{ $code }，开往{ $district }
ticket-when = 出发：{ $departs }
ticket-where = 集合：{ $meeting_point }
ticket-seat = 座位：{ $seat }，车辆 { $vehicle }
ticket-bring = 请带：身份证、有绿码的手机、健康证明、口罩、吃的和水。
ticket-show = 请提前30分钟到，上车时出示这个二维码。
awaiting-hr = 还要等您单位的人事确认。一确认，车票就发到这里。
ticket-lacks = 座位给您留着，但还不能出票：{ $reasons }。请回复“修改”补正。
queued-title = 您在排队
queued-text = { $ahead ->
        [0] 车次 { $code }（{ $departs }），您排在第一位。
       *[other] 车次 { $code }（{ $departs }），前面还有{ $ahead }人。
    }
queued-next = 一有空座就在这里问您，您有30分钟时间决定。
demand-title = 需求已登记
demand-text = 一安排合适的车次，就在这里通知您。
self-return-title = 登记完成
self-return-text = 您自己回来。请留好车票和票据，有的县可以补贴一部分路费。
trip-refused = 这趟车您现在不能坐了：{ $reasons }。您填的都还在，请重新选。
other-person = 这个对话已经给另一位登记过。要给别人登记，或者更正号码，请工作人员帮您。
other-mobile = 这个身份证号已经用另一个手机号登记过。为保护个人信息，要请工作人员核对。
home-seated = 🎫 您有座位：车次 { $code }，{ $departs }，车辆 { $vehicle }，座位 { $seat }。
home-awaiting = ⏳ 座位已留：车次 { $code }，{ $departs }，车辆 { $vehicle }，座位 { $seat }。等单位人事确认。
home-lacks = ⏳ 座位已留：车次 { $code }，{ $departs }，车辆 { $vehicle }，座位 { $seat }。还不能出票：{ $reasons }。请回复“修改”补正。
home-confirmed = ✅ 单位已确认：车次 { $code }，{ $departs }，车辆 { $vehicle }，座位 { $seat }。
home-aboard = 🚌 您已上车：车次 { $code }，车辆 { $vehicle }，座位 { $seat }。一路平安。
home-queued = { $ahead ->
        [0] ⏳ 您在排队：车次 { $code }，{ $departs }，您排在第一位。
       *[other] ⏳ 您在排队：车次 { $code }，{ $departs }，前面还有{ $ahead }人。
    }
home-demand = 📝 您的出行需求已登记，一安排车次就通知您。
home-nothing = 您已登记，目前没有车次。
home-self-return = 您已登记，自己回来。
home-next = 有事随时在这里说，对话一直开着。
home-not-understood = 没看懂。请点下面的按钮，或者回复0找人工。
button-ticket = 🎫 看我的车票
button-again = 🔍 找车次
button-cancel = ❌ 放弃
no-ticket = 您目前没有车票。
ask-cancel = 真的要放弃座位或排队吗？会让给别人。
ask-cancel-draft = 真的要删除已填的内容吗？
button-cancel-yes = ❌ 是，放弃
button-cancel-no = ↩️ 不，保留
draft-deleted = 您填的都删除了。想登记时随时可以重新开始。
cancel-aboard = 您已经上车了。如果又下了车，请告诉乘务人员；其他事情请回复0找人工。
released-nothing = 您的登记已撤回。
released = 办好了。谢谢您告诉我们，座位会让给别人。

# 消息

roster-replaced = { $employer }把您在名单上的位置换给了别人，座位也一并转出。如有疑问，请联系单位人事，或发送 0 找人工。
roster-lapsed = { $employer }的人事还没有确认您，期限已过。请联系单位人事；一旦确认，我们会告诉您。
roster-lapsed-seat = { $employer }的人事没有在期限内确认您，座位已让给排队的人。请联系单位人事；确认以后可以重新选车。
roster-locked = ✅ { $employer }的返岗名单已最终确定，您在名单上。
roster-confirmed-title = ✅ 单位已确认您
roster-confirmed = { $employer }的人事说，等您回来上班。
roster-rejected-title = 单位没有确认您
roster-rejected =
    { $employer }的人事说：{ $reason }

    如果有误，请给单位打电话，或者回复0找人工。也可以换单位：回复“修改”。
offer-title = 有空座了！
offer-text = 车次 { $code }，{ $departs }。给您留到{ $until }。您要吗？
button-take-seat = ✅ 要，我坐
button-leave-seat = ❌ 不要，让给下一位
offer-declined = 好的，让给下一位。
offer-expired = 给您留的座位已让给下一位。如果还要坐车，请再找一次车次。
offer-gone = 这个座位已经不再为您保留。
walked-up = 您已上车：{ $code }，{ $vehicle } 车 { $seat } 号座位，由乘务人员从候补中安排。一路平安。
line-closed = 车次 { $code } 不再上客，没有等到空座。这趟车的排队已结束。

# 排队、换车次、同行

queued-beside = { $ahead ->
        [0] ⏳ 您在排车次 { $code }（{ $departs }），排在第一位。一有空座就问您，在那之前您的座位不变。
       *[other] ⏳ 您在排车次 { $code }（{ $departs }），前面还有{ $ahead }人。轮到您就问您，在那之前您的座位不变。
    }
queued-pace = { $lately ->
        [0] 最近一天没有空出座位。
       *[other] 最近一天空出了{ $lately }个座位。
    }
line-moved-title = 您的排队位置有变化
button-leave-line = 不排了
left-line = 您已退出排队。您现有的座位不变。
offer-swap = 车次 { $code }，{ $departs }。给您留到{ $until }。如果要，您在车次 { $own } 的座位就让给别人。要换吗？
button-take-swap = ✅ 要，换车次
button-keep-own = ❌ 不换，保留原座位
seat-kept = 好的，您在车次 { $code } 的座位不变。
offer-expired-keeps = 给您留的座位已让给下一位。您在车次 { $code } 的座位不变。
offer-party = 你们一行有{ $seats }个座位：车次 { $code }，{ $departs }。给你们留到{ $until }。要吗？
button-take-seats = ✅ 要，我们坐
trip-cancelled-title = ⚠️ 您的车次取消了
trip-cancelled = 车次 { $code }（{ $departs }）不开了，很抱歉。您的车票已失效。
trip-cancelled-next = 您已在下一趟车的名单上。您想怎么办？
button-other-trip = 🔍 看别的车次
button-own-way = 🚗 我自己回来
button-stay-listed = ⏳ 我等下一趟
stay-listed = 好的。一安排合适的车次，就在这里通知您。
ask-own-way = 您怎么回来？
trip-moved-title = ⚠️ 您的车次改时间了
trip-moved = 车次 { $code } 改为{ $departs }出发，原来是{ $was }。您的座位不变。新时间可以吗？
trip-reason = 原因：{ $reason }
trip-elsewhere-title = ⚠️ 您的车次换了集合地点
trip-elsewhere = 车次 { $code }（{ $departs }）：请到{ $meeting_point }集合。您的座位不变。这样可以吗？
trip-moved-unmet = 按新的日期，还缺：{ $reasons }。补上之前车票无效：请回复“修改”。
trip-moved-ticket = 这是您的新车票，旧车票作废。
trip-moved-line = 您排队的车次 { $code } 改为{ $departs }出发，原来是{ $was }。您的排队位置不变。
wish-met-title = 🎉 有适合您的车次了
wish-met = 车次 { $code }，{ $departs } 发车，经过您的出发地。{ $free ->
    [0] 座位已订满，但您可以排队候补。
   *[other] 还有 { $free } 个座位，先订先得。
}
button-departures = 🔍 查看车次
button-keep-trip = ✅ 可以，座位我要
trip-kept = 好的，您的座位不变。
button-party = 👥 我们一起走
party-after = 👥 请先给自己登记。登记完就可以说和谁一起走。
ask-party = 最多{ $max }人可以结伴：座位尽量挨着，要有就都有。
button-party-found = 👥 发起结伴
button-party-join = 🔑 我有结伴码
ask-party-size = 连您在内一共几个人？请回复{ $min }到{ $max }的数字。
party-size-wrong = 请回复{ $min }到{ $max }的数字。
ask-party-code = 请输入结伴码（6位字母和数字）。
party-unknown = 没有这个结伴码，请核对一下。
party-full = 这个结伴的人已经齐了。请问问给您码的人。
party-left = 您现在没有结伴。已有的座位不变。
party-gathers = 你们的结伴码是 { $code }。{ $size }人已到{ $joined }人，还差{ $missing }人：请他们在这里登记，回复“同行”，再输入结伴码。
party-ready = 👥 你们{ $size }人都到齐了。现在给大家找座位吗？
party-has-seats = 👥 你们{ $size }人一起走。
button-party-other = 🔍 大家换一趟
party-waits = 👥 你们{ $size }人都到齐了。由发起人选车次，有结果就在这里告诉您。
party-queued = { $ahead ->
        [0] 👥 你们{ $size }人在排车次 { $code }（{ $departs }），排在第一位。
       *[other] 👥 你们{ $size }人在排车次 { $code }（{ $departs }），前面还有{ $ahead }位。
    }
button-party-seats = ✅ 给大家找座位
button-party-fewer = 👥 就我们{ $joined }人走
button-party-leave = ❌ 退出结伴
ask-party-trip = 大家坐哪一趟？
party-no-trip = 目前没有大家都能坐的车次。
party-seated = 🎉 你们都有座位了
party-unfit = 你们中有{ $count }人不能坐这趟车：{ $reasons }。请换一趟，或者先补齐。
button-choose-seat = 💺 换个座位
ask-seat = 您现在是{ $seat }座。想换到哪个？
button-seat = { $row ->
        [1] 💺 { $seat }，第一排，车辆 { $vehicle }
       *[other] 💺 { $seat }，第{ $row }排，车辆 { $vehicle }
    }
button-keep-seat = ↩️ 不换了
no-other-seat = 这趟车没有别的空座。
seat-changed = 🎉 您的新座位
seat-gone = 那个座位刚被别人选了。您的座位不变。
button-new-ticket = 🔁 换新车票
ticket-new = 您的新车票（旧车票作废）
name-corrected = ✅ 姓名已改为{ $name }。座位、车票和排队都不变。

# 人工

help-opened = 👤 工作人员会在这里回复您。请写下您的问题。
help-already = 👤 工作人员知道您在等。可以继续写，也可以结束。
passed-on = ✓ 已转给工作人员。
help-ended = 与工作人员的对话已结束。我们继续：
help-not-open = 现在没有与工作人员的对话。
clerk-name = 👤 { $name }
clerk-text = { $text }
recognised = ✅ 工作人员已核实这份登记是您本人的。请再按一次提交。
clerk-closed = 工作人员已结束对话。还需要的话，请回复0。
button-end-help = 结束人工对话
staff-chat-bound = 这个聊天已与您的工作账号绑定，试发的通知会发到这里。
staff-code-unknown = 这个绑定码无效或已过期，请到账号页面重新获取。
opted-out = 以后不再给您发通知。与您行程有关的消息照常发。想恢复，请回复“开始”。
opted-in = 以后又会给您发通知。
button-get-notices = 🔔 重新接收通知
button-register = 📝 马上登记
button-read-more = 🔗 了解更多
button-stop-notices = 🔕 不再接收通知
trip-in-letter = { $code }，{ $departs }，{ $meeting_point }

# 控制

button-back = ‹ 返回
button-more = 更多 ›
button-human = 0 找人工
button-status = 状态

# 命令

command-start = 开始，或恢复接收通知
command-status = 看看办到哪一步
command-change = 修改一个答案
command-cancel = 放弃座位或已填内容
command-language = 语言 · 語言 · Language
command-help = 这里能做什么
command-stop = 不再收通知
command-ticket = 看我的车票
command-group = 我们一起走

desk-done-title = 🏢 工作人员替您办理了
desk-done-by = { $name }（返岗服务窗口）刚才替您：
desk-deed = { $deed ->
    [consent] • 告知了用途并记录了您的同意
   *[submitted] • 提交了登记
    [health] • 记录了健康码
    [withdrawn] • 取消了登记，座位或排队位置已放弃
    [offer_taken] • 接受了空出的座位
    [offer_declined] • 放弃了空出的座位
    [line_left] • 退出了排队
    [seat_changed] • 换了座位
    [new_ticket] • 换了一张新车票，旧票作废
    [name] • 更正了姓名
    [party] • 办理了同行的人
    [notices] • 更改了是否接收通知
    }
desk-done-wrong = 如果不对，请回复0告诉我们。

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

# 人事在聊天中确认

hr-chat-bound = 此聊天已绑定您的人事账号。有人填报您的企业时，会在这里通知您，您可以直接确认或退回。随时发送“名单”查看待确认人员。
hr-not-bound = 此聊天没有绑定人事账号。请在管理后台的账号页面绑定。
hr-wait-title = 有 { $count } 人等您确认
hr-wait = { $count } 人填报在 { $employer } 工作。请逐个确认，他们的座位要等您答复。
hr-waiting = 待确认 { $count } 人：
hr-name = 👤 { $name }
hr-id = 身份证号：{ $id }
hr-mobile = 手机号：{ $mobile }
hr-from = 出发地：{ $place }
hr-trip = 班次：{ $code }，{ $departs }
hr-since = 填报时间：{ $since }
hr-due = 请在 { $due } 前答复
hr-ask = 这是您企业的员工吗？
button-hr-go = 👀 逐个查看
button-hr-again = 🔄 再看一次
button-hr-yes = ✅ 是，确认
button-hr-no = ❌ 不是，退回
button-hr-later = ⏭ 以后再说
button-hr-keep = ↩ 先不退回
ask-hr-reason = 为什么退回 { $name }？请选择，或自己写明原因（2 到 200 字）；本人会看到。
hr-reason-unknown = 查无此人
hr-reason-left = 已离职
hr-reason-not-yet = 暂不安排返岗
hr-reason-wrong = 原因应为 2 到 200 字。
hr-confirmed = ✅ 已确认 { $name }，并通知本人。
hr-rejected = ❌ 已退回 { $name }，并把原因告知本人。
hr-already-confirmed = { $name } 此前已确认，无需重复办理。
hr-already-rejected = { $name } 此前已退回，无需重复办理。
hr-locked = 🔒 名单已锁定，不能再改动。如需修改，请联系人社局。
hr-gone = 此人已不在待确认名单：可能已撤回，或改填了别的企业。
hr-nobody = { $employer } 目前没有待确认的人。有新的填报会在这里通知您。
hr-last = 已到最后一位，还有 { $count } 人待确认。
