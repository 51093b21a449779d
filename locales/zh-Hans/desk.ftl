# 窗口：找人、一位工友的全部情况、代办、求助

desk-search-field = 姓名、手机号或身份证号
desk-search-hint = 姓名可以只写一部分；号码要写全，空格不碍事。
desk-search-go = 查找
desk-search-empty = 请先填写要找的姓名或号码。
desk-search-number = 这不是完整的手机号（11位）或身份证号（18位）。
desk-search-no-name = 这不像姓名或号码，请核对。
desk-search-nobody = 没有找到
desk-search-nobody-advice = 可能还没有登记，或者属于别的区县。人在窗口的话，可以马上替他登记。
desk-search-found = 找到{ $count }人
desk-search-cut = 只列出前{ $count }人，请把姓名写得更完整。
desk-search-declared = 在企业名单上，还没有登记
desk-search-declared-hint = 请他们在聊天中登记，最好用企业页面上的邀请链接。人在窗口的话，可以马上替他登记。
desk-search-declared-cut = 只列出前{ $count }人，请把姓名写得更完整。
desk-search-intro = 输入的内容不会出现在网址里，也不会被记录。
desk-col-id = 身份证号
desk-col-district = 区县
desk-col-registration = 登记
desk-col-by = 办理人
desk-not-registered = 未登记

desk-state-submitted = 已提交
desk-state-employer-confirmed = 企业已确认
desk-state-travel-arranged = 行程已安排
desk-state-travelling = 在路上
desk-state-arrived = 已到达
desk-state-needs-fix = 待更正
desk-state-rejected = 已拒绝
desk-state-withdrawn = 已取消
desk-state-erased = 已删除

desk-to-found = 查找工友
desk-fact-state = 登记状态
desk-fact-origin = 出发地
desk-fact-mode = 出行方式
desk-fact-health = 健康码
desk-fact-seen = { $when }报告
desk-fact-certificate = 健康证明
desk-fact-certificate-until = 有效至{ $date }
desk-fact-no-certificate = 还没有
desk-fact-consents = 同意情况
desk-fact-consent =
    { $kind ->
        [service] 登记信息
        [health] 健康信息
       *[travel] 行程信息
    }（第{ $version }版，{ $when }）
desk-fact-refused = 不同意
desk-fact-read-by = 由{ $name }代读
desk-fact-submitted = 提交时间
desk-fact-entered-by = 由{ $name }代办
desk-fact-ticket = 车票
desk-fact-ticket-print = 打印车票
desk-fact-no-ticket = 未出票
desk-fact-demand = 想坐的车还没有开，已记下愿望
desk-fact-chats = 聊天
desk-fact-no-chat = 没有聊天，只能打电话
desk-chat-opted-out = 不收通知
desk-chat-blocked = 已屏蔽我们
desk-on-page = 本页内容
desk-history = 经过
desk-messages = 消息往来
desk-records = 操作记录
desk-actions = 办理
desk-history-empty = 还没有记录。
desk-earlier = 更早的{ $count }条
desk-older = 更早
desk-newer = 更新

desk-hap-submitted = 提交了登记
desk-hap-consent =
    { $given ->
        [yes] 同意
       *[no] 不同意
    }使用{ $kind ->
        [service] 登记信息
        [health] 健康信息
       *[travel] 行程信息
    }（第{ $version }版）
desk-hap-seat =
    { $change ->
        [held] 座位暂留
        [offered] 空出座位，等本人答复
        [reserved] 订了座位
        [confirmed] 座位已确认
        [boarded] 已上车
        [cancelled] 座位已取消
        [expired] 暂留到期，座位已放出
        [rejected] 座位被收回
        [replaced] 座位换给了别人
        [declined] 放弃了空出的座位
        [moved] 改乘别的车
        [no_show] 没有上车
        [trip_cancelled] 车次取消，座位没有了
       *[other] 座位有变动
    }：{ $seat }
desk-hap-line = 排队：{ $trip }（{ $state ->
        [waiting] 还在排
        [offered] 有座位等答复
        [accepted] 已接受座位
        [declined] 放弃了座位
        [expired] 没有及时答复
       *[left] 已离开
    }）
desk-hap-ticket = 出票：{ $trip }（票号尾号{ $tail }）
desk-hap-ticket-gone = 车票作废：{ $trip }
desk-hap-roster =
    { $state ->
        [claimed] 报了企业，等待确认
        [confirmed] 企业已确认
        [rejected] 企业不认可
       *[replaced] 企业换成了别人
    }：{ $employer }
desk-hap-help = 找过工作人员
desk-hap-help-open = 看对话
desk-hap-door =
    { $kind ->
        [boarded] 验票上车
        [refused] 没有让上车
       *[undone] 上车记录已撤销
    }：{ $vehicle }
desk-hap-temperature = 体温{ $degrees }℃
desk-hap-arrived = 到达：{ $vehicle }
desk-hap-waived = 免除一项要求：{ $trip }
desk-hap-by = 办理人：{ $name }
desk-hap-why = 原因：{ $reason }

desk-talk-empty = 还没有消息。
desk-talk-entered = { $name }代填
desk-talk-notice = 通知
desk-out-queued = 等待发送
desk-out-sending = 正在发送
desk-out-sent = 已送达
desk-out-failed = 没有送达
desk-out-unknown = 不确定是否送达
desk-out-excluded = 未发送

desk-record =
    { $action ->
        [worker_revealed] 查看完整号码
        [worker_name_corrected] 更正姓名
        [waitlist_class] 设置排队优先
        [waitlist_passed] 空座轮过
        [requirement_waived] 免除一项要求
        [roster_confirmed] 企业确认
        [roster_rejected] 企业不认可
        [roster_replaced] 企业换人
        [roster_override] 管理员代为决定
        [roster_lapsed] 企业没有及时答复
        [help_answered] 回答工友
        [help_closed] 结束对话
        [help_recognised] 确认本人
        [help_taken] 接手对话
        [help_handed_over] 转交对话
        [help_released] 放回求助列表
        [ticket_reissued] 补发车票
        [on_behalf_begun] 开始代办
        [on_behalf_taken_up] 打开代办
        [on_behalf_consent] 代办：同意事项
        [on_behalf_submitted] 代办：提交登记
        [on_behalf_health] 代办：记录健康码
        [on_behalf_withdrawn] 代办：取消登记
        [on_behalf_offer_taken] 代办：接受空座
        [on_behalf_offer_declined] 代办：放弃空座
        [on_behalf_line_left] 代办：退出排队
        [on_behalf_seat_changed] 代办：换座位
        [on_behalf_new_ticket] 代办：换新车票
        [on_behalf_name] 代办：更正姓名
        [on_behalf_party] 代办：同行的人
        [on_behalf_notices] 代办：通知设置
       *[other] { $code }
    }

desk-reveal-title = 查看完整号码
desk-reveal-advice = 谁看的、为什么看，都会存档。号码只显示一次。
desk-reveal-reason = 请写理由，2到200字。
desk-reveal-go = 显示一次
desk-reveal-too-often = 您这一小时查看得太多了（最多{ $most }次）。请稍后再试，或请同事帮忙。
desk-reveal-mobile = 手机号
desk-reveal-done = 已存档。离开本页后号码不再显示。

desk-act-go = 替他办理
desk-act-advice = 在这里替工友回答机器人的问题：改答案、记录健康码、订座、取消。本人会在聊天里收到告知。
desk-counter-new = 替窗口前的人登记
desk-counter-title = 代办
desk-counter-for = 替{ $name }办理
desk-counter-intro = 请把问题念给本人听，按本人的回答填写。您的名字会和答案一起存档。
desk-counter-no-phone = 没有手机的人，可以填家人或企业联系人的号码。
desk-counter-answer = 回答
desk-counter-send = 填入
desk-counter-photo = 健康证明照片（JPEG或PNG）
desk-counter-photo-send = 上传照片
desk-counter-no-picture = 这不是JPEG或PNG图片，或者文件太大。
desk-counter-blank = 请填写回答，或按一个按钮。
desk-counter-gone-on = 这份代办刚才有人继续填了。请看清现在的问题再回答。
desk-counter-before = 前面的{ $count }条
desk-counter-help = 这个人的情况需要核实：请到“求助”页处理。
desk-counter-to-worker = 看这位工友的全部情况
desk-counter-print = 打印车票

desk-inbox-all = 全部
desk-inbox-mine = 我的
desk-inbox-free = 没人接手
desk-inbox-show = 显示哪些对话
desk-inbox-with = 接手人
desk-inbox-nobody = 没人
desk-inbox-you = 您
desk-inbox-none = 这里没有对话
desk-inbox-none-advice = 可以看看全部对话。
desk-assign-title = 谁在处理
desk-assign-with = { $name }正在处理
desk-assign-you = 由您处理
desk-assign-nobody = 还没有人接手
desk-assign-take = 接手
desk-assign-take-over = 从对方接过来
desk-assign-release = 放回求助列表
desk-assign-to = 转交给
desk-assign-go = 转交
desk-assign-gone = 刚才已经有人接手了，请看清现在由谁处理。
desk-assign-unknown = 请选择一位同事。
desk-answer-taken = { $name }正在处理这个对话。确定要回答，请先接过来。
desk-inbox-call = 这个人没有聊天，请打电话告知，再结束对话。

desk-canned-title = 常用回答
desk-canned-advice = 工作人员可以把常用回答放进回答框，改好再发。
desk-canned-pick = 常用回答
desk-canned-insert = 放入
desk-canned-empty = 还没有常用回答
desk-canned-empty-advice = 在下面添加第一条。
desk-canned-name = 标题
desk-canned-text = 内容
desk-canned-locale = 语言
desk-canned-new = 添加
desk-canned-save = 保存
desk-canned-drop = 删除
desk-canned-saved = 已保存。
desk-canned-dropped = 已删除。
desk-canned-bad-title = 标题要写1到{ $most }个字。
desk-canned-bad-text = 内容要写1到{ $most }个字。
desk-canned-taken = 这种语言里已经有同名的回答。
